// Staff in a data folder, before a server runs on it.
#pragma once

#include "access/links.hpp"
#include "core/role.hpp"
#include "core/time.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace rostrum::system_test {

inline const std::string staff_password = "blue kettle 47 north";

/// Adds accounts that all have `staff_password`.
void hire(const std::filesystem::path& data, const std::map<std::string, core::Role>& staff);

/// A session of an account that began at this time; gives the cookie's value.
[[nodiscard]] std::string staff_cookie(const std::filesystem::path& data, const std::string& login,
                                       core::Instant began);
/// Likewise, so many of them, beginning now.
[[nodiscard]] std::vector<std::string> staff_cookies(const std::filesystem::path& data,
                                                     const std::string& login, std::size_t count);

/// The token of a fresh link.
[[nodiscard]] std::string link_token(const std::filesystem::path& data, access::LinkRole role);

/// Asks an account for one-time codes from now on; gives the key.
[[nodiscard]] std::string enrol(const std::filesystem::path& data, const std::string& login);

/// Cards issued anew with codes to be typed: the codes by card number.
[[nodiscard]] std::map<std::string, std::string>
card_codes(const std::filesystem::path& data, const std::vector<std::string>& numbers);

} // namespace rostrum::system_test
