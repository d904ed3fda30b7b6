#include "cli/demo.hpp"

#include "cli/cards_command.hpp"
#include "cli/clock.hpp"
#include "cli/crowd.hpp"
#include "cli/demo_round.hpp"
#include "cli/demo_slides.hpp"
#include "cli/runtime.hpp"
#include "cli/stage.hpp"
#include "cli/until_told.hpp"
#include "ledger/folder_lock.hpp"
#include "net/printed_cards.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iostream>
#include <stdexcept>

namespace rostrum::cli {
namespace {

namespace json = boost::json;

const core::HearingId live_hearing{"h01"};
constexpr const char* marker = "ROSTRUM-DEMO";

/// The demo begins anew each time, but never in a folder that holds anything else.
void make_fresh(const std::filesystem::path& folder)
{
    if (std::filesystem::exists(folder) && !std::filesystem::is_empty(folder)) {
        if (!std::filesystem::exists(folder / marker)) {
            throw std::runtime_error(folder.string() +
                                     " is not a demo's folder; name an empty one with --data");
        }
        const auto lock = ledger::FolderLock::take(folder);
        if (!lock) throw std::runtime_error(lock.error().message);
        std::filesystem::remove_all(folder);
    }
    std::filesystem::create_directories(folder);
    std::ofstream(folder / marker) << "This folder is wiped whenever the demo starts.\n";
}

struct Doors {
    std::string url;
    std::uint16_t cast_port{0};
    std::vector<std::string> attendees;
    std::string card_number; ///< Of the last of these, to be typed with its code.
    std::string card_code;
    StaffLinks staff;
    std::string screen;
    std::string observer;

