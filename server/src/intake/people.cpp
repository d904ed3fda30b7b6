#include "intake/people.hpp"

#include "intake/cell_text.hpp"
#include "papers/normal_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <system_error>

namespace rostrum::intake {
namespace {

/// The 12 of `A-0012`; 0 when it is no number as we give them out.
std::int64_t running_number(std::string_view id)
{
    if (!id.starts_with("A-") || id.size() > 11) return 0;
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(id.data() + 2, id.data() + id.size(), number);
    return error == std::errc{} && end == id.data() + id.size() ? number : 0;
}

const Row& row_of(const Layout& layout, std::int64_t number)
{
    return *std::ranges::lower_bound(layout.rows(), number, {}, &Row::number);
}

} // namespace

Categories::Categories(const std::vector<core::Category>& categories)
{
    for (const auto& category : categories)
        for (const auto& name : {category.category.value, category.label, category.label_en})
            by_key_.emplace(without_blanks(papers::plain_key(name)), category.category);
}

Categories::Found Categories::find(std::string_view text) const
{
    const auto key = without_blanks(papers::plain_key(text));
    if (const auto found = by_key_.find(key); found != by_key_.end()) return {found->second, false};
    constexpr std::size_t two_characters = 6;
    if (key.size() < two_characters) return {};
    std::set<core::CategoryId> similar;
    for (const auto& [label, category] : by_key_)
        if (key.contains(label) || label.contains(key)) similar.insert(category);
    if (similar.size() != 1) return {};
    return {*similar.begin(), true};
}

People::People(const RosterBasis& basis, bool has_organisations)
    : basis_{basis}, has_organisations_{has_organisations}
{
    for (const auto& [id, name] : basis.names) {
        known_[key_of(name)].push_back(id);
        known_names_.insert(without_blanks(name.name));
        last_number_ = std::max(last_number_, running_number(id.value));
    }
    for (const auto& id : basis.numbered)
        last_number_ = std::max(last_number_, running_number(id.value));
    for (const auto& [id, entry] : basis.entries)
        last_number_ = std::max(last_number_, running_number(id.value));
}

std::string People::key_of(const protocol::PersonName& name) const
{
    const auto organisation = has_organisations_ ? name.organisation : std::string{};
    return without_blanks(name.name) + '\n' + without_blanks(organisation);
}

void People::number(std::vector<RosterLine>& lines, const Layout& layout, Reading& reading)
{
    note_numbered(lines, layout, reading);
    for (auto& line : lines)
        if (line.entry.participant.empty() && !line.name.name.empty())
            number_one(line, layout, reading);
}

void People::note_numbered(const std::vector<RosterLine>& lines, const Layout& layout,
                           Reading& reading)
{
    for (const auto& line : lines) {
        const auto& id = line.entry.participant;
        if (id.empty()) continue;
        const auto& row = row_of(layout, line.row);
        last_number_ = std::max(last_number_, running_number(id.value));
        seen_.insert(key_of(line.name));
        if (!given_.insert(id.value).second)
            reading.errors.add(layout.note(Fault::duplicate_id, row, "id"));
        const auto known = basis_.names.find(id);
        if (known == basis_.names.end() || known->second.name.empty()) continue;
        if (without_blanks(known->second.name) == without_blanks(line.name.name)) continue;
        auto note = layout.note(Fault::name_changes, row, "name");
        note.value = shown(known->second.name + " → " + line.name.name);
        reading.warnings.add(std::move(note));
    }
}

void People::number_one(RosterLine& line, const Layout& layout, Reading& reading)
{
    const auto& row = row_of(layout, line.row);
    const auto key = key_of(line.name);
    if (!seen_.insert(key).second)
        return reading.errors.add(layout.note(Fault::duplicate_person, row, "name"));
    const auto known = known_.find(key);
    if (known == known_.end()) {
        if (known_names_.contains(without_blanks(line.name.name)))
            reading.warnings.add(layout.note(Fault::same_name, row, "name"));
        line.entry.participant.value = next_number();
        line.number_is_new = true;
        return;
    }
    if (known->second.size() > 1)
        return reading.errors.add(layout.note(Fault::ambiguous_person, row, "name"));
    line.entry.participant = known->second.front();
    if (!given_.insert(line.entry.participant.value).second)
        reading.errors.add(layout.note(Fault::duplicate_person, row, "name"));
}

std::string People::next_number()
{
    std::array<char, 32> text{};
    do // Those of somebody else's making count on nowhere, and may be met.
        std::snprintf(text.data(), text.size(), "A-%04lld", static_cast<long long>(++last_number_));
    while (is_taken(text.data()));
    return text.data();
}

bool People::is_taken(const std::string& id) const
{
    return given_.contains(id) || basis_.names.contains({id}) || basis_.numbered.contains({id}) ||
           basis_.entries.contains({id});
}

} // namespace rostrum::intake
