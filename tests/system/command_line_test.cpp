#include "cli/scratch_folder.hpp"
#include "core/hearing.hpp"
#include "ledger/folder_lock.hpp"
#include "system/browser.hpp"
#include "system/hall_fixture.hpp"
#include "system/server_process.hpp"

#include "support/catch.hpp"

#include <boost/json/object.hpp>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace rostrum::system_test {
namespace {

namespace fs = std::filesystem;

void write_file(const fs::path& file, const std::string& text)
{
    std::ofstream(file, std::ios::binary) << text;
}

} // namespace

TEST_CASE("every command explains itself", "[system]")
{
    for (const char* command : {"serve", "demo", "rehearse", "import", "check", "export", "backup",
                                "restore", "staff", "cards", "erase", "search"}) {
        CAPTURE(command);
        const auto finished = run({command, "--help"});
        CHECK(finished.exit_code == 0);
        CHECK(finished.output.contains("Usage"));
    }
    CHECK(run({}).exit_code == 2);
    CHECK(run({"no-such-command"}).exit_code == 2);
}

TEST_CASE("a wrong setting is named with its file, line and column, and nothing starts", "[system]")
{
    const cli::ScratchFolder folder("rostrum-config-test");
    const auto file = folder.path() / "rostrum.toml";
    write_file(file, "[http]\nport = \"eighty\"\n");
    const auto wrong_type = run({"serve", "--config", file.string()});
    CHECK(wrong_type.exit_code == 1);
    CHECK(wrong_type.output.contains("rostrum.toml:2:"));
    CHECK(wrong_type.output.contains("http.port"));

    write_file(file, "[http]\nprot = 80\n");
    CHECK(
        run({"serve", "--config", file.string()}).output.contains("there is no setting http.prot"));

    write_file(file, "[http\n");
    CHECK(run({"serve", "--config", file.string()}).exit_code == 1);

    for (const auto& none : {folder.path(), folder.path() / "none.toml"})
        CHECK(run({"serve", "--config", none.string()}).output.contains("cannot be read"));
}

TEST_CASE("a configuration with a key of a hundred thousand dots is a fault of its line",
          "[system]")
{
    const cli::ScratchFolder folder("rostrum-config-test");
    const auto file = folder.path() / "rostrum.toml";
    std::string key = "a";
    for (int i = 0; i < 100'000; ++i) key += ".a";
    write_file(file, "[http]\n" + key + " = 1\n");
    const auto refused = run({"serve", "--config", file.string()});
    CHECK(refused.exit_code == 1);
    CHECK(refused.output.contains("rostrum.toml:2: nested too deep"));
}

TEST_CASE("a second server on the same data is refused with a sentence", "[system]")
{
    const cli::ScratchFolder folder("rostrum-lock-test");
    (void)prepare(folder.path(), 3, core::Phase::check_in);
    const ServerProcess first(folder.path(), 0);
    const auto second =
        run({"serve", "--data", folder.path().string(), "--web", "", "--port", "0"});
    CHECK(second.exit_code == 1);
    CHECK(second.output.contains("rostrum: "));
}

TEST_CASE("SIGTERM ends the server in order, and it starts again where it was", "[system]")
{
    const cli::ScratchFolder folder("rostrum-term-test");
    const auto hall = prepare(folder.path(), 3, core::Phase::inquiry);
    Loop loop;
    {
        ServerProcess server(folder.path(), 0);
        const auto phone = make_phone(loop, server.endpoint(), hall, 0);
        phone->start();
        phone->command("check_in", {}, {});
        bool asked = false;
        phone->command("ask_question", {{"text", "Why?"}, {"units", boost::json::array{}}},
                       [&asked](const cli::PhoneAnswer& answer) { asked = answer.accepted; });
        loop.until([&] { return asked; }, "the question is acknowledged");
        phone->stop();
        CHECK(server.terminate() == 0);
    }
    loop.drain();
    CHECK(state_of(folder.path()).floor.questions.size() == 1);
}

TEST_CASE("a backup taken while the server runs can be restored and exported", "[system]")
{
    const cli::ScratchFolder folder("rostrum-backup-test");
    const auto data = folder.path() / "data";
    const auto copy = folder.path() / "copy";
    const auto restored = folder.path() / "restored";
    (void)prepare(data, 3, core::Phase::inquiry);
    {
        const ServerProcess server(data, 0);
        const auto backup = run({"backup", "--data", data.string(), copy.string()});
        CAPTURE(backup.output);
        CHECK(backup.exit_code == 0);
        CHECK(backup.output.contains("h01: "));
        const auto events =
            run({"export", "--data", data.string(), "--hearing", "h01", "--what", "events"});
        CHECK(events.exit_code == 0);
        CHECK(events.output.contains(R"("e":"hearing_created")"));
    }
    CHECK(run({"restore", copy.string(), "--data", restored.string()}).exit_code == 0);
    CHECK(state_of(restored) == state_of(data));
    CHECK(run({"restore", copy.string(), "--data", restored.string()}).exit_code == 1);
}

TEST_CASE("a mistyped folder is no data, and none is made of it", "[system]")
{
    const cli::ScratchFolder folder("rostrum-mistyped-test");
    const auto data = (folder.path() / "dta").string();
    const auto roster = (folder.path() / "roster.csv").string();
    write_file(roster, "姓名,类别\n王伟,市民代表\n");
    const std::vector<std::vector<std::string>> commands{
        {"import", "--data", data, "--hearing", "h01", roster},
        {"cards", "--data", data, "--hearing", "h01", "--public-url", "https://hall", "--output",
         (folder.path() / "cards.pdf").string()},
        {"staff", "--data", data, "list"},
        {"export", "--data", data, "--hearing", "h01"},
    };
    for (const auto& command : commands) {
        const auto said = run(command);
        CAPTURE(command, said.output);
        CHECK(said.exit_code == 1);
        CHECK(said.output.contains(data));
        CHECK_FALSE(fs::exists(data));
    }
}

TEST_CASE("a demo's folder in which one runs is not wiped under it", "[system]")
{
    const cli::ScratchFolder folder("rostrum-demo-test");
    write_file(folder.path() / "ROSTRUM-DEMO", "");
    const auto running = ledger::FolderLock::take(folder.path());
    REQUIRE(running.has_value());
    const auto second = run({"demo", "--data", folder.path().string()});
    CHECK(second.exit_code == 1);
    CHECK(second.output.contains("another server is using the folder"));
    CHECK(fs::exists(folder.path() / "ROSTRUM-DEMO"));
}

TEST_CASE("an export that finds no room on the standard output says so, and fails", "[system]")
{
    const cli::ScratchFolder folder("rostrum-export-test");
    const auto data = folder.path() / "data";
    const auto said = folder.path() / "said";
    (void)prepare(data, 3, core::Phase::inquiry);
    const auto command = binary() + " export --data " + data.string() +
                         " --hearing h01 --what events > /dev/full 2> " + said.string();
    const int status = std::system(command.c_str());
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 1);
    std::string why;
    std::getline(std::ifstream(said) >> std::ws, why);
    CHECK(why.contains("cannot write"));
}

