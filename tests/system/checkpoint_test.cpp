// The real program on a data folder whose log was changed behind its back, every stored hash made
// to fit: only the signed checkpoint tells.
#include "cli/scratch_folder.hpp"
#include "ledger/checkpoint_store.hpp"
#include "system/hall_fixture.hpp"
#include "system/package_story.hpp"
#include "system/server_process.hpp"
#include "trust/checkpoint.hpp"
#include "trust/tree.hpp"

#include "support/catch.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <filesystem>
#include <functional>
#include <string>
#include <sys/stat.h>
#include <vector>

namespace rostrum::system_test {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> lines_of(const fs::path& data)
{
    auto store = ledger::SqliteStore::open(data, [] { return std::int64_t{0}; });
    REQUIRE(store);
    return (*store)->read("h01", 0, 100'000, 0)->lines;
}

/// Writes other lines into the log, with leaf hashes, head and root as they would be.
void rewrite_log(const fs::path& data, const std::vector<std::string>& lines)
{
    std::string payload;
    std::string leaves;
    trust::MerkleTree tree;
    for (const auto& line : lines) {
        payload += (payload.empty() ? "" : "\n") + line;
        const auto leaf = trust::leaf_hash(line);
        leaves += trust::to_bytes(leaf);
        tree.append(leaf);
    }
    SQLite::Database log{(data / "log.db").string(), SQLite::OPEN_READWRITE};
    log.exec("DROP TRIGGER event_batch_never_changes; DROP TRIGGER event_batch_never_goes;"
             "DELETE FROM event_batch WHERE stream = 'h01'");
    SQLite::Statement batch{log, "INSERT INTO event_batch VALUES ('h01', 0, ?, 1, ?, ?)"};
    batch.bind(1, static_cast<std::int64_t>(lines.size()));
    batch.bind(2, payload.data(), static_cast<int>(payload.size()));
    batch.bind(3, leaves.data(), static_cast<int>(leaves.size()));
    batch.exec();
    const auto root = trust::to_bytes(tree.root());
    SQLite::Statement head{log, "UPDATE stream SET head = ?, root = ? WHERE id = 'h01'"};
    head.bind(1, static_cast<std::int64_t>(lines.size()));
    head.bind(2, root.data(), static_cast<int>(root.size()));
    head.exec();
}

Finished serve(const fs::path& data)
{
    return run({"serve", "--data", data.string(), "--web", "", "--port", "0"});
}

/// A number further down in a line, where it means something else.
void replace_in(std::vector<std::string>& lines, const std::string& from, const std::string& to)
{
    for (auto& line : lines) {
        const auto at = line.find(from);
        if (at == std::string::npos) continue;
        line.replace(at, from.size(), to);
        return;
    }
    FAIL("no line says " << from);
}

std::vector<ledger::SignedHead> checkpoints_of(const fs::path& data, const std::string& stream)
{
    const auto all = ledger::read_checkpoints(data);
    REQUIRE(all);
    std::vector<ledger::SignedHead> found;
    for (const auto& head : *all) {
        if (head.stream == stream) found.push_back(head);
    }
    return found;
}

} // namespace

TEST_CASE("a start refuses a log that contradicts its last checkpoint, and names the way out",
          "[system][checkpoint]")
{
    using Lines = std::vector<std::string>;
    const auto change = GENERATE(
        std::function<void(Lines&)>{[](Lines& lines) { replace_in(lines, "Hearing", "Herring"); }},
        std::function<void(Lines&)>{[](Lines& lines) { lines.pop_back(); }},
        std::function<void(Lines&)>{[](Lines& lines) { std::swap(lines[1], lines[2]); }});
    const cli::ScratchFolder folder("rostrum-tamper-test");
    (void)prepare(folder.path(), 3, core::Phase::inquiry);
    auto lines = lines_of(folder.path());
    const auto before = lines.size();
    change(lines);
    rewrite_log(folder.path(), lines);

    const auto refused = serve(folder.path());
    CAPTURE(refused.output);
    CHECK(refused.exit_code == 1);
    CHECK(refused.output.contains("the log of hearing h01 contradicts its last checkpoint"));
    CHECK(refused.output.contains(std::to_string(before) + " events with root "));
    CHECK(refused.output.contains(std::to_string(lines.size()) + " events with root "));
    CHECK(refused.output.contains("restore the last backup"));
    CHECK(refused.output.contains("rostrum export --package"));

    const auto package = (folder.path() / "package").string();
    const auto evidence =
        run({"export", "--data", folder.path().string(), "--hearing", "h01", "--package", package});
    CHECK(evidence.exit_code == 1);
    CHECK(evidence.output.contains("contradicts its last checkpoint"));
    CHECK(run({"verify", package}).exit_code == 1);
}

TEST_CASE("a log that could not be replayed goes into a package as evidence",
          "[system][checkpoint]")
{
    const cli::ScratchFolder folder("rostrum-evidence-test");
    (void)prepare(folder.path(), 3, core::Phase::inquiry);
    auto lines = lines_of(folder.path());
    // Nobody was ever on the roster, and all came: the events are numbered anew.
    std::erase_if(lines, [](const auto& line) { return line.contains("roster_imported"); });
    for (std::size_t number = 0; number < lines.size(); ++number) {
        auto& line = lines[number];
        line.replace(0, line.find(','), R"({"n":)" + std::to_string(number));
    }
    rewrite_log(folder.path(), lines);

    const auto package = folder.path() / "package";
    const auto evidence = run({"export", "--data", folder.path().string(), "--hearing", "h01",
                               "--package", package.string()});
    CAPTURE(evidence.output);
    CHECK(evidence.exit_code == 1);
    CHECK(evidence.output.contains(std::to_string(lines.size()) + " events, as they are"));
    const auto files = read_folder(package);
    CHECK(files.at("events.jsonl").ends_with(lines.back() + '\n'));
    for (const char* name : {"checkpoint.txt", "vkey", "names.csv", "README.txt"})
        CHECK(files.contains(name));
    CHECK_FALSE(files.contains("results.json"));
    CHECK(run({"verify", package.string()}).exit_code == 1);
    CHECK(python_verdict(files) == 1);
}

TEST_CASE("a checkpoint that nobody signed is refused as well", "[system][checkpoint]")
{
    const cli::ScratchFolder folder("rostrum-unsigned-test");
    (void)prepare(folder.path(), 3, core::Phase::inquiry);
    SQLite::Database database{(folder.path() / "checkpoints.db").string(), SQLite::OPEN_READWRITE};
    database.exec("UPDATE checkpoint SET note = replace(note, 'rostrum/h01', 'rostrum/h02')"
                  " WHERE stream = 'h01'");
    const auto refused = serve(folder.path());
    CHECK(refused.exit_code == 1);
    CHECK(refused.output.contains("the checkpoint of h01 is not what it was"));
    CHECK(refused.output.contains("rostrum export --package"));

    const auto package = (folder.path() / "package").string();
    const auto evidence =
        run({"export", "--data", folder.path().string(), "--hearing", "h01", "--package", package});
    CHECK(evidence.exit_code == 1);
    CHECK(evidence.output.contains("the checkpoint of h01 is not what it was"));
    CHECK(read_folder(package).at("checkpoint.txt").contains("rostrum/h02"));
    CHECK(run({"verify", package}).exit_code == 1);
    CHECK_THROWS(database.exec("DELETE FROM checkpoint"));
    CHECK_THROWS(database.exec("UPDATE checkpoint SET size = size - 1"));
}

TEST_CASE("a clean stop leaves nothing unsigned, and a start goes on with the same key",
          "[system][checkpoint]")
{
    const cli::ScratchFolder folder("rostrum-signed-test");
    (void)prepare(folder.path(), 3, core::Phase::inquiry);
    const auto signed_heads = checkpoints_of(folder.path(), "h01");
    REQUIRE(signed_heads.size() == 1);
    CHECK(signed_heads.front().head.size == lines_of(folder.path()).size());
    CHECK(checkpoints_of(folder.path(), "series").size() == 1);
    {
        const ServerProcess server(folder.path(), 0);
    }
    CHECK(checkpoints_of(folder.path(), "h01").front().certificate ==
          signed_heads.front().certificate);
}

TEST_CASE("the key is its owner's alone, is in no backup, and goes when the hearing is closed",
          "[system][checkpoint]")
{
    const cli::ScratchFolder folder("rostrum-key-test");
    const auto data = folder.path() / "data";
    const auto key = data / "keys" / "h01.key";
    (void)prepare(data, 3, core::Phase::inquiry);
    REQUIRE(fs::exists(key));
    struct ::stat found = {};
    REQUIRE(::stat(key.c_str(), &found) == 0);
    CHECK((found.st_mode & 0777U) == 0600U);

    const auto copy = folder.path() / "copy";
    REQUIRE(run({"backup", "--data", data.string(), copy.string()}).exit_code == 0);
    CHECK(fs::exists(copy / "checkpoints.db"));
    CHECK_FALSE(fs::exists(copy / "keys"));

    const auto closed = folder.path() / "closed";
    play_hearing(closed);
    CHECK_FALSE(fs::exists(closed / "keys" / "h01.key"));
    CHECK(checkpoints_of(closed, "h01").front().head.size == lines_of(closed).size());
}

TEST_CASE("a restored backup goes on with a key of its own, and keeps the checkpoint before",
          "[system][checkpoint]")
{
    const cli::ScratchFolder folder("rostrum-new-key-test");
    const auto data = folder.path() / "data";
    const auto copy = folder.path() / "copy";
    const auto restored = folder.path() / "restored";
    (void)prepare(data, 3, core::Phase::inquiry);
    REQUIRE(run({"backup", "--data", data.string(), copy.string()}).exit_code == 0);
    REQUIRE(run({"restore", copy.string(), "--data", restored.string()}).exit_code == 0);
    {
        const auto runtime = open_quietly(restored);
        cli::Stage stage(*runtime);
        stage.command(hearing_id, core::Role::moderator,
                      core::AdvancePhase{core::Phase::ballot, {}});
    }
    CHECK(checkpoints_of(restored, "h01").size() == 2);
    const auto package = (folder.path() / "package").string();
    REQUIRE(run({"export", "--data", restored.string(), "--hearing", "h01", "--package", package})
                .exit_code == 0);
    CHECK(fs::exists(fs::path{package} / "earlier" / "1" / "vkey"));
    CHECK(run({"verify", package}).exit_code == 0);
}

} // namespace rostrum::system_test
