// The configuration: every key has a default, and docs/operations.md describes each.
#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rostrum::cli {

struct Config {
    std::filesystem::path data{"data"}; ///< [data] folder
    std::string address{"0.0.0.0"};     ///< [http] address
    std::uint16_t port{8080};           ///< [http] port; 0: any free one
    std::string public_url;             ///< [http] public_url; empty: derived from address and port
    std::optional<std::uint16_t> cast_port; ///< [cast] port; absent: the one after [http] port
    std::string cast_url;                   ///< [cast] public_url; empty: the page's host
    std::vector<std::string> hosts;         ///< [http] hosts: further names this server answers to
    std::vector<std::string> origins;       ///< [http] origins: further origins of its pages
    std::vector<std::string> proxies;  ///< [http] proxies: peers believed about whom they speak for
    bool allow_plain_staff{false};     ///< [http] allow_plain_staff: staff may log in without TLS
    std::vector<std::string> monitors; ///< [http] monitors: peers that may read the metrics
    std::filesystem::path pages{"web/dist"}; ///< [http] pages
    std::filesystem::path tls_certificate;   ///< [tls] certificate; empty: plain HTTP
    std::filesystem::path tls_key;           ///< [tls] key
    unsigned io_threads{0}; ///< [http] io_threads; 0: one less than the cores, at least one
    /// [names] kept_days, after the last hearing; 0: nobody erases them but who says so.
    std::int64_t names_kept_days{180};
    std::string log_level{"info"};  ///< [log] level: debug, info, warn, error
    std::string log_format{"text"}; ///< [log] format: text or json
    bool listens{true};             ///< False: for a command that works on the data itself.
};

/// Reads a TOML file over the defaults. Unknown keys and wrong types are errors, with line and
/// column.
[[nodiscard]] std::expected<Config, std::string> read_config(const std::filesystem::path& file);
/// Of its text; `name` is what faults are told with.
[[nodiscard]] std::expected<Config, std::string> parse_config(std::string_view text,
                                                              const std::string& name);

/// Where votes of secret ballots come in; 0: any free port.
[[nodiscard]] std::uint16_t cast_port_of(const Config& config);

/// Pages reach the phones unchanged: over TLS, or they do not leave this machine.
[[nodiscard]] bool network_is_trusted(const Config& config);

/// What is wrong between the settings, wherever they come from; a sentence for the operator.
[[nodiscard]] std::expected<void, std::string> check(const Config& config);

} // namespace rostrum::cli
