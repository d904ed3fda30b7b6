// Packages of hearings, whole and tampered with: both verifiers must accept the one and refuse the
// other, and agree.
#include "cli/scratch_folder.hpp"
#include "package/audit.hpp"
#include "system/hall_fixture.hpp"
#include "system/package_story.hpp"
#include "system/server_process.hpp"
#include "system/told_story.hpp"
#include "trust/draw_files.hpp"

#include "support/catch.hpp"

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace rostrum::system_test {
namespace {

std::vector<std::string> lines_of(const std::string& text)
{
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const auto line_end = text.find('\n', at);
        lines.push_back(text.substr(at, line_end - at + 1));
        at = line_end + 1;
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

/// Texts of the log, each changed by whoever holds the key, and everything made to fit.
std::vector<Mutant> forgeries(const std::vector<std::pair<std::string, std::string>>& changes)
{
    std::vector<Mutant> mutants;
    for (const auto& [from, to] : changes) {
        mutants.push_back({"forge " + from + " -> " + to, [from = from, to = to](Files files) {
                               CAPTURE(from);
                               auto& log = files.at("events.jsonl");
                               const auto at = log.rfind(from);
                               REQUIRE(at != std::string::npos);
                               log.replace(at, from.size(), to);
                               return signed_again(std::move(files));
                           }});
    }
    return mutants;
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
    check_refused(files, mutants_of(files));
    check_refused(files, log_mutants());
}

TEST_CASE("the list of names can be taken out of a package, and not be changed",
          "[system][package]")
{
    const cli::ScratchFolder folder("rostrum-names-test");
    auto files = real_package(folder.path());
    CHECK(files.at("names.csv").contains("Person 1"));
    CHECK_FALSE(files.at("events.jsonl").contains("Person 1"));
    files.erase("names.csv");
    check_accepted(files);
}

TEST_CASE("a log that its own key signed anew does not hold when its counts do not",
          "[system][package]")
{
    const cli::ScratchFolder folder("rostrum-forged-test");
    const auto files = signed_again(real_package(folder.path()));
    check_accepted(files);
    check_refused(
        files,
        forgeries({{R"("not_satisfied":1,"satisfied":6)", R"("not_satisfied":0,"satisfied":7)"},
                   {R"("outcome":"below")", R"("outcome":"met")"},
                   {R"("votes_short":1)", R"("votes_short":2)"},
                   {R"("phones":{"issued":6)", R"("phones":{"issued":7)"},
                   {R"("paper":{"issued":1)", R"("paper":{"issued":2)"},
                   {R"("e":"paper_taken_back")", R"("e":"paper_taken_off")"},
                   {R"("participant":"A-0007","reason")", R"("participant":"A-0006","reason")"},
                   {R"("e":"paper_count_withdrawn")", R"("e":"paper_count_forgotten")"},
                   {R"("teller":"t3","reason")", R"("teller":"t4","reason")"},
                   {R"("e":"tally_signed")", R"("e":"tally_sealed")"},
                   {R"("threshold":{"numerator":9)", R"("threshold":{"numerator":8)"},
                   {R"("channel":"phone")", R"("channel":"paper")"}}));
}

TEST_CASE("draws and secret ballots hold for both verifiers, and no change to them does",
          "[system][package]")
{
    const auto files = package_with_folders();
    check_accepted(files);
    check_refused(files, mutants_of(files));
    check_refused(files, log_mutants());
    // By whoever holds the log's key:
    check_refused(files, forgeries({{"A-0005", "A-0008"},
                                    {R"("seed":"5)", R"("seed":"6)"},
                                    {"draw_finished", "draw_voided"},
                                    {R"("satisfied":2,"partly":0)", R"("satisfied":1,"partly":1)"},
                                    {R"("mode":"secret")", R"("mode":"confidential")"}}));
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
    check_refused(files, mutants_of(files));
    check_refused(files, log_mutants());
    // By whoever holds the log's key:
    check_refused(
        files,
        forgeries({{R"("phones":{"issued":6,"returned":5)", R"("phones":{"issued":6,"returned":6)"},
                   {R"("not_satisfied":1,"satisfied":4)", R"("not_satisfied":0,"satisfied":5)"},
                   {R"("entitled":8)", R"("entitled":9)"},
                   {R"("participant":"A-0006","channel":"phone")",
                    R"("participant":"A-0008","channel":"phone")"},
                   {R"("blinded_sha256":")", R"("blinded_md5":")"},
                   {R"("e":"ballot_issued")", R"("e":"ballot_ignored")"},
                   {R"("sheet_sha256":")", R"("sheet":")"}}));
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
    auto stuffed = lines;
    stuffed.push_back(stuffed_line());
    std::ranges::sort(stuffed);
    check_refused(files, {mutant("swap a choice", swapped), mutant("stuff", stuffed),
                          mutant("drop", {lines[0], lines[1]}),
                          mutant("reorder", {lines[1], lines[0], lines[2]}),
                          mutant("repeat", {lines[0], lines[0], lines[1], lines[2]})});
}

TEST_CASE("the program says in plain words what holds and what does not", "[system][package]")
{
    const cli::ScratchFolder folder("rostrum-words-test");
    const auto files = real_package(folder.path());
    const auto package = (folder.path() / "package").string();
    const auto zh = run({"verify", package});
    CHECK(zh.exit_code == 0);
    CHECK(zh.output.contains("记录完整，未被改动"));
    CHECK(zh.output.contains("全部成立"));
    const auto en = run({"verify", package, "--lang", "en"});
    CHECK(en.output.contains("Everything holds."));

    const auto truncated = log_mutants().front().change(files);
    CHECK(python_verdict(truncated) == 1);
    write_folder(package, truncated);
    const auto changed = run({"verify", package, "--lang", "en"});
    CHECK(changed.exit_code == 1);
    CHECK(changed.output.contains("the log contradicts its checkpoint"));
    const auto machine = run({"verify", package, "--json"});
    CHECK(machine.exit_code == 1);
    CHECK(machine.output.contains(R"("holds":false)"));
    CHECK(run({"verify", (folder.path() / "data").string()}).exit_code == 2);
}

TEST_CASE("a quick draw is weak for both verifiers, and one that takes longer is not",
          "[system][package]")
{
    // Not a draw of that length, which would take as long: what they compare its delay with.
    const auto quick = std::to_string(trust::quick_delay);
    const auto command = "cd " + std::string{ROSTRUM_SOURCE_DIR} +
                         "/server/verify && python3 -B -c 'import verify; exit(not "
                         "verify.is_weak(" +
                         quick + ") or verify.is_weak(" + quick + " + 1))'";
    CHECK(std::system(command.c_str()) == 0);
    CHECK(trust::weak_delay_max == trust::quick_delay);
}

TEST_CASE("a package replaces nothing, and needs a hearing", "[system][package]")
{
    const cli::ScratchFolder folder("rostrum-export-test");
    (void)real_package(folder.path());
    const auto exported = [&](const char* hearing, const char* target) {
        return run({"export", "--data", (folder.path() / "data").string(), "--hearing", hearing,
                    "--package", (folder.path() / target).string()});
    };
    CHECK(exported("h01", "package").output.contains("is not empty"));
    CHECK(exported("h09", "other").output.contains("there is no hearing h09"));
}

TEST_CASE("a log is exported of a hearing that is there, or none", "[system][package]")
{
    const cli::ScratchFolder folder("rostrum-log-test");
    (void)prepare(folder.path(), 3, core::Phase::check_in);
    const auto log =
        run({"export", "--data", folder.path().string(), "--hearing", "h09", "--what", "events"});
    CHECK(log.exit_code == 1);
    CHECK(log.output.contains("there is no hearing h09"));
}

} // namespace rostrum::system_test
