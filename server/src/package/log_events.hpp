// The lines of events.jsonl, as far as a reader needs them who was not there.
#pragma once

#include <boost/json/object.hpp>

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace rostrum::package {

/// Whatever wrote the line: names and members that are not known are passed over.
struct LoggedEvent {
    std::string name;
    boost::json::object data;
};

/// Without their line feeds; nothing when the last one has none.
[[nodiscard]] std::expected<std::vector<std::string_view>, std::size_t>
split_log(std::string_view bytes);

/// One per line; the number of the first line that is no event, or has another number than its
/// place.
[[nodiscard]] std::expected<std::vector<LoggedEvent>, std::size_t>
read_events(const std::vector<std::string_view>& lines);

/// The text of a member; empty when it is none.
[[nodiscard]] std::string text_of(const boost::json::object& object, std::string_view name);
/// The texts of a member that is a list of them; empty when it is none.
[[nodiscard]] std::vector<std::string> texts_of(const boost::json::object& object,
                                                std::string_view name);
/// Whether a member is there and true.
[[nodiscard]] bool is_true(const boost::json::object& object, std::string_view name);
/// A null where there is none.
[[nodiscard]] const boost::json::value& member_of(const boost::json::object& object,
                                                  std::string_view name);

/// Compact, members sorted: the same bytes in every language.
[[nodiscard]] std::string canonical(const boost::json::value& value);

} // namespace rostrum::package
