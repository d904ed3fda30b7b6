// Papers as PDF: what they need is gathered on the hall thread, and they are drawn apart.
#pragma once

#include "net/api.hpp"
#include "papers/record.hpp"

#include <functional>
#include <string>

namespace rostrum::net {

/// Draws a paper from a record that is this call's own.
using Print = std::function<HttpResponse(const papers::Record&)>;

/// Answers with what `print` makes of the hearing as it is now.
void give_print(const Api& api, const std::string& hearing, const Respond& respond, Print print);

/// A PDF to be saved as `h01-minutes.pdf`.
[[nodiscard]] HttpResponse pdf_download(const std::string& hearing, const char* what,
                                        std::string pdf);

} // namespace rostrum::net
