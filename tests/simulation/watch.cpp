#include "simulation/watch.hpp"

#include "hall/ballot_keys.hpp"
#include "hall/ballot_scheme.hpp"
#include "protocol/merge_patch.hpp"
#include "protocol/view_attendee.hpp"
#include "protocol/view_desk.hpp"
#include "protocol/view_me.hpp"
#include "protocol/view_screen.hpp"
#include "simulation/violation.hpp"
#include "support/hearing_builder.hpp"
#include "support/whole_view.hpp"
#include "trust/bytes.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <functional>
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

void Watch::compare_me(const core::Actor& actor, const json::object& me) const
{
    const auto due = protocol::me_view(record_.hearing(), {}, actor);
    if (digest(due) == digest(me)) return;
    const auto patch = protocol::diff(me, due);
    throw Violation(rule::shown, actor.id + " knows of themselves what differs by " +
                                     json::serialize(patch ? *patch : json::object{}));
}

void Watch::asked(const core::Actor& actor, const std::string& id)
{
    asked_at_.try_emplace({sender_name(actor), id}, record_.head());
}

bool Watch::could_change_nothing(const core::Actor& actor, const CommandName& name,
                                 const core::Command& command) const
{
    const core::Context context{.now = world_.now(),
                                .actor = actor,
                                .box = {},
                                .draw_secret = {},
                                .draw_scheme = test::fake_scheme(),
                                .fresh_ballot_key = {},
                                .ballot_scheme = hall::TrustBallotScheme{},
                                .network_is_trusted = world_.network_is_trusted,
                                .sha256 = world_.sha256};
    return record_.was_ever(asked_at_.at(name), [&](const core::Hearing& hearing) {
        const auto decision = core::decide(hearing, command, context);
        return decision && decision->events.empty();
    });
}

void Watch::acknowledged(const core::Actor& actor, const std::string& id,
                         const core::Command& command, const std::string& result)
{
    const CommandName name{sender_name(actor), id};
    if (const auto* cast = std::get_if<core::CastBallot>(&command)) {
        const auto* vote = record_.vote(cast->ballot.value, cast->key);
        require(vote != nullptr && vote->revision >= cast->revision &&
                    (vote->revision > cast->revision || vote->choice == cast->choice.value),
                rule::durable, "a vote was acknowledged that is not in the box");
        return;
    }
    if (!record_.holds(name.first, name.second)) {
        require(could_change_nothing(actor, name, command), rule::durable,
                std::string{core::name_of(command)} + " was acknowledged and is not in the log");
        return;
    }
    if (std::holds_alternative<core::ClaimBallot>(command)) return;
    const auto [first, is_first] = results_.try_emplace(name, result);
    require(is_first || first->second == result, rule::same_answer,
            std::string{core::name_of(command)} + ": first " + first->second + ", then " + result);
}

void Watch::cast_acknowledged(const std::string& public_ballot, const trust::Cast& cast)
{
    ++receipts_;
    const auto& ballots = record_.hearing().ballots.ballots;
    const auto ballot = std::ranges::find(ballots, public_ballot, &core::Ballot::public_id);
    const auto* vote = ballot == ballots.end()
                           ? nullptr
                           : record_.vote(ballot->ballot.value, trust::hex(cast.voter));
    require(vote != nullptr && vote->revision >= cast.seq &&
                (vote->revision > cast.seq || vote->choice == cast.choice),
            rule::durable, "a receipt was given for a vote that is not in the box");
}

void Watch::refused(const core::Actor& actor, const std::string& id) const
{
    require(!results_.contains({sender_name(actor), id}), rule::same_answer,
            "first acknowledged, then refused");
}

} // namespace rostrum::simulation
