#include "protocol/view_ballot.hpp"

#include "core/small_groups.hpp"
#include "protocol/codec.hpp"
#include "protocol/view_common.hpp"
#include "trust/bytes.hpp"

#include <boost/json/array.hpp>

#include <cassert>
#include <map>
#include <vector>

namespace rostrum::protocol {
namespace {

namespace json = boost::json;

json::object result_view(const core::Ballot& ballot)
{
    const auto tally = core::final_tally(ballot);
    assert(tally && ballot.verdict);
    json::object by_category;
    for (const auto& group : ballot.by_category)
        by_category.emplace(group.category.value, encode(group.votes));
    return {{"tally", encode(*tally)},
            {"verdict", encode(*ballot.verdict)},
            {"electorate", encode(ballot.electorate)},
            {"by_category", std::move(by_category)}};
}

std::optional<json::object> live_view(const core::Ballot& ballot, const core::BallotBox& box)
{
    const bool is_live = core::takes_votes(ballot) && ballot.rule.live_batch > 0 &&
                         box.ballot == ballot.ballot && box.live.count > 0;
    if (!is_live) return std::nullopt;
    return json::object{{"count", box.live.count}, {"votes", encode(box.live.votes)}};
}

/// Entitled and present without a ballot: how many, and of which categories that tells on nobody.
void add_missing(json::object& view, const core::Hearing& hearing, const core::Ballot& ballot)
{
    std::map<core::CategoryId, core::GroupCount> by_category;
    std::int64_t total = 0;
    for (const auto& [id, participant] : hearing.roster.participants) {
        if (!participant.entry.may_vote || !participant.presence) continue;
        auto& group = by_category.try_emplace(participant.entry.category, 0, true).first->second;
        if (ballot.issued.contains(id)) {
            group.is_everybody = false;
            continue;
        }
        ++group.count;
        ++total;
    }
    std::vector<core::GroupCount> groups;
    for (const auto& [category, group] : by_category) groups.push_back(group);
    core::hide_small(groups);
    json::object shown;
    auto group = groups.begin();
    for (const auto& [category, count] : by_category)
        if ((group++)->is_shown) shown.emplace(category.value, count.count);
    view.emplace("missing", json::object{{"total", total}, {"by_category", std::move(shown)}});
}

json::object counts_view(const core::Ballot& ballot)
{
    json::array counted_by;
    for (const auto& [teller, tally] : ballot.paper_counts) counted_by.push_back(encode(teller));
    const auto state = core::paper_state(ballot);
    json::object view{{"phones", encode(*ballot.phones)},
                      {"paper_state", encode(state)},
                      {"paper_counted_by", std::move(counted_by)},
                      {"electorate", encode(ballot.electorate)}};
    // The second teller counts without knowing what the first has counted.
    if (state == core::PaperState::differs || state == core::PaperState::agreed)
        view.emplace("paper", encode(ballot.paper_counts));
    if (const auto tally = core::final_tally(ballot)) view.emplace("final", encode(*tally));
    return view;
}

/// Before the close what is to be mended, afterwards what was accepted.
void add_small_channel(json::object& view, const core::Ballot& ballot)
{
    if (ballot.small_channel) view.emplace("small_channel", true);
    if (ballot.state != core::BallotState::open) return;
    json::object small;
    for (const auto& [channel, issued] : core::small_channels(ballot))
        small.emplace(encode(channel).as_string(), issued);
    if (!small.empty()) view.emplace("small_channels", std::move(small));
}

json::object cast_view(const CastAddress& address)
{
    if (!address.url.empty()) return {{"url", address.url}};
    return {{"port", address.port}};
}

/// What a phone needs to vote, and everybody to check: there from the opening on.
void add_secret(json::object& view, const core::Ballot& ballot, const ViewSettings& settings)
{
    if (ballot.mode != core::BallotMode::secret || !ballot.opened_at) return;
    view.emplace("public_id", ballot.public_id);
    view.emplace("key", ballot.key);
    view.emplace("key_code", trust::short_form(trust::sha256(ballot.key)));
    view.emplace("receipt_key", ballot.receipt_key);
    if (ballot.untrusted_network) view.emplace("untrusted_network", true);
    view.emplace("opened_at", encode(*ballot.opened_at));
    view.emplace("tokens", static_cast<std::int64_t>(ballot.requests.size()));
    if (ballot.state == core::BallotState::closing)
        view.emplace("closing_until", encode(*ballot.closing_until));
    const bool has_address = settings.cast.port != 0 || !settings.cast.url.empty();
    if (core::takes_votes(ballot) && has_address) view.emplace("cast", cast_view(settings.cast));
    add_text(view, "sheet_sha256", ballot.sheet_sha256);
}

/// Of whom the turnout is told: as on the record, also while it is not yet recorded.
std::int64_t entitled_present(const core::Hearing& hearing, const core::Ballot& ballot)
{
    const auto& recorded = ballot.electorate;
    return recorded.entitled > 0 ? recorded.present
                                 : core::electorate_of(hearing.roster, ballot).present;
}

json::object common_view(const core::Hearing& hearing, const core::Ballot& ballot,
                         const core::BallotBox& box, const ViewSettings& settings)
{
    json::object view{{"ballot", encode(ballot.ballot)},
                      {"state", encode(ballot.state)},
                      {"mode", encode(ballot.mode)},
                      {"rule", encode(ballot.rule)},
                      {"rule_sha256", ballot.rule_sha256},
                      {"issued", static_cast<std::int64_t>(ballot.issued.size())},
                      {"returned", returned_count(ballot, box)},
                      {"entitled_present", entitled_present(hearing, ballot)}};
    if (auto live = live_view(ballot, box)) view.emplace("live", std::move(*live));
    if (ballot.state == core::BallotState::published) view.emplace("result", result_view(ballot));
    add_text(view, "void_reason", ballot.void_reason);
    add_secret(view, ballot, settings);
    return view;
}

} // namespace

std::optional<json::object> ballot_view(const core::Hearing& hearing, const core::BallotBox& box,
                                        const ViewSettings& settings)
{
    if (hearing.ballots.ballots.empty()) return std::nullopt;
    return common_view(hearing, hearing.ballots.ballots.back(), box, settings);
}

std::optional<json::object> desk_ballot_view(const core::Hearing& hearing,
                                             const core::BallotBox& box,
                                             const ViewSettings& settings)
{
    auto view = ballot_view(hearing, box, settings);
    if (!view) return view;
    const auto& ballot = hearing.ballots.ballots.back();
    view->emplace("issued_on_paper", ballot.issued_on_paper);
    add_small_channel(*view, ballot);
    if (ballot.state == core::BallotState::open) add_missing(*view, hearing, ballot);
    if (ballot.phones) {
        view->emplace("counts", counts_view(ballot));
        view->emplace("signatures", encode(ballot.signatures));
    }
    return view;
}

std::int64_t returned_count(const core::Ballot& ballot, const core::BallotBox& box)
{
    if (const auto tally = core::final_tally(ballot)) return tally->returned;
    if (ballot.phones) return ballot.phones->returned;
    return box.ballot == ballot.ballot ? static_cast<std::int64_t>(box.ballots.size()) : 0;
}

} // namespace rostrum::protocol
