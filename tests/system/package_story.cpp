#include "system/package_story.hpp"

#include "cli/scratch_folder.hpp"
#include "package/log_events.hpp"
#include "package/make.hpp"
#include "package/manifest.hpp"
#include "package/recount.hpp"
#include "system/hall_fixture.hpp"
#include "trust/ballot_support.hpp"
#include "trust/checkpoint.hpp"
#include "trust/draw_support.hpp"
#include "trust/tree.hpp"

#include <boost/json/parse.hpp>
#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sys/wait.h>

namespace rostrum::system_test {
namespace {

namespace fs = std::filesystem;

constexpr auto origin = "rostrum/h01";
const std::string verify_program = std::string{ROSTRUM_SOURCE_DIR} + "/server/verify/verify.py";

class Actors {
public:
    explicit Actors(const fs::path& data) : runtime_(open_quietly(data)) {}

    std::string does(core::Role role, const std::string& who, core::Command command)
    {
        const auto what = core::name_of(command);
        const auto answer = runtime_->command(hearing_id.value, {role, who}, std::move(command));
        CAPTURE(what, who);
        REQUIRE(std::holds_alternative<hall::Acknowledged>(answer));
        return std::get<hall::Acknowledged>(answer).result;
    }
    void votes(const std::string& card, const std::string& choice)
    {
        const core::BallotId ballot{"b1"};
        const auto claim =
            boost::json::parse(does(core::Role::attendee, card, core::ClaimBallot{ballot}));
        does(core::Role::attendee, card,
             core::CastBallot{ballot, std::string{claim.at("key").as_string()},
                              core::OptionId{choice}, 1});
    }

private:
    std::unique_ptr<cli::Runtime> runtime_;
};

void advance(Actors& actors, core::Phase to)
{
    actors.does(core::Role::moderator, "bo", core::AdvancePhase{to, {}});
}

void play_ballot(Actors& actors)
{
    const core::BallotId ballot{"b1"};
    actors.does(core::Role::moderator, "bo", core::LockBallotRule{});
    actors.does(core::Role::moderator, "bo",
                core::OpenBallot{ballot, core::BallotMode::confidential});
    for (int i = 1; i <= 6; ++i)
        actors.votes(fmt::format("A-{:04}", i), i == 6 ? "not_satisfied" : "satisfied");
    actors.does(core::Role::teller, "t1", core::HandOutPaper{ballot, {"A-0007"}});
    actors.does(core::Role::moderator, "bo", core::CloseBallot{ballot});
    advance(actors, core::Phase::result);
    for (const char* teller : {"t1", "t2"}) {
        actors.does(core::Role::teller, teller,
                    core::EnterPaperCount{ballot, 1, 0, {{core::OptionId{"satisfied"}, 1}}});
    }
    for (const char* teller : {"t1", "t2"})
        actors.does(core::Role::teller, teller, core::SignTally{ballot});
    actors.does(core::Role::chair, "song", core::PublishResult{ballot});
}

std::string event(std::size_t number, const std::string& name, const std::string& data)
{
    return fmt::format(R"({{"n":{},"t":"2026-01-01T09:00:00.000Z","e":"{}","by":)"
                       R"({{"role":"system","id":""}},"c":"c{}","d":{}}})",
                       number, name, number, data);
}

std::vector<std::string> numbered(const std::vector<std::pair<std::string, std::string>>& events)
{
    std::vector<std::string> lines;
    for (const auto& [name, data] : events) lines.push_back(event(lines.size(), name, data));
    return lines;
}

test::BallotText secret_ballot()
{
    return test::text_of(test::held_ballot());
}

/// The vector's draw, as the log of its hearing tells it.
std::vector<std::pair<std::string, std::string>> draw_events()
{
    const auto draw = test::held_draw("hdraw1-tv2");
    const auto freeze = trust::read_freeze(draw.freeze);
    REQUIRE(freeze);
    return {{"draw_opened", fmt::format(R"({{"draw":"d1","public_id":"{}","commit":"{}"}})",
                                        freeze->draw, trust::hex(freeze->commit))},
            {"draw_frozen", fmt::format(R"({{"draw":"d1","seals":{{"sha256":"{}"}}}})",
                                        trust::hex(trust::sha256(draw.freeze)))},
            {"draw_finished",
             fmt::format(R"({{"draw":"d1","seed":"{}","drawn":["A-0005","A-0002","A-0007"]}})",
                         trust::hex(*draw.claim.seed))}};
}

std::vector<std::pair<std::string, std::string>> ballot_events()
{
    const auto ballot = secret_ballot();
    std::vector<std::pair<std::string, std::string>> events{
        {"ballot_opened", fmt::format(R"({{"ballot":"b1","mode":"secret","key":"{}"}})",
                                      test::ballot_terms().key.spki_base64())}};
    for (const auto& [handle, blinded] : test::held_ballot().issued.lines) {
        events.emplace_back("ballot_issued",
                            fmt::format(R"({{"ballot":"b1","participant":"{}","channel":"phone",)"
                                        R"("blinded_sha256":"{}"}})",
                                        handle, trust::hex(blinded)));
    }
    events.emplace_back(
        "ballot_closed",
        fmt::format(R"({{"ballot":"b1","phones":{{"issued":4,"returned":3,"invalid":0,"votes":)"
                    R"({{"satisfied":2,"partly":0,"not_satisfied":1}}}},"electorate":)"
                    R"({{"entitled":5,"present":5}},"sheet_sha256":"{}"}})",
                    trust::hex(trust::sha256(ballot.sheet))));
    return events;
}

std::string replaced_everywhere(std::string text, const std::string& from, const std::string& to)
{
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

} // namespace

void play_hearing(const fs::path& data)
{
    (void)prepare(data, 8, core::Phase::check_in);
    Actors actors(data);
    for (int i = 1; i <= 7; ++i)
        actors.does(core::Role::attendee, fmt::format("A-{:04}", i), core::CheckIn{});
    advance(actors, core::Phase::report);
    advance(actors, core::Phase::inquiry);
    for (int i = 1; i <= 3; ++i)
        actors.does(core::Role::attendee, fmt::format("A-{:04}", i),
                    core::AskQuestion{fmt::format("为什么？{}", i), {}});
    advance(actors, core::Phase::ballot);
    play_ballot(actors);
    advance(actors, core::Phase::closed);
}

Files read_folder(const fs::path& folder)
{
    Files files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_directory()) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        files[fs::relative(entry.path(), folder).generic_string()] =
            std::string(std::istreambuf_iterator<char>(file), {});
    }
    return files;
}

