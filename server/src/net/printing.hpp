// Papers as PDF: what they need is gathered on the hall thread, and they are drawn apart.
#pragma once

#include "net/api.hpp"
#include "papers/record.hpp"

#include <functional>
#include <optional>
#include <string>

namespace rostrum::net {

struct Print {
    /// On the hall thread, before anything is copied or read: the answer that says why the paper is
    /// not to be had, if so.
    std::function<std::optional<HttpResponse>(const core::Hearing&)> withhold{};
    /// Draws the paper from a record that is this call's own.
    std::function<HttpResponse(const papers::Record&)> draw;
};

/// Answers with what `print` makes of the hearing as it is now.
void give_print(const Api& api, const std::string& hearing, const Respond& respond, Print print);

/// A PDF to be saved as `h01-minutes.pdf`.
[[nodiscard]] HttpResponse pdf_download(const std::string& hearing, const char* what,
                                        std::string pdf);

} // namespace rostrum::net
