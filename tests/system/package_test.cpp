// Packages of hearings, whole and tampered with: both verifiers must accept the one and refuse the
// other, and agree.
#include "cli/scratch_folder.hpp"
#include "package/audit.hpp"
#include "system/package_story.hpp"
#include "system/server_process.hpp"

#include "support/catch.hpp"

#include <algorithm>
#include <vector>

namespace rostrum::system_test {
namespace {

bool contains(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

std::vector<std::string> lines_of(const std::string& text)
{
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = text.find('\n', at);
        lines.push_back(text.substr(at, end - at + 1));
        at = end + 1;
    }
    return lines;
}

std::string joined(const std::vector<std::string>& lines)
{
    std::string text;
    for (const auto& line : lines) text += line;
    return text;
}

/// The log changed, and everything that is not signed made to fit.
Mutant log_mutant(const std::string& name, void (*change)(std::vector<std::string>&))
{
    return {name, [change](Files files) {
                auto lines = lines_of(files.at("events.jsonl"));
                change(lines);
                files["events.jsonl"] = joined(lines);
                return with_manifest(std::move(files));
            }};
}

std::vector<Mutant> log_mutants()
{
    using Lines = std::vector<std::string>;
    return {
        log_mutant("truncate", [](Lines& lines) { lines.pop_back(); }),
        log_mutant("truncate to the half", [](Lines& lines) { lines.resize(lines.size() / 2); }),
        log_mutant("empty", [](Lines& lines) { lines.clear(); }),
        log_mutant("drop a line", [](Lines& lines) { lines.erase(lines.begin() + 1); }),
        log_mutant("repeat a line", [](Lines& lines) { lines.push_back(lines.back()); }),
        log_mutant("swap two lines", [](Lines& lines) { std::swap(lines[1], lines[2]); }),
        log_mutant("an empty line", [](Lines& lines) { lines.emplace_back("\n"); }),
        log_mutant("half a line", [](Lines& lines) { lines.back().pop_back(); }),
        log_mutant("a word", [](Lines& lines) {
            lines[1].replace(lines[1].find("\"e\":\""), 5, "\"e\":\"x");
        })};
}

void check_refused(const Files& files, const Mutant& mutant)
{
    CAPTURE(mutant.name);
    const auto changed = mutant.change(files);
    REQUIRE(changed != files);
    CHECK_FALSE(package::audit(changed, {}).holds());
    const auto expected = changed.contains("events.jsonl") ? 1 : 2;
    CHECK(python_verdict(changed) == expected);
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
}

/// A text of the log changed by whoever holds the key, and everything made to fit.
Mutant forged(const std::string& from, const std::string& to)
{
    return {"forge " + from + " -> " + to, [from, to](Files files) {
                auto& log = files.at("events.jsonl");
                const auto at = log.rfind(from);
                REQUIRE(at != std::string::npos);
                log.replace(at, from.size(), to);
                return signed_again(std::move(files));
            }};
}

/// The package that the real program writes of a real hearing.
Files real_package(const std::filesystem::path& folder)
{
    play_hearing(folder / "data");
    const auto done = run({"export", "--data", (folder / "data").string(), "--hearing", "h01",
                           "--package", (folder / "package").string()});
    CAPTURE(done.output);
    REQUIRE(done.exit_code == 0);
    return read_folder(folder / "package");
}

} // namespace

TEST_CASE("the package of a hearing holds for both verifiers, and no change to it does",
          "[system][package]")
{
    const cli::ScratchFolder folder("rostrum-package-test");
    const auto files = real_package(folder.path());
    check_accepted(files);
    for (const auto& mutant : mutants_of(files)) check_refused(files, mutant);
    for (const auto& mutant : log_mutants()) check_refused(files, mutant);
}

TEST_CASE("the list of names can be taken out of a package, and not be changed",
          "[system][package]")
{
    const cli::ScratchFolder folder("rostrum-names-test");
    auto files = real_package(folder.path());
    CHECK(contains(files.at("names.csv"), "Person 1"));
    CHECK_FALSE(contains(files.at("events.jsonl"), "Person 1"));
    files.erase("names.csv");
    check_accepted(files);
}

TEST_CASE("a log that its own key signed anew does not hold when its counts do not",
          "[system][package]")
{
    const cli::ScratchFolder folder("rostrum-forged-test");
    const auto files = signed_again(real_package(folder.path()));
    check_accepted(files);
    for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
             {R"("not_satisfied":1,"satisfied":6)", R"("not_satisfied":0,"satisfied":7)"},
             {R"("outcome":"below")", R"("outcome":"met")"},
             {R"("votes_short":1)", R"("votes_short":2)"},
             {R"("phones":{"issued":6)", R"("phones":{"issued":7)"},
             {R"("paper":{"issued":1)", R"("paper":{"issued":2)"},
             {R"("e":"tally_signed")", R"("e":"tally_sealed")"},
             {R"("threshold":{"numerator":9)", R"("threshold":{"numerator":8)"},
             {R"("channel":"phone")", R"("channel":"paper")"}}) {
        check_refused(files, forged(from, to));
    }
}

