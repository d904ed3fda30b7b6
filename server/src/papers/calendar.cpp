#include "papers/calendar.hpp"

#include "core/text.hpp"
#include "papers/beijing_time.hpp"
#include "papers/json_parts.hpp"
#include "papers/words.hpp"
#include "protocol/time_text.hpp"

#include <cstddef>
#include <string_view>

namespace rostrum::papers {
namespace {

/// The longest line, in bytes without its end. Source: RFC 5545 §3.1.
constexpr std::size_t line_bytes_max = 75;

/// Source: RFC 5545 §3.3.11.
std::string escaped(std::string_view text)
{
    std::string safe;
    for (const char c : text) {
        if (c == '\n') {
            safe += "\\n";
            continue;
        }
        if (c == '\\' || c == ';' || c == ',') safe += '\\';
        if (static_cast<unsigned char>(c) >= 0x20) safe += c;
    }
    return safe;
}

/// Folds a line, never within a character.
void put(std::string& text, std::string_view line)
{
    for (std::size_t room = line_bytes_max; line.size() > room; room = line_bytes_max - 1) {
        auto end = room;
        while (core::continues_character(line[end])) --end;
        text += line.substr(0, end);
        text += "\r\n ";
        line.remove_prefix(end);
    }
    text += line;
    text += "\r\n";
}

/// `20260131`
std::string day(core::Instant instant)
{
    auto text = protocol::utc_text(instant + beijing).substr(0, 10);
    std::erase(text, '-');
    return text;
}

/// `20260131T090000Z`
std::string moment(core::Instant instant)
{
    auto text = protocol::utc_text(instant).substr(0, 19);
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return text + 'Z';
}

struct Entry {
    std::string id; ///< Unlike any other's of the series, and for ever the same.
    core::Instant due;
    std::string summary;
    std::string description;
};

void put_entry(std::string& text, const Entry& entry, core::Instant now)
{
    put(text, "BEGIN:VEVENT");
    put(text, "UID:" + entry.id + "@rostrum");
    put(text, "DTSTAMP:" + moment(now));
    put(text, "DTSTART;VALUE=DATE:" + day(entry.due));
    put(text, "DTEND;VALUE=DATE:" + day(entry.due + core::days(1)));
    put(text, "SUMMARY:" + escaped(entry.summary));
    put(text, "DESCRIPTION:" + escaped(entry.description));
    put(text, "TRANSP:TRANSPARENT");
    put(text, "END:VEVENT");
}

Entry entry_of(const core::Hearing& hearing, const core::ReportDuty& duty)
{
    return {.id = hearing.hearing.value + '-' + duty.duty.value,
            .due = duty.due,
            .summary = "书面报告到期：" + unit_name(hearing, duty.unit),
            .description = hearing.title + "\n" + std::to_string(duty.questions.size()) +
                           "个问题，" + std::string{word_of(duty.state).chinese} +
                           (duty.overdue ? "（逾期）" : "")};
}

Entry entry_of(const core::Hearing& hearing, const core::Instruction& instruction)
{
    return {.id = hearing.hearing.value + '-' + instruction.instruction.value,
            .due = instruction.due,
            .summary = "要求到期：" + unit_name(hearing, instruction.unit),
            .description =
                hearing.title + "\n" + instruction.responsible + "\n" + instruction.text};
}

} // namespace

std::string due_dates_ics(const std::string& series,
                          const std::map<core::HearingId, core::Hearing>& hearings,
                          core::Instant now)
{
    std::string text;
    put(text, "BEGIN:VCALENDAR");
    put(text, "VERSION:2.0");
    put(text, "PRODID:-//Rostrum//Due dates//ZH");
    put(text, "X-WR-CALNAME:" + escaped(series));
    for (const auto& [id, hearing] : hearings) {
        for (const auto& [duty_id, duty] : hearing.duties.reports)
            if (core::waits_for_report(duty)) put_entry(text, entry_of(hearing, duty), now);
        for (const auto& [instruction_id, instruction] : hearing.duties.instructions)
            if (!instruction.done) put_entry(text, entry_of(hearing, instruction), now);
    }
    put(text, "END:VCALENDAR");
    return text;
}

} // namespace rostrum::papers
