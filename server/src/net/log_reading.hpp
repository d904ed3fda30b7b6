// Reads a whole log, page by page, on the hall thread.
#pragma once

#include "net/api.hpp"

#include <expected>
#include <functional>
#include <string>
#include <vector>

namespace rostrum::net {

/// Its lines; else the answer that says why not.
using LogRead = std::function<void(std::expected<std::vector<std::string>, HttpResponse>)>;

/// Call on the hall thread; `done` is called there.
void read_log(const Api& api, const std::string& stream, LogRead done);

} // namespace rostrum::net
