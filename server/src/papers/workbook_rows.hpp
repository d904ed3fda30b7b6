// The rows of the workbooks: the same table for one hearing and, one under the other, for many.
#pragma once

#include "core/hearing.hpp"
#include "papers/xlsx_book.hpp"

#include <string>
#include <vector>

namespace rostrum::papers {

/// A table without its rows.
[[nodiscard]] XlsxSheet turnout_sheet();
[[nodiscard]] XlsxSheet question_sheet();
[[nodiscard]] XlsxSheet duty_sheet();

// Nothing while the result is not published.
void add_result(std::vector<XlsxRow>& rows, const core::Hearing& hearing);
void add_turnout(std::vector<XlsxRow>& rows, const core::Hearing& hearing);

void add_questions(std::vector<XlsxRow>& rows, const core::Hearing& hearing);
void add_duties(std::vector<XlsxRow>& rows, const core::Hearing& hearing);

} // namespace rostrum::papers