TEST_CASE("draws and secret ballots hold for both verifiers, and no change to them does",
          "[system][package]")
{
    const auto files = package_with_folders();
    check_accepted(files);
    for (const auto& mutant : mutants_of(files)) check_refused(files, mutant);
    for (const auto& mutant : log_mutants()) check_refused(files, mutant);
    // By whoever holds the log's key:
    check_refused(files, forged("A-0005", "A-0008"));
    check_refused(files, forged(R"("seed":"5)", R"("seed":"6)"));
    check_refused(files, forged("draw_finished", "draw_voided"));
    check_refused(files, forged(R"("satisfied":2,"partly":0)", R"("satisfied":1,"partly":1)"));
    check_refused(files, forged(R"("mode":"secret")", R"("mode":"confidential")"));
}

TEST_CASE("the draw and the secret ballot of a live hearing hold for both verifiers, and no change "
          "to them does",
          "[system][package]")
{
    const auto files = package_of_live_hearing();
    for (const char* name : {"roll", "issued", "ballots", "ballot"})
        REQUIRE(files.contains(std::string{"ballots/b1/"} + name + ".txt"));
    REQUIRE(files.contains("draws/d1/freeze.txt"));
    check_accepted(files);
    for (const auto& mutant : mutants_of(files)) check_refused(files, mutant);
    for (const auto& mutant : log_mutants()) check_refused(files, mutant);
    // By whoever holds the log's key:
    for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
             {R"("phones":{"issued":6,"returned":5)", R"("phones":{"issued":6,"returned":6)"},
             {R"("not_satisfied":1,"satisfied":4)", R"("not_satisfied":0,"satisfied":5)"},
             {R"("entitled":8)", R"("entitled":9)"},
             {R"("participant":"A-0006","channel":"phone")",
              R"("participant":"A-0008","channel":"phone")"},
             {R"("blinded_sha256":")", R"("blinded_md5":")"},
             {R"("e":"ballot_issued")", R"("e":"ballot_ignored")"},
             {R"("sheet_sha256":")", R"("sheet":")"}})
        check_refused(files, forged(from, to));
}

TEST_CASE("a changed, stuffed, dropped or reordered ballot is refused though every hash fits",
          "[system][package]")
{
    const auto files = package_with_folders();
    const auto lines = lines_of(files.at("ballots/b1/ballots.txt"));
    REQUIRE(lines.size() == 3);
    const auto mutant = [](const std::string& name, std::vector<std::string> ballots) {
        return Mutant{name, [ballots = std::move(ballots)](Files one) {
                          return with_ballots(std::move(one), joined(ballots));
                      }};
    };
    auto swapped = lines;
    for (auto& line : swapped) {
        const auto at = line.find(" not_satisfied ");
        if (at != std::string::npos) line.replace(at, 15, " satisfied ");
    }
    REQUIRE(swapped != lines);
    check_refused(files, mutant("swap a choice", swapped));
    auto stuffed = lines;
    stuffed.push_back(stuffed_line());
    std::ranges::sort(stuffed);
    check_refused(files, mutant("stuff", stuffed));
    check_refused(files, mutant("drop", {lines[0], lines[1]}));
    check_refused(files, mutant("reorder", {lines[1], lines[0], lines[2]}));
    check_refused(files, mutant("repeat", {lines[0], lines[0], lines[1], lines[2]}));
}

TEST_CASE("the program says in plain words what holds and what does not", "[system][package]")
{
    const cli::ScratchFolder folder("rostrum-words-test");
    const auto files = real_package(folder.path());
    const auto package = (folder.path() / "package").string();
    const auto zh = run({"verify", package});
    CHECK(zh.exit_code == 0);
    CHECK(contains(zh.output, "记录完整，未被改动"));
    CHECK(contains(zh.output, "全部成立"));
    const auto en = run({"verify", package, "--lang", "en"});
    CHECK(contains(en.output, "Everything holds."));

    write_folder(package, log_mutants().front().change(files));
    const auto changed = run({"verify", package, "--lang", "en"});
    CHECK(changed.exit_code == 1);
    CHECK(contains(changed.output, "the log contradicts its checkpoint"));
    const auto machine = run({"verify", package, "--json"});
    CHECK(machine.exit_code == 1);
    CHECK(contains(machine.output, R"("holds":false)"));
    CHECK(run({"verify", (folder.path() / "data").string()}).exit_code == 2);
}

TEST_CASE("a package replaces nothing, and needs a hearing", "[system][package]")
{
    const cli::ScratchFolder folder("rostrum-export-test");
    (void)real_package(folder.path());
    const auto exported = [&](const char* hearing, const char* target) {
        return run({"export", "--data", (folder.path() / "data").string(), "--hearing", hearing,
                    "--package", (folder.path() / target).string()});
    };
    CHECK(contains(exported("h01", "package").output, "is not empty"));
    CHECK(contains(exported("h09", "other").output, "there is no hearing h09"));
}

} // namespace rostrum::system_test
