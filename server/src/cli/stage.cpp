#include "cli/stage.hpp"

#include "access/passwords.hpp"
#include "access/tokens.hpp"
#include "cli/clock.hpp"
#include "cli/crypto.hpp"
#include "core/hearing.hpp"

#include <stdexcept>
#include <utility>

namespace rostrum::cli {
namespace {

const core::Actor secretariat{core::Role::secretariat, "stage"};

void require(const hall::Answer& answer, const std::string& what)
{
    if (std::holds_alternative<hall::Acknowledged>(answer)) return;
    const auto* refusal = std::get_if<core::Refusal>(&answer);
    throw std::runtime_error(what + " was not accepted" +
                             (refusal != nullptr
                                  ? " (refusal " + std::to_string(static_cast<int>(*refusal)) + ")"
                                  : std::string{}));
}

template <typename T, typename Error>
T require(std::expected<T, Error> result, const std::string& what)
{
    if (!result) throw std::runtime_error(what + " failed");
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

} // namespace

void Stage::plan_series(const std::string& title, const std::string& city,
                        const core::HearingRules& rules)
{
    require(runtime_.plan(secretariat, core::CreateSeries{title, city, rules}), "the series");
}

void Stage::plan_hearing(const core::PlannedHearing& plan)
{
    require(runtime_.plan(secretariat, core::PlanHearing{plan}),
            "the plan of " + plan.hearing.value);
}

void Stage::describe(const core::HearingId& hearing, const core::Campaign& campaign)
{
    require(runtime_.command(hearing.value, secretariat, core::DescribeCampaign{campaign}),
            "the campaign of " + hearing.value);
}

void Stage::invite(const core::HearingId& hearing, const std::vector<Person>& people)
{
    core::ImportRoster import;
    for (const auto& person : people) import.entries.push_back(person.entry);
    require(runtime_.command(hearing.value, secretariat, std::move(import)),
            "the roster of " + hearing.value);
}

std::map<core::ParticipantId, std::string> Stage::issue_cards(const std::vector<Person>& people)
{
    std::map<core::ParticipantId, std::string> tokens;
    protocol::NameBook book;
    runtime_.at_door([&](net::DoorKeeper& door) {
        access::PersonNames names;
        std::vector<core::ParticipantId> handles;
        for (const auto& [entry, name] : people) {
            names[entry.participant] = {name.name, name.organisation, name.title, name.seat};
            handles.push_back(entry.participant);
            book[entry.participant] = name;
        }
        require(door.store.upsert_names(names), "storing the names");
        auto issued = require(door.cards.issue(handles, now()), "issuing cards");
        for (auto& card : issued.cards) tokens[card.handle] = std::move(card.token);
    });
    runtime_.on_hall([&](hall::Halls& halls) { halls.set_names(std::move(book)); });
    return tokens;
}

StaffLinks Stage::hire(const std::map<std::string, core::Role>& staff)
{
    StaffLinks links;
    runtime_.at_door([&](net::DoorKeeper& door) {
        for (const auto& [login, role] : staff) {
            // Nobody knows this password: these accounts are entered by their link only.
            const auto hash = require(
                access::hash_password(sha256(random_bytes(32)), access::least_cost()), "hashing");
            require(door.staff.add({core::StaffId{login}, role, login, /*disabled=*/false}, hash),
                    "the account " + login);
            auto token = access::make_token(entropy());
            door.staff_links[token] = core::StaffId{login};
            links.token_by_login[login] = std::move(token);
        }
    });
    return links;
}

std::string Stage::public_link(access::LinkRole role, const std::string& label)
{
    std::string token;
    runtime_.at_door([&](net::DoorKeeper& door) {
        token = require(door.links.create(role, label, now()), "a link").token;
    });
    return token;
}

void Stage::command(const core::HearingId& hearing, core::Role role, core::Command command)
{
    const std::string what = core::name_of(command);
    require(runtime_.command(hearing.value, {role, "stage"}, std::move(command)), what);
}

} // namespace rostrum::cli
