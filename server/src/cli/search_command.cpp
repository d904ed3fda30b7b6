#include "cli/search_command.hpp"

#include "cli/data_copy.hpp"
#include "cli/offline.hpp"
#include "ledger/search_index.hpp"
#include "papers/search_texts.hpp"

#include <CLI/CLI.hpp>

#include <array>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace rostrum::cli {
namespace {

struct SearchArguments {
    std::string data;
    std::vector<std::string> words;
    std::size_t max{20};
};

constexpr std::array<const char*, protocol::findable_kinds> kind_titles{
    "questions", "notes of answers", "duties", "instructions"};

/// Into the index, and the people at once.
papers::FoundPeople look_through(Runtime& runtime, ledger::SearchIndex& index,
                                 const std::vector<std::string>& words, std::size_t max)
{
    papers::FoundPeople people;
    runtime.on_hall([&](hall::Halls& halls) {
        people = papers::find_people(halls.names(), halls.hearings(), words, max);
        for (const auto& [id, hearing] : halls.hearings())
            if (const auto done = index.replace(id, papers::search_texts(*hearing)); !done)
                throw std::runtime_error(done.error());
    });
    return people;
}

void print_heading(const char* title, std::int64_t count, std::size_t told)
{
    std::cout << title << ": " << count;
    if (static_cast<std::int64_t>(told) < count) std::cout << ", the first " << told;
    std::cout << '\n';
}

int search(const SearchArguments& arguments)
{
    std::string typed;
    for (const auto& word : arguments.words) typed += word + ' ';
    const auto words = papers::search_words(typed);
    if (words.empty()) throw std::runtime_error("there is no word to look for");

    // From a copy, so that it works beside a running server and changes nothing.
    const DataCopy copy("rostrum-search", arguments.data);
    const auto runtime = open_data(copy.folder());
    ledger::SearchIndex index;
    const auto people = look_through(*runtime, index, words, arguments.max);
    const auto found = index.find(words, arguments.max);
    if (!found) throw std::runtime_error(found.error());

    for (std::size_t kind = 0; kind < found->size(); ++kind) {
        const auto& [count, first] = found->at(kind);
        print_heading(kind_titles.at(kind), count, first.size());
        for (const auto& one : first)
            std::cout << "  " << one.hearing.value << ' ' << one.id << "  " << one.about << ": "
                      << one.text << '\n';
    }
    print_heading("people", people.count, people.first.size());
    for (const auto& [id, name, hearings] : people.first) {
        std::cout << "  " << id.value << "  " << name.name << "  " << name.organisation << ' '
                  << name.title << ':';
        for (const auto& hearing : hearings) std::cout << ' ' << hearing.value;
        std::cout << '\n';
    }
    return 0;
}

} // namespace

void add_search_command(CLI::App& program, std::function<int()>& action)
{
    const auto arguments = std::make_shared<SearchArguments>();
    auto* command = program.add_subcommand(
        "search", "Look for words over all hearings; the server may be running");
    command->add_option("--data", arguments->data, "folder of the data")->required();
    command->add_option("--max", arguments->max, "how many of each kind are told")
        ->check(CLI::Range(1, 100'000));
    command->add_option("words", arguments->words, "each has to be there, one character or more")
        ->required();
    command->callback(
        [&action, arguments] { action = [arguments] { return search(*arguments); }; });
}

} // namespace rostrum::cli
