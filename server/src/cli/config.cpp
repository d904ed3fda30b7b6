#include "cli/config.hpp"

#include "intake/filed_text.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <sstream>

namespace rostrum::cli {
namespace {

using Setter = std::function<bool(Config&, const toml::node&)>;

template <typename Member>
Setter text(Member Config::* member)
{
    return [member](Config& config, const toml::node& node) {
        const auto value = node.value_exact<std::string>();
        if (value) config.*member = *value;
        return value.has_value();
    };
}

template <typename Number>
Setter number(Number Config::* member, std::int64_t max)
{
    return [member, max](Config& config, const toml::node& node) {
        const auto value = node.value_exact<std::int64_t>();
        if (!value || *value < 0 || *value > max) return false;
        config.*member = static_cast<Number>(*value);
        return true;
    };
}

Setter optional_port(std::optional<std::uint16_t> Config::* member)
{
    return [member](Config& config, const toml::node& node) {
        const auto value = node.value_exact<std::int64_t>();
        if (!value || *value < 0 || *value > 65'535) return false;
        config.*member = static_cast<std::uint16_t>(*value);
        return true;
    };
}

Setter texts(std::vector<std::string> Config::* member)
{
    return [member](Config& config, const toml::node& node) {
        const auto* array = node.as_array();
        if (array == nullptr) return false;
        std::vector<std::string> values;
        for (const auto& element : *array) {
            const auto value = element.value_exact<std::string>();
            if (!value) return false;
            values.push_back(*value);
        }
        config.*member = std::move(values);
        return true;
    };
}

Setter flag(bool Config::* member)
{
    return [member](Config& config, const toml::node& node) {
        const auto value = node.value_exact<bool>();
        if (value) config.*member = *value;
        return value.has_value();
    };
}

Setter one_of(std::string Config::* member, std::vector<std::string> allowed)
{
    return [member, allowed = std::move(allowed)](Config& config, const toml::node& node) {
        const auto value = node.value_exact<std::string>();
        if (!value || std::ranges::find(allowed, *value) == allowed.end()) return false;
        config.*member = *value;
        return true;
    };
}

const std::map<std::string, Setter>& setters()
{
    static const std::map<std::string, Setter> all{
        {"data.folder", text(&Config::data)},
        {"http.address", text(&Config::address)},
        {"http.port", number(&Config::port, 65'535)},
        {"cast.port", optional_port(&Config::cast_port)},
        {"cast.public_url", text(&Config::cast_url)},
        {"http.public_url", text(&Config::public_url)},
        {"http.hosts", texts(&Config::hosts)},
        {"http.origins", texts(&Config::origins)},
        {"http.monitors", texts(&Config::monitors)},
        {"http.proxies", texts(&Config::proxies)},
        {"http.allow_plain_staff", flag(&Config::allow_plain_staff)},
        {"http.pages", text(&Config::pages)},
        {"http.io_threads", number(&Config::io_threads, 64)},
        {"tls.certificate", text(&Config::tls_certificate)},
        {"tls.key", text(&Config::tls_key)},
        {"names.kept_days", number(&Config::names_kept_days, 3'650)},
        {"log.level", one_of(&Config::log_level, {"debug", "info", "warn", "error"})},
        {"log.format", one_of(&Config::log_format, {"text", "json"})},
    };
    return all;
}

std::string where(const std::string& file, const toml::source_region& region)
{
    std::ostringstream text;
    text << file << ':' << region.begin.line << ':' << region.begin.column << ": ";
    return text.str();
}

std::expected<Config, std::string> settings_of(const toml::table& table, const std::string& file)
{
    Config config;
    for (const auto& [section, node] : table) {
        const auto* keys = node.as_table();
        if (keys == nullptr) {
            return std::unexpected(where(file, node.source()) +
                                   "a section in brackets is expected");
        }
        for (const auto& [key, value] : *keys) {
            const auto name = std::string{section.str()} + '.' + std::string{key.str()};
            const auto setter = setters().find(name);
            if (setter == setters().end()) {
                return std::unexpected(where(file, value.source()) + "there is no setting " + name);
            }
            if (!setter->second(config, value)) {
                return std::unexpected(where(file, value.source()) + "wrong value for " + name);
            }
        }
    }
    return config;
}

/// Whether phones are told of this machine alone; an address that is not given follows from where
/// it listens.
bool leads_here(std::string_view url)
{
    constexpr std::array<std::string_view, 3> loopback{"http://127.0.0.1", "http://[::1]",
                                                       "http://localhost"};
    return url.empty() || std::ranges::any_of(loopback, [url](std::string_view here) {
               const auto behind = url.substr(std::min(here.size(), url.size()));
               return url.starts_with(here) &&
                      (behind.empty() || behind.front() == ':' || behind.front() == '/');
           });
}

/// Listening on loopback is not enough: a proxy in front hands the pages on, in the clear if its
/// address begins so.
bool stays_here(const Config& config)
{
    const bool listens_here = config.address == "127.0.0.1" || config.address == "::1";
    return listens_here && config.proxies.empty() && leads_here(config.public_url) &&
           leads_here(config.cast_url);
}

} // namespace

std::expected<Config, std::string> read_config(const std::filesystem::path& file)
{
    std::ifstream bytes(file, std::ios::binary);
    if (!bytes || std::filesystem::is_directory(file))
        return std::unexpected(file.string() + ": cannot be read");
    const std::string text{std::istreambuf_iterator<char>(bytes), {}};
    return parse_config(text, file.string());
}

std::expected<Config, std::string> parse_config(std::string_view text, const std::string& name)
{
    if (const auto line = intake::line_of_depth(text))
        return std::unexpected(name + ':' + std::to_string(*line) + ": nested too deep");
    try {
        return settings_of(toml::parse(text), name);
    }
    catch (const toml::parse_error& error) {
        return std::unexpected(where(name, error.source()) + std::string{error.description()});
    }
}

std::expected<void, std::string> check(const Config& config)
{
    if (config.tls_certificate.empty() != config.tls_key.empty()) {
        return std::unexpected("TLS needs both a certificate and its key");
    }
    if (!config.tls_certificate.empty() && config.public_url.starts_with("http:")) {
        return std::unexpected("the public address begins with http:, but this server speaks TLS");
    }
    const bool is_behind =
        config.tls_certificate.empty() && config.public_url.starts_with("https:");
    if (is_behind && config.cast_url.empty()) {
        return std::unexpected("the public address is reached through something that speaks TLS for"
                               " this server: say with cast.public_url how votes reach cast.port");
    }
    if (cast_port_of(config) != 0 && cast_port_of(config) == config.port) {
        return std::unexpected("votes need a port of their own: cast.port is http.port");
    }
    return {};
}

bool network_is_trusted(const Config& config)
{
    return !config.listens || !config.tls_certificate.empty() ||
           config.public_url.starts_with("https://") || stays_here(config);
}

std::uint16_t cast_port_of(const Config& config)
{
    if (config.cast_port) return *config.cast_port;
    return config.port == 0 || config.port == 65'535 ? 0
                                                     : static_cast<std::uint16_t>(config.port + 1);
}

} // namespace rostrum::cli
