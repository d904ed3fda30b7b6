#include "simulation/watch.hpp"

#include "core/permission.hpp"
#include "hall/answers.hpp"
#include "hall/ballot_keys.hpp"
#include "protocol/merge_patch.hpp"
#include "protocol/view_attendee.hpp"
#include "protocol/view_desk.hpp"
#include "protocol/view_screen.hpp"
#include "simulation/violation.hpp"
#include "support/whole_view.hpp"
#include "support/world.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <functional>
#include <set>
#include <variant>

namespace rostrum::simulation {

namespace json = boost::json;

namespace {

/// Versions that a client may still be at.
constexpr std::size_t versions_kept = 512;

std::uint64_t mixed(std::uint64_t a, std::uint64_t b)
{
    return (a ^ (b + 0x9E37'79B9'7F4A'7C15 + (a << 6) + (a >> 2))) * 0x94D0'49BB'1331'11EB;
}

std::uint64_t hash_of(std::string_view text)
{
    return std::hash<std::string_view>{}(text);
}

std::string name_of(const hall::Topic& topic)
{
    return topic.stream + '/' + std::to_string(static_cast<int>(topic.audience));
}

/// Without what does not follow from the record alone: who is connected and the pulse, which live
/// in memory, the progress of a slow step, and the last full batch of a live tally, which a start
/// forgets.
json::object comparable(json::object view)
{
    view.erase("health");
    if (auto* floor = view.if_contains("floor"))
        if (auto* turn = floor->as_object().if_contains("turn")) turn->as_object().erase("pulse");
    if (auto* draw = view.if_contains("draw")) draw->as_object().erase("progress");
    if (auto* ballot = view.if_contains("ballot")) ballot->as_object().erase("live");
    return view;
}

/// Commands that may be accepted and change nothing, because what they ask for is so already.
bool may_change_nothing(const core::Command& command)
{
    static const std::set<std::string_view> names{
        "acknowledge_prompt", "attach_slides",      "cast_ballot",      "check_in",
        "claim_ballot",       "confirm_passage",    "contribute_nonce", "describe_campaign",
        "edit_question",      "enter_paper_count",  "give_pulse",       "import_roster",
        "judge_answer",       "mark_absent",        "mark_present",     "move_question",
        "note_answer",        "note_earlier_turns", "prompt_chair",     "reconsider_question",
        "replan_hearing",     "report_draw_check",  "set_rules",        "show_slide",
        "support_question"};
    return names.contains(core::name_of(command));
}

} // namespace

std::uint64_t digest(const json::value& value)
{
    switch (value.kind()) {
    case json::kind::object: {
        std::uint64_t sum = 1;
        for (const auto& [name, member] : value.get_object())
            sum += mixed(hash_of({name.data(), name.size()}), digest(member));
        return sum;
    }
    case json::kind::array: {
        std::uint64_t all = 2;
        for (const auto& item : value.get_array()) all = mixed(all, digest(item));
        return all;
    }
    case json::kind::string: {
        const auto& text = value.get_string();
        return mixed(3, hash_of({text.data(), text.size()}));
    }
    case json::kind::int64: return mixed(4, static_cast<std::uint64_t>(value.get_int64()));
    case json::kind::uint64: return mixed(4, value.get_uint64());
    case json::kind::bool_: return mixed(5, value.get_bool() ? 1 : 0);
    case json::kind::double_: return mixed(6, hash_of(json::serialize(value)));
    case json::kind::null: return 7;
    }
    return 0;
}

void Watch::begin(const hall::Topic& topic, const hall::Snapshot& snapshot)
{
    auto& published = published_[topic];
    require(snapshot.epoch > published.epoch, rule::epoch,
            name_of(topic) + " begins with epoch " + std::to_string(snapshot.epoch) + " after " +
                std::to_string(published.epoch));
    published = {snapshot.epoch, snapshot.version, test::view_of(snapshot.view), {}};
    note(published);
}

void Watch::note(Published& published)
{
    published.digests[published.version] = digest(published.view);
    if (published.digests.size() > versions_kept)
        published.digests.erase(published.digests.begin());
}

void Watch::publish(const hall::Topic& topic, hall::Epoch epoch, hall::Version version,
                    const std::string& patch)
{
    auto& published = published_.at(topic);
    require(epoch == published.epoch, rule::epoch, name_of(topic) + " is published in another");
    require(version == published.version + 1, rule::fold, name_of(topic) + " skips a version");
    const auto message = json::parse(patch);
    published.view = protocol::apply(std::move(published.view), message.at("patch")).as_object();
    published.version = version;
    note(published);
}

void Watch::compare_with_record(const hall::Topic& topic) const
{
    const auto& published = published_.at(topic);
    const auto& hearing = record_.hearing();
    const auto box = hall::rebuilt_box(world_, hearing, record_.box(), {});
    const protocol::NameBook names;
    const protocol::ViewSettings settings{.series_title = "2026", .join_url = "http://10.0.0.5/"};
    const auto view_of = topic.audience == protocol::Audience::attendee ? protocol::attendee_view
                         : topic.audience == protocol::Audience::screen ? protocol::screen_view
                                                                        : protocol::desk_view;
    const auto due = comparable(test::whole_view(view_of, hearing, box, names, settings));
    const auto is = comparable(published.view);
    if (digest(due) == digest(is)) return;
    const auto patch = protocol::diff(is, due);
    throw Violation(rule::shown, name_of(topic) + " differs from the record by " +
                                     json::serialize(patch ? *patch : json::object{}));
}

Place Watch::head(const hall::Topic& topic) const
{
    const auto found = published_.find(topic);
    if (found == published_.end()) return {};
    return {found->second.epoch, found->second.version};
}

void Watch::compare(const hall::Topic& topic, hall::Epoch epoch, hall::Version version,
                    const json::object& view) const
{
    const auto found = published_.find(topic);
    if (found == published_.end() || found->second.epoch != epoch) return;
    const auto& digests = found->second.digests;
    require(version <= found->second.version, rule::fold,
            name_of(topic) + " is seen in a version that was never published");
    const auto known = digests.find(version);
    if (known == digests.end()) return;
    require(known->second == digest(view), rule::fold,
            name_of(topic) + ": somebody sees another version " + std::to_string(version));
}

std::string Watch::question_text()
{
    return "为什么 ~q" + std::to_string(++texts_) + "~";
}

std::string Watch::desk_text()
{
    return "请注意 ~p" + std::to_string(++texts_) + "~";
}

void Watch::frame(const session::Identity& to, protocol::Audience audience,
                  std::string_view text) const
{
    const bool is_desk =
        audience == protocol::Audience::desk || audience == protocol::Audience::secretariat;
    for (auto at = text.find("~"); at != std::string_view::npos && !is_desk;
         at = text.find("~", at + 1)) {
        require(text.substr(at, 2) != "~p", rule::secrecy, "a word to the chair went to others");
        if (text.substr(at, 2) != "~q") continue;
        const auto end = text.find('~', at + 1);
        mark_question(text.substr(at, end - at + 1), to);
        at = end;
    }
    for (std::size_t at = 0; at + 64 <= text.size();) {
        std::size_t digits = 0;
        while (at + digits < text.size() &&
               ((text[at + digits] >= '0' && text[at + digits] <= '9') ||
                (text[at + digits] >= 'a' && text[at + digits] <= 'f')))
            ++digits;
        if (digits == 64) {
            const auto word = text.substr(at, 64);
            const auto owner = record_.owner_of_key(word);
            require(owner.empty() || owner == to.subject, rule::secrecy,
                    "the key of " + owner + " was sent to " + to.subject);
            require(!record_.is_secret_of_draw(word), rule::secrecy,
                    "a draw's secret was sent before it was revealed");
        }
        at += digits + 1;
    }
}

void Watch::mark_question(std::string_view mark, const session::Identity& to) const
{
    for (const auto& [id, question] : record_.hearing().floor.questions) {
        if (question.original_text.find(mark) == std::string::npos) continue;
        require(record_.was_public(id) || question.asker_id == to.subject, rule::secrecy,
                id.value + " is not public, and was sent to " + to.subject);
        return;
    }
    throw Violation(rule::shown, "a question was sent that is not in the record");
}

void Watch::acknowledged(const core::Actor& actor, const std::string& id,
                         const core::Command& command, const std::string& result)
{
    const auto sender = hall::sender_of(actor);
    if (const auto* cast = std::get_if<core::CastBallot>(&command)) {
        const auto* vote = record_.vote(cast->ballot.value, cast->key);
        require(vote != nullptr && vote->revision >= cast->revision &&
                    (vote->revision > cast->revision || vote->choice == cast->choice.value),
                rule::durable, "a vote was acknowledged that is not in the box");
        return;
    }
    if (!record_.holds(sender, id)) {
        require(may_change_nothing(command), rule::durable,
                std::string{core::name_of(command)} + " was acknowledged and is not in the log");
        return;
    }
    if (std::holds_alternative<core::ClaimBallot>(command)) return;
    const auto [first, is_first] = results_.try_emplace({sender, id}, result);
    require(is_first || first->second == result, rule::same_answer,
            std::string{core::name_of(command)} + ": first " + first->second + ", then " + result);
}

void Watch::refused(const core::Actor& actor, const std::string& id) const
{
    require(!results_.contains({hall::sender_of(actor), id}), rule::same_answer,
            "first acknowledged, then refused");
}

} // namespace rostrum::simulation
