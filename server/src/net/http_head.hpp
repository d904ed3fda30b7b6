// The head of a request, before any parser sees it; and the head of an answer.
#pragma once

#include "core/time.hpp"
#include "net/http.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace rostrum::net {

struct HeadScan {
    enum class State : std::uint8_t {
        incomplete,
        complete, ///< `size` bytes, the empty line included.
        bad, ///< Bare line ends, folded lines or an empty first line: what smuggling is made of.
    };
    State state{State::incomplete};
    std::size_t size{0};
};

/// Beast reads several of these leniently, and a proxy before us might read them differently.
/// Source: RFC 9112 §2.2 and §5.2.
[[nodiscard]] HeadScan scan_head(std::string_view bytes);

struct HeadFacts {
    std::size_t body_bytes{0};
    bool keep_alive{true};
    std::string_view host; ///< As asked for, and known to be ours; empty: neither.
    core::Instant now;
    std::string_view cast_origin{}; ///< Where this page sends votes; empty: nowhere.
    bool is_secure{false};          ///< Through TLS: a browser shall not come without it again.
};

/// Status line and headers, those of security on every answer.
[[nodiscard]] std::string response_head(const HttpResponse& response, const HeadFacts& facts);

} // namespace rostrum::net
