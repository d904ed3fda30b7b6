// What minutes say, before it is laid out.
#pragma once

#include "papers/json_parts.hpp"
#include "papers/record.hpp"
#include "papers/result_parts.hpp"
#include "papers/threshold_report.hpp"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace rostrum::papers {

/// Of one category: who came, by name.
struct AttendanceGroup {
    std::string label;
    std::size_t expected{0};
    std::vector<std::string> names;
};

/// In the order of the rules' categories.
[[nodiscard]] std::vector<AttendanceGroup> attendance_of(const Record& record);

[[nodiscard]] std::string units_text(const core::Hearing& hearing);
[[nodiscard]] std::string speaker_name(const Record& record, const core::Question& question);
[[nodiscard]] std::string speaker_category(const Record& record, const core::Question& question);
/// `09:35—09:39`
[[nodiscard]] std::string turn_text(const Record& record, const core::QuestionId& question);

/// What anybody needs to repeat a draw, and what came of it: items and values.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> draw_facts(const Record& record,
                                                                          const core::Draw& draw);

/// The published result in words.
[[nodiscard]] std::string result_text(const ResultSheet& sheet);

/// A checkpoint's text; empty members when it is none.
struct NoteText {
    std::string origin;
    std::string size;
    std::string root;
};
[[nodiscard]] NoteText read_note(const std::string& note);

} // namespace rostrum::papers