    [[nodiscard]] std::string card(const std::string& token) const
    {
        return net::card_url(url, token);
    }
    [[nodiscard]] std::string staff_link(const std::string& page, const std::string& login) const
    {
        return url + page + "#k=" + staff.token_by_login.at(login);
    }
};

void print_for_people(const Doors& doors, std::int64_t phones)
{
    fmt::print(
        "\n  质询台 Rostrum · demo / 演示\n\n"
        "  moderator    主持人   {}\n"
        "  screen       大屏     {}\n"
        "  attendee     与会代表 {}\n"
        "               (more) {}\n"
        "                      {}\n"
        "               (typed at {}/: {}, {})\n"
        "  chair        会议主席 {}\n"
        "  tellers      监票人   {}\n"
        "                      {}\n"
        "  respondent   应询人   {}\n"
        "  secretariat  秘书处   {}\n"
        "  observer     旁听     {}\n\n"
        "  {} simulated attendees take part. Names and units are synthetic; the figures of the\n"
        "  campaigns are those published. End it with Ctrl-C.\n\n",
        doors.staff_link("/moderator", "moderator"), doors.url + "/screen#l=" + doors.screen,
        doors.card(doors.attendees.at(0)), doors.card(doors.attendees.at(1)),
        doors.card(doors.attendees.at(2)), doors.url, doors.card_number, doors.card_code,
        doors.staff_link("/moderator", "chair"), doors.staff_link("/moderator", "teller1"),
        doors.staff_link("/moderator", "teller2"), doors.staff_link("/moderator", "respondent"),
        doors.staff_link("/secretariat", "secretariat"), doors.url + "/#o=" + doors.observer,
        phones);
    std::fflush(stdout);
}

void print_for_programs(const Doors& doors)
{
    json::array attendees;
    for (const auto& token : doors.attendees) attendees.emplace_back(doors.card(token));
    const json::object line{
        {"url", doors.url},
        {"cast_port", doors.cast_port},
        {"links",
         {{"attendee", attendees},
          {"typed", {{"card", doors.card_number}, {"code", doors.card_code}}},
          {"moderator", doors.staff_link("/moderator", "moderator")},
          {"chair", doors.staff_link("/moderator", "chair")},
          {"tellers",
           {doors.staff_link("/moderator", "teller1"), doors.staff_link("/moderator", "teller2")}},
          {"respondent", doors.staff_link("/moderator", "respondent")},
          {"screen", doors.url + "/screen#l=" + doors.screen},
          {"secretariat", doors.staff_link("/secretariat", "secretariat")},
          {"observer", doors.url + "/#o=" + doors.observer}}}};
    std::cout << json::serialize(line) << std::endl;
}

/// Plans the round and opens the first hearing's doors. Fills the crowd with everybody but guests.
Doors set_up(Runtime& server, Stage& stage, const DemoRound& round, std::int64_t phones,
             Crowd& crowd)
{
    auto rules = core::default_rules();
    rules.observers_may_ask = true;
    rules.report_addressees = round.report_addressees;
    stage.plan_series(round.title, round.city, rules);
    auto people = round.people();
    const auto guests = round.guests();
    people.insert(people.end(), guests.begin(), guests.end());
    for (const auto& hearing : round.hearings) {
        stage.plan_hearing(hearing.plan);
        if (!hearing.campaign.units.empty()) stage.describe(hearing.plan.hearing, hearing.campaign);
        stage.invite(hearing.plan.hearing, people);
    }
    const auto tokens = stage.issue_cards(people);
    std::vector<core::ParticipantId> numbers;
    for (const auto& guest : guests) numbers.push_back(guest.entry.participant);
    const auto cards = issue_cards(server, numbers);

    Doors doors;
    doors.url = server.url();
    doors.cast_port = server.cast_port();
    doors.staff = stage.hire({{"moderator", core::Role::moderator},
                              {"chair", core::Role::chair},
                              {"teller1", core::Role::teller},
                              {"teller2", core::Role::teller},
                              {"respondent", core::Role::respondent},
                              {"secretariat", core::Role::secretariat}});
    doors.screen = stage.public_link(access::LinkRole::screen, "demo");
    doors.observer = stage.public_link(access::LinkRole::observer, "demo");
    for (const auto& guest : guests) {
        doors.attendees.push_back(cards.at(guest.entry.participant).token);
    }
    // The last of them, so that the links before it are not spent by trying it out.
    const auto& typed = guests.back().entry.participant;
    doors.card_number = typed.value;
    doors.card_code = cards.at(typed).code;
    const boost::asio::ip::tcp::endpoint endpoint(boost::asio::ip::make_address("127.0.0.1"),
                                                  server.port());
    const auto tls = server.url().starts_with("https:") ? net::TlsContext::for_client() : nullptr;
    for (const auto& person : people) {
        const bool is_guest = std::ranges::any_of(guests, [&](const auto& guest) {
            return guest.entry.participant == person.entry.participant;
        });
        if (is_guest || static_cast<std::int64_t>(crowd.size()) >= phones) continue;
        crowd.add({endpoint,
                   {},
                   "join",
                   tokens.at(person.entry.participant),
                   live_hearing.value,
                   "attendee",
                   person.entry.participant.value,
                   /*keeps_view=*/false,
                   tls});
    }
    stage.command(live_hearing, core::Role::moderator,
                  core::AdvancePhase{core::Phase::check_in, {}});
    return doors;
}

} // namespace

int demo(const DemoOptions& options)
{
    try {
        make_fresh(options.config.data);
        auto server = Runtime::start(options.config);
        if (!server) throw std::runtime_error(server.error());
        Stage stage(**server);
        const auto round = demo_round();
        boost::asio::io_context io{1};
        Crowd crowd(io, round.questions);
        const auto doors = set_up(**server, stage, round, options.phones, crowd);
        stage.command(live_hearing, core::Role::respondent,
                      lay_out_demo_slides(options.config.data));
        if (options.print_json)
            print_for_programs(doors);
        else
            print_for_people(doors, static_cast<std::int64_t>(crowd.size()));

        if (options.phones > 0) {
            crowd.start();
            // The report is over: the floor is open, and questions come in.
            stage.command(live_hearing, core::Role::moderator,
                          core::AdvancePhase{core::Phase::report, {}});
            stage.command(live_hearing, core::Role::respondent, core::ShowSlide{1});
            stage.command(live_hearing, core::Role::moderator,
                          core::AdvancePhase{core::Phase::inquiry, {}});
        }
        run_until_told(io, [&server] { (*server)->reload_tls(); });
        crowd.stop();
        (*server)->stop();
        return 0;
    }
    catch (const std::exception& error) {
        std::cerr << "rostrum demo: " << error.what() << '\n';
        return 1;
    }
}

} // namespace rostrum::cli
