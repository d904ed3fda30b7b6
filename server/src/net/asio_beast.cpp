// The whole of Asio and Beast, compiled here and nowhere else: they cost many seconds in each file
// that compiles them. Whoever includes their headers links rostrum_asio, which says so to the
// preprocessor.
#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
