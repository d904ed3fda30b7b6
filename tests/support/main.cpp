// Catch2 2 compiles its main here, once and alone: it takes many seconds. Catch2 3 brings a library
// with one.
#if !__has_include(<catch2/catch_all.hpp>)
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
#endif