TEST_CASE("papers are printed from the command line while the server runs, or it says why not",
          "[system]")
{
    const cli::ScratchFolder folder("rostrum-print-test");
    const auto data = folder.path() / "data";
    const auto file = folder.path() / "minutes.pdf";
    (void)prepare(data, 3, core::Phase::inquiry);
    const ServerProcess server(data, 0);
    const auto printed = [&](const std::string& what) {
        return run({"export", "--data", data.string(), "--hearing", "h01", "--what", what,
                    "--format", "pdf", "--output", file.string()});
    };
    CHECK(printed("minutes").exit_code == 0);
    std::string head(5, ' ');
    std::ifstream(file, std::ios::binary).read(head.data(), 5);
    CHECK(head == "%PDF-");
    CHECK(printed("comparison").exit_code == 0);
    CHECK(printed("report").output.contains("no such report is owed"));
    CHECK(printed("ballots").output.contains("no ballot rule is locked yet"));
    CHECK(printed("duties").output.contains("there is no PDF of duties"));
}

TEST_CASE("seat cards are printed once from the command line, and anew for whoever is named",
          "[system]")
{
    const cli::ScratchFolder folder("rostrum-cards-test");
    const auto hall = prepare(folder.path(), 3, core::Phase::check_in);
    const auto file = folder.path() / "cards.pdf";
    const auto print = [&](const std::vector<std::string>& options) {
        std::vector<std::string> arguments{"cards",       "--data",      folder.path().string(),
                                           "--hearing",   "h01",         "--output",
                                           file.string(), "--public-url"};
        arguments.insert(arguments.end(), options.begin(), options.end());
        return run(arguments);
    };
    CHECK(print({"hall.example"}).output.contains("begins with https:// or http://"));
    CHECK(print({"http://hall.example", "--person", "A-0001", "--person", "X-1"})
              .output.contains("X-1 is not on the roster"));
    CHECK_FALSE(fs::exists(file));
    CHECK(print({"http://hall.example"}).output.contains("everybody has a card"));

    const auto one = print({"http://hall.example/", "--person", "A-0001"});
    if (one.output.contains("no Chinese font")) return;
    CHECK(one.output.contains("1 cards"));
    CHECK(fs::file_size(file) > 1'000);
    CHECK(fs::status(file).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
    // What it holds could not be made again.
    CHECK(print({"http://hall.example", "--person", "A-0002"}).output.contains("is there already"));

    // The card that the fixture had issued opens nothing any more; that of somebody else does.
    const ServerProcess server(folder.path(), 0);
    const auto status = [&](const char* person) {
        return Browser{server.endpoint()}
            .post("/api/v1/join",
                  boost::json::object{{"token", hall.tokens.at(core::ParticipantId{person})}})
            .status;
    };
    CHECK(status("A-0001") == 403);
    CHECK(status("A-0002") == 200);
}

TEST_CASE("a roster with wrong cells names them all and imports nothing", "[system]")
{
    const cli::ScratchFolder folder("rostrum-import-test");
    const auto data = folder.path() / "data";
    (void)prepare(data, 3, core::Phase::check_in);
    const auto csv = folder.path() / "roster.csv";
    const std::string heading = "编号,姓名,类别,单位,职务,座位\n";
    write_file(csv,
               heading + "B-0001,甲,市民代表,,,\nB-0001,乙,市民代表,,,\nB-0003,丙,外星人,,,\n");
    const auto wrong = run({"import", "--data", data.string(), "--hearing", "h01", csv.string()});
    CAPTURE(wrong.output);
    CHECK(wrong.exit_code == 1);
    CHECK(wrong.output.contains("row 3"));
    CHECK(wrong.output.contains("duplicate_id"));
    CHECK(wrong.output.contains("unknown_category"));
    CHECK(state_of(data).roster.participants.size() == 3);

    write_file(csv, heading + "B-0001,甲,市民代表,,,\nB-0002,乙,市民代表,,,\n");
    const auto right = run({"import", "--data", data.string(), "--hearing", "h01", csv.string()});
    CAPTURE(right.output);
    CHECK(right.exit_code == 0);
    CHECK(state_of(data).roster.participants.size() == 5);
}

TEST_CASE("a round is written as text, checked, imported elsewhere, and written the same again",
          "[system]")
{
    const cli::ScratchFolder folder("rostrum-series-file-test");
    const auto data = folder.path() / "data";
    (void)prepare(data, 3, core::Phase::check_in);
    const auto written = [](const fs::path& from) {
        const auto finished = run({"export", "--what", "series-file", "--data", from.string()});
        CAPTURE(finished.output);
        CHECK(finished.exit_code == 0);
        return finished.output;
    };
    const auto text = written(data);
    const auto file = folder.path() / "round.toml";
    write_file(file, text);
    CHECK(run({"check", file.string()}).output.contains("no errors"));
    CHECK(run({"check", file.string(), "--data", data.string()}).output.contains("changed 0"));

    const auto elsewhere = folder.path() / "elsewhere";
    const auto import = [&] {
        return run({"import", "--what", "series-file", "--data", elsewhere.string(), file.string()})
            .output;
    };
    CHECK(import().contains("added 1, changed 0"));
    CHECK(import().contains("added 0, changed 0, left 1"));
    CHECK(written(elsewhere) == text);

    write_file(file, text + "\n[[hearings]]\nhearing = 7\n");
    const auto wrong = run({"check", file.string()});
    CAPTURE(wrong.output);
    CHECK(wrong.exit_code == 1);
    CHECK(wrong.output.contains("error line "));
    CHECK(wrong.output.contains("nothing was changed"));
    CHECK(import().contains("nothing was changed"));
    CHECK(written(elsewhere) == text);
}

TEST_CASE("staff accounts are made on the command line, with passwords of some length", "[system]")
{
    const cli::ScratchFolder folder("rostrum-staff-test");
    const auto data = folder.path().string();
    const auto weak =
        run({"staff", "--data", data, "add", "anna", "--role", "moderator"}, "short\n");
    CHECK(weak.exit_code == 1);
    CHECK(weak.output.contains("too short"));
    CHECK(run({"staff", "--data", data, "add", "anna", "--role", "moderator"},
              "long enough, really\n")
              .exit_code == 0);
    CHECK(run({"staff", "--data", data, "add", "anna", "--role", "chair"}, "long enough, really\n")
              .output.contains("this login exists"));
    CHECK(run({"staff", "--data", data, "list"}).output.contains("anna\tmoderator"));
    CHECK(run({"staff", "--data", data, "add", "bo", "--role", "king"}, "x\n")
              .output.contains("a role is one of"));
}

} // namespace rostrum::system_test
