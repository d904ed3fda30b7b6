#include "cli/cards_command.hpp"

#include "access/card_codes.hpp"
#include "cli/clock.hpp"
#include "cli/crypto.hpp"
#include "cli/offline.hpp"
#include "cli/output_file.hpp"
#include "net/printed_cards.hpp"
#include "papers/pdf_faces.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <set>
#include <stdexcept>
#include <utility>

namespace rostrum::cli {
namespace {

/// Longer ones would make a QR code too fine for a phone's camera.
constexpr std::size_t url_length_max = 200;

struct CardsArguments {
    std::string data;
    std::string hearing;
    std::vector<std::string> people;
    std::string url;
    std::string size{"a7"};
    std::string output;
};

std::string read_url(std::string url)
{
    if (!url.starts_with("https://") && !url.starts_with("http://"))
        throw std::runtime_error("--public-url begins with https:// or http://");
    if (url.size() > url_length_max)
        throw std::runtime_error("--public-url has at most 200 characters");
    while (url.ends_with('/')) url.pop_back();
    return url;
}

/// Those named; else everybody of the hearing who has no card yet.
std::vector<core::ParticipantId> wanted_of(const CardsArguments& arguments, Runtime& runtime,
                                           const core::Hearing& hearing)
{
    std::vector<core::ParticipantId> wanted;
    const auto& roster = hearing.roster.participants;
    for (const auto& id : std::set<std::string>{arguments.people.begin(), arguments.people.end()}) {
        if (!roster.contains({id})) throw std::runtime_error(id + " is not on the roster");
        wanted.push_back({id});
    }
    if (!wanted.empty()) return wanted;
    runtime.at_door([&](net::DoorKeeper& door) {
        const auto existing = door.cards.list();
        if (!existing) throw std::runtime_error(existing.error().message);
        for (const auto& [id, participant] : roster)
            if (!existing->contains(id)) wanted.push_back(id);
    });
    return wanted;
}

std::string draw(const CardsArguments& arguments, Runtime& runtime, const core::Hearing& hearing,
                 const std::map<core::ParticipantId, CardSecrets>& issued)
{
    papers::CardSheet sheet;
    std::vector<papers::PrintedCard> cards;
    runtime.on_hall([&](hall::Halls& halls) {
        sheet = net::card_sheet(halls, hearing, papers::card_size(arguments.size).value());
        for (const auto& [id, secrets] : issued) {
            auto& card = cards.emplace_back(net::card_of(hearing, halls.names(), id));
            card.url = net::card_url(arguments.url, secrets.token);
            card.code = secrets.code;
        }
    });
    auto pdf = papers::cards_pdf(sheet, cards);
    if (!pdf) throw std::runtime_error(pdf.error());
    return std::move(*pdf);
}

/// For its owner alone, and never over another: what it will hold opens every seat, and is made
/// once.
void create_file(const std::string& name)
{
    if (std::filesystem::exists(name))
        throw std::runtime_error(name + " is there already, and its cards could not be made again");
    if (!std::ofstream(name, std::ios::binary)) throw std::runtime_error("cannot write " + name);
    using std::filesystem::perms;
    std::filesystem::permissions(name, perms::owner_read | perms::owner_write);
}

void write_cards(const CardsArguments& arguments, Runtime& runtime, const core::Hearing& hearing,
                 const std::map<core::ParticipantId, CardSecrets>& issued)
try {
    write_output(arguments.output, draw(arguments, runtime, hearing, issued));
}
catch (const std::exception& error) {
    std::filesystem::remove(arguments.output); // Nothing stands in it.
    std::string again;
    for (const auto& [id, secrets] : issued) again += " --person " + id.value;
    throw std::runtime_error(std::string{error.what()} +
                             "; these cards are issued and not printed, so print them anew with" +
                             again);
}

int print_cards(CardsArguments arguments)
{
    arguments.url = read_url(std::move(arguments.url));
    if (!papers::can_print_chinese())
        throw std::runtime_error("no Chinese font is installed: fonts-noto-cjk has one");
    const auto runtime = open_data(arguments.data);
    const auto hearing = hearing_state(*runtime, arguments.hearing);
    const auto wanted = wanted_of(arguments, *runtime, hearing);
    if (wanted.empty()) {
        std::cout << "everybody has a card; to print one anew, name it with --person\n";
        return 0;
    }
    create_file(arguments.output);
    std::map<core::ParticipantId, CardSecrets> issued;
    try {
        issued = issue_cards(*runtime, wanted);
    }
    catch (...) {
        std::filesystem::remove(arguments.output); // Nothing stands in it.
        throw;
    }
    write_cards(arguments, *runtime, hearing, issued);
    std::cout << arguments.output << ": " << wanted.size() << " cards\n";
    return 0;
}

} // namespace

std::map<core::ParticipantId, CardSecrets>
issue_cards(Runtime& runtime, const std::vector<core::ParticipantId>& people)
{
    std::map<core::ParticipantId, CardSecrets> cards;
    std::vector<access::CardOrder> orders;
    access::CodeHasher hasher;
    for (const auto& person : people) {
        auto code = access::make_code(entropy());
        auto hash = hasher.hash(code);
        if (!hash) throw std::runtime_error("no memory to hash a card's code");
        cards[person].code = access::printed_code(code);
        orders.push_back({person, std::move(*hash)});
    }
    runtime.at_door([&](net::DoorKeeper& door) {
        auto issued = door.cards.issue(orders, now());
        if (!issued) throw std::runtime_error(issued.error().message);
        for (auto& card : issued->cards) cards[card.handle].token = std::move(card.token);
    });
    return cards;
}

void add_cards_command(CLI::App& program, std::function<int()>& action)
{
    const auto arguments = std::make_shared<CardsArguments>();
    auto* cards = program.add_subcommand(
        "cards", "Issue seat cards (PDF) while no server runs: to everybody who has none");
    cards->add_option("--data", arguments->data, "folder of the data")->required();
    cards->add_option("--hearing", arguments->hearing, "its id, such as h01")->required();
    cards->add_option("--public-url", arguments->url, "how phones will reach the server")
        ->required();
    cards->add_option(
        "--person", arguments->people,
        "a card number, to print this card anew and end the one it had; may be repeated");
    cards->add_option("--size", arguments->size, "a6, a7 or badge")
        ->check(CLI::IsMember({"a6", "a7", "badge"}));
    cards->add_option("--output", arguments->output, "the PDF")->required();
    cards->callback(
        [&action, arguments] { action = [arguments] { return print_cards(*arguments); }; });
}

} // namespace rostrum::cli
