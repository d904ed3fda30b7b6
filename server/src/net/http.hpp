// HTTP as plain values, so that routes know neither Beast nor sockets.
#pragma once

#include "net/peer.hpp"
#include "session/connection.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rostrum::net {

/// The media type of a workbook.
inline constexpr const char* xlsx_type =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

struct HttpRequest {
    std::string method; ///< `GET`, `POST` …
    std::string path;   ///< Decoded, without the query.
    std::map<std::string, std::string> query;
    std::string content_type; ///< Without parameters, lower case.
    std::string body;
    std::string range; ///< The header of this name, and the two that go with it; may be empty.
    std::string if_range;
    std::string if_none_match;
    std::string cookie; ///< The session cookie's value, or empty.
    Peer peer;          ///< Whom it is from: behind a trusted proxy, the one before it.
    std::optional<session::Identity> identity; ///< Who the cookie says it is.
    std::string part;                          ///< What stands for the route's second placeholder.
};

/// A body that others are sent too: its owner, and what of it is sent.
struct SharedBody {
    std::shared_ptr<const std::string> owner{};
    std::string_view piece{};
};

struct HttpResponse {
    unsigned status{200};
    std::string content_type{"application/json"};
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;
    SharedBody shared{};       ///< Sent in place of `body` when it has an owner.
    bool may_be_framed{false}; ///< By a page of ours, and by nobody else's.
};

/// Takes the answer, on any thread, once.
using Respond = std::function<void(HttpResponse)>;

/// Passes the answer on; when nobody has one any more, because what should have answered has
/// thrown, it answers 500 `internal_error`: a request fails closed, and no client waits for ever.
[[nodiscard]] Respond answered_always(Respond respond);

/// RFC 9457. `code` is stable; `detail` is for a person and may be empty.
[[nodiscard]] HttpResponse problem(unsigned status, std::string_view code,
                                   std::string_view detail = {});

/// A JSON text as an answer.
[[nodiscard]] HttpResponse json_response(unsigned status, std::string body);

/// A file to be saved, under a name that may hold Chinese (RFC 6266).
[[nodiscard]] HttpResponse download(std::string content_type, std::string file_name,
                                    std::string body);

} // namespace rostrum::net
