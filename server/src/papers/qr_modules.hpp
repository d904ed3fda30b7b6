// A QR code as what it is made of, for whoever draws it.
#pragma once

#include <expected>
#include <string>
#include <vector>

namespace rostrum::papers {

/// Dark is true. Whoever draws leaves the quiet zone around it.
using QrModules = std::vector<std::vector<bool>>;

inline constexpr int qr_quiet_zone = 4; ///< In modules, as the standard asks for.

/// The error is for the log: the text is too long.
[[nodiscard]] std::expected<QrModules, std::string> qr_modules(const std::string& text);

} // namespace rostrum::papers
