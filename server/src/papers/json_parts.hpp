// Pieces of JSON that several papers share.
#pragma once

#include "core/hearing.hpp"
#include "papers/words.hpp"

#include <boost/json/object.hpp>
#include <boost/json/string_view.hpp>

#include <string>
#include <string_view>

namespace rostrum::papers {

[[nodiscard]] inline boost::json::string_view as_json(std::string_view text)
{
    return {text.data(), text.size()};
}

/// Writes `<key>`, `<key>_zh` and `<key>_en`.
void put_word(boost::json::object& object, std::string_view key, const Word& word);

[[nodiscard]] boost::json::object hearing_head(const core::Hearing& hearing);

/// A unit with its name and responsible person, as far as the campaign knows it.
[[nodiscard]] boost::json::object unit_head(const core::Hearing& hearing, const core::UnitId& unit);
[[nodiscard]] std::string unit_name(const core::Hearing& hearing, const core::UnitId& unit);
/// What was noted of the answers, a line for each: `海洋局：…`; empty where nothing was.
[[nodiscard]] std::string notes_text(const core::Hearing& hearing, const core::Question& question);

/// Who asked: a category's id and labels, never a person. Observers have one of their own.
struct AskerCategory {
    std::string category;
    std::string label;
    std::string label_en;
};
[[nodiscard]] AskerCategory asker_category(const core::Hearing& hearing,
                                           const core::Question& question);

} // namespace rostrum::papers
