// Which request is answered by what, who may send it, and what it may carry.
#pragma once

#include "net/http.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rostrum::net {

/// Coarse: what a command may do is for the hearing's own table to say.
enum class Who : std::uint8_t {
    anyone,
    session,  ///< Whoever has come in.
    staff,    ///< By login: moderator, chair, teller, secretariat, respondent.
    desk,     ///< Staff without the respondents.
    preparer, ///< Secretariat or moderator.
    secretariat,
    monitor, ///< On this machine, or from a configured address. Others see no such path.
};

enum class Accepts : std::uint8_t {
    nothing,
    json,
    table, ///< CSV or a workbook.
    text,
    slides,
    document, ///< PDF or DOCX.
};

struct Route {
    using Handle = std::function<void(HttpRequest request, std::string hearing, Respond respond)>;

    std::string method; ///< `GET` (answers `HEAD` as well) or `POST`.
    std::string path;   ///< `{id}` stands for one segment, the hearing; `{part}` for another.
    Who who{Who::secretariat};
    Accepts accepts{Accepts::nothing};
    std::size_t body_bytes_max{0};
    Handle handle; ///< Called on an I/O thread; returns at once.
};

class Router {
public:
    struct Match {
        const Route* route{nullptr};
        std::string hearing;
        std::string part;
        std::string allow; ///< The methods of this path when none of them is the one asked for.
    };

    void add(Route route) { routes_.push_back(std::move(route)); }
    [[nodiscard]] Match find(std::string_view method, std::string_view path) const;
    [[nodiscard]] const std::vector<Route>& routes() const { return routes_; }

private:
    std::vector<Route> routes_; ///< Some fifty: walked.
};

/// The refusal for somebody who may not take this route; nothing when they may.
[[nodiscard]] std::optional<HttpResponse> check_caller(const Route& route,
                                                       const HttpRequest& request, bool is_monitor);

/// Likewise for what the request carries.
[[nodiscard]] std::optional<HttpResponse> check_content(const Route& route,
                                                        const HttpRequest& request);

} // namespace rostrum::net
