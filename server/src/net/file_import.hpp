// What routes that take a table share: the choices in their query, and what is said of the file.
#pragma once

#include "intake/columns.hpp"
#include "intake/reading.hpp"
#include "net/http.hpp"

#include <boost/json/object.hpp>

#include <expected>
#include <span>

namespace rostrum::net {

/// `sheet`, `header`, `category`, and `columns=name:2,seat:0`; else the answer that says what is
/// wrong.
[[nodiscard]] std::expected<intake::Choices, HttpResponse> choices_of(const HttpRequest& request);

[[nodiscard]] bool is_preview(const HttpRequest& request);

/// False when the request says which plan it expects, and it is another.
[[nodiscard]] bool expects(const HttpRequest& request, const std::string& fingerprint);

[[nodiscard]] boost::json::object file_json(const intake::Reading& reading);
/// Of any plan: what it would do, or did, with how many.
template <typename Plan>
[[nodiscard]] boost::json::object counts_json(const Plan& plan)
{
    return {{"added", plan.added},
            {"updated", plan.changed},
            {"unchanged", plan.left},
            {"not_in_file", plan.not_in_file}};
}
/// Adds `errors`, `error_count`, `warnings`, `warning_count`.
void put_notes(boost::json::object& object, const intake::Notes& errors,
               const intake::Notes& warnings);

/// 422 `rows_are_wrong`.
[[nodiscard]] HttpResponse wrong_rows(std::span<const intake::Note> notes);

} // namespace rostrum::net