void write_folder(const fs::path& folder, const Files& files)
{
    for (const auto& [path, bytes] : files) {
        fs::create_directories((folder / path).parent_path());
        std::ofstream(folder / path, std::ios::binary) << bytes;
    }
}

Files with_manifest(Files files)
{
    files["manifest.txt"] = package::manifest_of(files);
    return files;
}

const trust::SigningKey& log_key()
{
    static const trust::SigningKey key{trust::sha256("the key of the log")};
    return key;
}

Files signed_again(Files files)
{
    const auto lines = package::split_log(files.at("events.jsonl"));
    REQUIRE(lines);
    std::vector<trust::Digest> leaves;
    for (const auto line : *lines) leaves.push_back(trust::leaf_hash(line));
    files["checkpoint.txt"] = trust::sign_checkpoint(trust::head_of(leaves), origin, log_key());
    files["vkey"] = trust::write(trust::NoteVerifier{origin, log_key().public_key()}) + '\n';
    if (const auto events = package::read_events(*lines))
        files["results.json"] = package::results_of("h01", *events);
    return with_manifest(std::move(files));
}

Files package_with_folders()
{
    auto told = draw_events();
    for (auto& one : ballot_events()) told.push_back(std::move(one));
    package::Contents contents{"h01", numbered(told), {{"-", "-"}}, {{"A-1", "甲", "", "", ""}}};
    auto files = package::make_package(contents);
    const auto draw = test::held_draw("hdraw1-tv2");
    files["draws/d1/pool.txt"] = draw.pool;
    files["draws/d1/contrib.txt"] = draw.contributions;
    files["draws/d1/freeze.txt"] = draw.freeze;
    files["draws/d1/reveal.txt"] = draw.reveal;
    const auto ballot = secret_ballot();
    files["ballots/b1/roll.txt"] = ballot.roll;
    files["ballots/b1/issued.txt"] = ballot.issued;
    files["ballots/b1/ballots.txt"] = ballot.ballots;
    files["ballots/b1/ballot.txt"] = ballot.sheet;
    return signed_again(std::move(files));
}

