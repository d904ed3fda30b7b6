#include "simulation/secrecy.hpp"

#include "simulation/violation.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace rostrum::simulation {

namespace json = boost::json;

namespace {

using protocol::Audience;

// Of docs/protocol.md §5.1 and §5.2: whoever adds a member says there who may see it.
constexpr std::array<std::string_view, 13> members_of_view{
    "hearing", "checkpoint", "campaign", "phase",  "slides",       "presence", "rules",
    "floor",   "draw",       "ballot",   "duties", "instructions", "join"};
constexpr std::array<std::string_view, 14> members_of_question{
    "kind",  "state",       "queue",      "asker", "text",    "units",   "support",
    "place", "turn_number", "follow_ups", "notes", "verdict", "asked_at"};
constexpr std::array<std::string_view, 21> members_of_ballot{
    "ballot",   "state",         "mode",        "rule",      "rule_sha256",       "issued",
    "returned", "live",          "result",      "public_id", "entitled_present",  "void_reason",
    "key",      "key_code",      "receipt_key", "opened_at", "untrusted_network", "tokens",
    "cast",     "closing_until", "sheet_sha256"};
constexpr std::array<std::string_view, 6> members_of_duty{"unit",  "questions", "due",
                                                          "state", "overdue",   "round"};

/// At every view and patch of everybody: says nothing as long as all is well.
void require_only(const json::object& object, std::span<const std::string_view> members,
                  const char* what)
{
    for (const auto& member : object) {
        const std::string_view name{member.key().data(), member.key().size()};
        if (std::ranges::find(members, name) == members.end())
            throw Violation(rule::secrecy,
                            std::string{what} + " was sent with " + std::string{name});
    }
}

void require_only(const json::value* object, std::span<const std::string_view> members,
                  const char* what)
{
    // Null in a patch: it is gone.
    if (object != nullptr && object->is_object()) require_only(object->get_object(), members, what);
}

/// Of an object whose members are all alike.
void require_only_in_each(const json::value* object, std::span<const std::string_view> members,
                          const char* what)
{
    if (object == nullptr || !object->is_object()) return;
    for (const auto& one : object->get_object()) require_only(&one.value(), members, what);
}

bool is_for_desks(Audience audience)
{
    return audience == Audience::desk || audience == Audience::secretariat;
}

bool is_hexadecimal(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

} // namespace

std::string Secrecy::question_text()
{
    return "为什么 ~q" + std::to_string(++texts_) + "~";
}

std::string Secrecy::desk_text()
{
    return "请注意 ~p" + std::to_string(++texts_) + "~";
}

void Secrecy::frame(const session::Identity& to, Audience audience, std::string_view text) const
{
    for (auto at = text.find('~'); at != std::string_view::npos && !is_for_desks(audience);
         at = text.find('~', at + 1)) {
        require(text.substr(at, 2) != "~p", rule::secrecy, "a word to the chair went to others");
        if (text.substr(at, 2) != "~q") continue;
        const auto mark = mark_in(text.substr(at));
        check_question(mark, to);
        at += mark.size() - 1;
    }
    for (auto at = text.begin(); at != text.end();) {
        const auto begin = std::find_if(at, text.end(), is_hexadecimal);
        at = std::find_if_not(begin, text.end(), is_hexadecimal);
        if (at - begin == 64) check_digits({begin, at}, to);
    }
}

void Secrecy::check_question(std::string_view mark, const session::Identity& to) const
{
    const auto owner = record_.owner_of_text(mark);
    require(!owner.empty(), rule::shown, "a text was sent that is not in the record");
    require(record_.was_public(mark) || owner == to.subject, rule::secrecy,
            "a text about a question of " + owner + " is not public, and was sent to " +
                to.subject);
}

void Secrecy::check_digits(std::string_view digits, const session::Identity& to) const
{
    const auto owner = record_.owner_of_key(digits);
    require(owner.empty() || owner == to.subject, rule::secrecy,
            "the key of " + owner + " was sent to " + to.subject);
    require(!record_.is_secret_of_draw(digits), rule::secrecy,
            "a draw's secret was sent before it was revealed");
}

void Secrecy::view(Audience audience, const json::object& came, const json::object& view) const
{
    const auto* ballot = came.if_contains("ballot");
    if (ballot != nullptr && ballot->is_object()) check_ballot(view.at("ballot").as_object());
    if (is_for_desks(audience)) return;
    require_only(came, members_of_view, "the view");
    require_only(ballot, members_of_ballot, "a ballot");
    const auto* floor = came.if_contains("floor");
    if (floor != nullptr && floor->is_object())
        require_only_in_each(floor->get_object().if_contains("questions"), members_of_question,
                             "a question");
    require_only_in_each(came.if_contains("duties"), members_of_duty, "a duty");
}

void Secrecy::check_ballot(const json::object& ballot) const
{
    const core::BallotId id{std::string{ballot.at("ballot").as_string()}};
    require(!ballot.contains("result") || record_.was_published(id), rule::secrecy,
            "a result was sent before it was published");
    const auto* counts = ballot.if_contains("counts");
    require(counts == nullptr || !counts->as_object().contains("paper") ||
                record_.was_counted_twice(id),
            rule::secrecy, "what one teller counted was sent before another has counted");
}

} // namespace rostrum::simulation
