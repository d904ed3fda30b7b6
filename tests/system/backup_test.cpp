// Backups and restores that are cut off, or that lack slides, at the real program: none passes for
// a whole one.
#include "cli/scratch_folder.hpp"
#include "cli/stage.hpp"
#include "slides/store.hpp"
#include "system/hall_fixture.hpp"
#include "system/server_process.hpp"

#include "support/catch.hpp"

#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <future>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace rostrum::system_test {
namespace {

namespace fs = std::filesystem;

/// A hearing with one deck, longer than what a pipe takes before somebody reads it.
struct SlidesOfHearing {
    SlidesOfHearing()
    {
        (void)prepare(data, 3, core::Phase::check_in);
        deck = slides::Store::in(data).keep(std::string(200'000, 'x')).value();
        const auto runtime = open_quietly(data);
        cli::Stage stage(*runtime);
        stage.command(hearing_id, core::Role::moderator, core::AttachSlides{"report.pdf", deck, 1});
    }
    [[nodiscard]] Finished back_up(const std::vector<std::string>& options = {}) const
    {
        return finish({"backup", "--data", data.string(), copy.string()}, options);
    }
    [[nodiscard]] Finished restore(const std::vector<std::string>& options = {}) const
    {
        return finish({"restore", copy.string(), "--data", restored.string()}, options);
    }
    [[nodiscard]] bool has_deck(const fs::path& where) const
    {
        return slides::Store::in(where).has(deck);
    }
    [[nodiscard]] fs::path file_in(const fs::path& where) const
    {
        return where / "slides" / (deck + ".pdf");
    }

    cli::ScratchFolder folder{"rostrum-backup-test"};
    fs::path data{folder.path() / "data"};
    fs::path copy{folder.path() / "copy"};
    fs::path restored{folder.path() / "restored"};
    std::string deck;

private:
    static Finished finish(std::vector<std::string> arguments,
                           const std::vector<std::string>& options)
    {
        arguments.insert(arguments.end(), options.begin(), options.end());
        return run(arguments);
    }
};

/// Whether any database bears its name, by which a folder is taken for a whole one.
bool holds_databases(const fs::path& folder)
{
    for (const auto* name : {"log.db", "box.db", "people.db", "checkpoints.db", "files.db"})
        if (fs::exists(folder / name)) return true;
    return false;
}

} // namespace

TEST_CASE("a backup that is cut off among the slides passes for none, and the same command again "
          "finishes it",
          "[system][data]")
{
    const SlidesOfHearing hearing;
    // The deck goes into a pipe, which is taken away in the midst of it: so is the process.
    const auto pipe = hearing.file_in(hearing.copy).string() + ".partial";
    fs::create_directories(hearing.copy / "slides");
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    auto backup = std::async(std::launch::async, [&] { return hearing.back_up(); });
    const int reader = ::open(pipe.c_str(), O_RDONLY | O_CLOEXEC); // Waits for the backup.
    REQUIRE(reader >= 0);
    char first = 0;
    REQUIRE(::read(reader, &first, 1) == 1);
    ::close(reader);

    const auto cut_off = backup.get();
    CAPTURE(cut_off.output);
    CHECK(cut_off.exit_code != 0);
    CHECK_FALSE(holds_databases(hearing.copy));
    const auto refused = hearing.restore();
    CAPTURE(refused.output);
    CHECK(refused.exit_code == 1);
    CHECK_THAT(refused.output, tst::has_text("log.db is missing"));
    CHECK_FALSE(holds_databases(hearing.restored));

    fs::remove(pipe);
    CHECK(hearing.back_up().exit_code == 0);
    CHECK(hearing.restore().exit_code == 0);
    CHECK(hearing.has_deck(hearing.restored));
    CHECK(state_of(hearing.restored) == state_of(hearing.data));
}

TEST_CASE("a copy whose slides cannot be written passes for none, on the way there and back",
          "[system][data]")
{
    const SlidesOfHearing hearing;
    const auto obstruct = [](const fs::path& folder) {
        fs::create_directories(folder);
        std::ofstream(folder / "slides") << "in the way";
    };
    const auto is_refused = [](const Finished& finished, const fs::path& folder) {
        CAPTURE(finished.output);
        CHECK(finished.exit_code == 1);
        CHECK_THAT(finished.output, tst::has_text("the slides were not copied"));
        CHECK_FALSE(holds_databases(folder));
        fs::remove(folder / "slides");
    };
    obstruct(hearing.copy);
    is_refused(hearing.back_up(), hearing.copy);
    REQUIRE(hearing.back_up().exit_code == 0);
    obstruct(hearing.restored);
    is_refused(hearing.restore(), hearing.restored);
    CHECK(hearing.restore().exit_code == 0);
    CHECK(hearing.has_deck(hearing.restored));
}

TEST_CASE("a backup that lacks a deck which the record names is refused by its name, unless told "
          "that it is lost",
          "[system][data]")
{
    const SlidesOfHearing hearing;
    REQUIRE(hearing.back_up().exit_code == 0);
    fs::remove(hearing.file_in(hearing.copy));
    const auto refused = hearing.restore();
    CAPTURE(refused.output);
    CHECK(refused.exit_code == 1);
    CHECK_THAT(refused.output, tst::has_text(hearing.deck));
    CHECK_THAT(refused.output, tst::has_text("h01"));
    CHECK_FALSE(holds_databases(hearing.restored));
    CHECK(hearing.restore({"--without-lost-slides"}).exit_code == 0);

    // Nor is one made unawares.
    fs::remove(hearing.file_in(hearing.data));
    fs::remove_all(hearing.copy);
    CHECK_THAT(hearing.back_up().output, tst::has_text(hearing.deck));
    CHECK_FALSE(holds_databases(hearing.copy));
    CHECK(hearing.back_up({"--without-lost-slides"}).exit_code == 0);
}

TEST_CASE("a damaged deck is as good as lost: named by backup and restore, or left out when told",
          "[system][data]")
{
    const SlidesOfHearing hearing;
    const auto damage = [&](const fs::path& where) {
        std::ofstream(hearing.file_in(where), std::ios::app) << "more";
    };
    REQUIRE(hearing.back_up().exit_code == 0);
    damage(hearing.copy);
    const auto not_restored = hearing.restore();
    CAPTURE(not_restored.output);
    CHECK(not_restored.exit_code == 1);
    CHECK_THAT(not_restored.output, tst::has_text("the slides " + hearing.deck + ".pdf are lost"));
    CHECK_THAT(not_restored.output, tst::has_text("is not what its name says"));
    CHECK_FALSE(holds_databases(hearing.restored));
    CHECK(hearing.restore({"--without-lost-slides"}).exit_code == 0);
    CHECK_FALSE(hearing.has_deck(hearing.restored));

    damage(hearing.data);
    fs::remove_all(hearing.copy);
    const auto not_copied = hearing.back_up();
    CAPTURE(not_copied.output);
    CHECK(not_copied.exit_code == 1);
    CHECK_THAT(not_copied.output, tst::has_text("the slides " + hearing.deck + ".pdf are lost"));
    CHECK_FALSE(holds_databases(hearing.copy));
    CHECK(hearing.back_up({"--without-lost-slides"}).exit_code == 0);
}

TEST_CASE("a stray file among the slides is told of and left where it is, by backup and restore",
          "[system][data]")
{
    const SlidesOfHearing hearing;
    const auto is_told = [](const Finished& finished) {
        CAPTURE(finished.output);
        CHECK(finished.exit_code == 0);
        CHECK_THAT(finished.output, tst::has_text("report.pdf is no deck of slides"));
    };
    std::ofstream(hearing.data / "slides" / "report.pdf") << "put there by hand";
    is_told(hearing.back_up());
    CHECK_FALSE(fs::exists(hearing.copy / "slides" / "report.pdf"));
    CHECK(hearing.has_deck(hearing.copy));
    std::ofstream(hearing.copy / "slides" / "report.pdf") << "put there by hand";
    is_told(hearing.restore());
    CHECK(hearing.has_deck(hearing.restored));
}

} // namespace rostrum::system_test