Files with_ballots(Files files, const std::string& ballots)
{
    auto& sheet = files.at("ballots/b1/ballot.txt");
    const auto before = sheet;
    files["ballots/b1/ballots.txt"] = ballots;
    sheet = sheet.substr(0, sheet.find("\nballots ") + 1) + "ballots " +
            trust::write(trust::file_hash(ballots)) + '\n';
    auto& log = files.at("events.jsonl");
    log = replaced_everywhere(log, trust::hex(trust::sha256(before)),
                              trust::hex(trust::sha256(sheet)));
    return signed_again(std::move(files));
}

std::string stuffed_line()
{
    const auto ballot = test::held_ballot();
    auto cast = ballot.token_vote(300, "not_satisfied");
    cast.token.front() ^= 1U;
    return trust::write_line(cast) + '\n';
}

std::vector<Mutant> mutants_of(const Files& original)
{
    std::vector<Mutant> mutants;
    for (const auto& [path, bytes] : original) {
        const auto flip = [path = path](Files files) {
            auto& text = files.at(path);
            text[text.size() / 2] = static_cast<char>(text[text.size() / 2] ^ 1);
            return files;
        };
        mutants.push_back({"flip " + path, flip});
        // Names, the reader's page and the program are vouched for by the manifest alone.
        const bool is_signed = path != "names.csv" && path != "README.txt" && path != "verify.py" &&
                               path != "manifest.txt";
        if (is_signed) {
            mutants.push_back({"flip and list anew " + path,
                               [flip](Files files) { return with_manifest(flip(files)); }});
            mutants.push_back({"drop and list anew " + path, [path = path](Files files) {
                                   files.erase(path);
                                   return with_manifest(files);
                               }});
        }
        if (path == "names.csv") continue;
        mutants.push_back({"drop " + path, [path = path](Files files) {
                               files.erase(path);
                               return files;
                           }});
    }
    const auto add = [&](const std::string& path) {
        mutants.push_back({"add " + path, [path](Files files) {
                               files[path] = "something\n";
                               return with_manifest(files);
                           }});
    };
    add("more.txt");
    add("draws/d9/pool.txt");
    add("draws/d1/more.txt");
    add("ballots/b9/roll.txt");
    add("earlier/1/checkpoint.txt");
    return mutants;
}

int python_verdict(const Files& files)
{
    const cli::ScratchFolder folder("rostrum-verify-test");
    write_folder(folder.path(), files);
    const auto command =
        "python3 -B " + verify_program + " " + folder.path().string() + " > /dev/null 2>&1";
    const int status = std::system(command.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::vector<int> python_verdicts(const std::vector<Files>& packages)
{
    const cli::ScratchFolder folder("rostrum-verify-test");
    const auto told = folder.path() / "verdicts";
    auto command = "python3 -B " + std::string{ROSTRUM_SOURCE_DIR} + "/tests/system/verdicts.py " +
                   verify_program;
    for (std::size_t i = 0; i < packages.size(); ++i) {
        const auto one = folder.path() / std::to_string(i);
        write_folder(one, packages[i]);
        command += ' ' + one.string();
    }
    const int status = std::system((command + " > " + told.string()).c_str());
    REQUIRE(status == 0);
    std::ifstream lines{told};
    return {std::istream_iterator<int>{lines}, {}};
}

} // namespace rostrum::system_test
