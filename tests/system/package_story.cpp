#include "system/package_story.hpp"

#include "cli/scratch_folder.hpp"
#include "package/audit.hpp"
#include "package/log_events.hpp"
#include "package/manifest.hpp"
#include "package/recount.hpp"
#include "package/story.hpp"
#include "system/hall_fixture.hpp"
#include "trust/checkpoint.hpp"
#include "trust/tree.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sys/wait.h>

namespace rostrum::system_test {
namespace {

namespace fs = std::filesystem;

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
    // Two slips that are mended, for the verifiers to follow: a spoilt paper, and a wrong count.
    actors.does(core::Role::teller, "t1", core::HandOutPaper{ballot, {"A-0007"}});
    actors.does(core::Role::teller, "t1", core::TakeBackPaper{ballot, {"A-0007"}, "票面破损"});
    actors.does(core::Role::teller, "t1", core::HandOutPaper{ballot, {"A-0007"}});
    actors.does(core::Role::moderator, "bo",
                core::CloseBallot{ballot, /*accepts_small_channel=*/true});
    advance(actors, core::Phase::result);
    for (const char* teller : {"t1", "t2"}) {
        actors.does(core::Role::teller, teller,
                    core::EnterPaperCount{ballot, 1, 0, {{core::OptionId{"satisfied"}, 1}}});
    }
    actors.does(core::Role::teller, "t3", core::EnterPaperCount{ballot, 1, 1, {}});
    actors.does(core::Role::chair, "song",
                core::WithdrawPaperCount{ballot, "看错一张", core::StaffId{"t3"}});
    for (const char* teller : {"t1", "t2"})
        actors.does(core::Role::teller, teller, core::SignTally{ballot});
    actors.does(core::Role::chair, "song", core::PublishResult{ballot});
}

std::string hearing_of(const Files& files)
{
    return std::string{boost::json::parse(files.at("results.json")).at("hearing").as_string()};
}

/// Of a log that contradicts itself: whatever it says was published.
std::string claimed_results(const std::string& hearing,
                            const std::vector<package::LoggedEvent>& events)
{
    boost::json::value electorate;
    boost::json::array results;
    for (const auto& [name, data] : events) {
        if (name == "ballot_closed") electorate = package::member_of(data, "electorate");
        if (name != "result_published") continue;
        results.push_back(boost::json::object{{"ballot", package::text_of(data, "ballot")},
                                              {"electorate", electorate},
                                              {"tally", package::member_of(data, "tally")},
                                              {"verdict", package::member_of(data, "verdict")}});
    }
    return package::canonical(boost::json::object{{"hearing", hearing}, {"results", results}}) +
           '\n';
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
    const auto hearing = hearing_of(files);
    const auto origin = "rostrum/" + hearing;
    files["checkpoint.txt"] = trust::sign_checkpoint(trust::head_of(leaves), origin, log_key());
    files["vkey"] = trust::write(trust::NoteVerifier{origin, log_key().public_key()}) + '\n';
    if (const auto events = package::read_events(*lines)) {
        const auto story = package::story_of(hearing, *events);
        files["results.json"] =
            story ? package::results_of(*story) : claimed_results(hearing, *events);
    }
    return with_manifest(std::move(files));
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

void check_refused(const Files& files, const std::vector<Mutant>& mutants)
{
    std::vector<Files> changed;
    for (const auto& mutant : mutants) changed.push_back(mutant.change(files));
    const auto verdicts = python_verdicts(changed);
    REQUIRE(verdicts.size() == mutants.size());
    for (std::size_t i = 0; i < mutants.size(); ++i) {
        CAPTURE(mutants[i].name);
        REQUIRE(changed[i] != files);
        CHECK_FALSE(package::audit(changed[i], {}).holds());
        CHECK(verdicts[i] == (changed[i].contains("events.jsonl") ? 1 : 2));
    }
}

void check_accepted(const Files& files)
{
    const auto audit = package::audit(files, {});
    for (const auto& finding : audit.findings) {
        CAPTURE(finding.item, finding.en);
        CHECK(finding.standing != package::Standing::fails);
    }
    CHECK(audit.holds());
    CHECK(python_verdict(files) == 0);
    CHECK(python_verdicts({files}) == std::vector{0});
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
