#include "cli/scratch_folder.hpp"
#include "system/server_process.hpp"

#include "support/catch.hpp"
#include "support/certificate.hpp"

#include <filesystem>
#include <fstream>
#include <set>
#include <string>

namespace rostrum::system_test {
namespace {

/// The number behind a label of the report.
double figure(const std::string& report, const std::string& label)
{
    const auto at = report.find(label);
    return at == std::string::npos ? -1 : std::stod(report.substr(at + label.size()));
}

std::set<std::string> names_in(const std::filesystem::path& folder)
{
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        names.insert(entry.path().filename().string());
    return names;
}

} // namespace

TEST_CASE("a hearing of 130 phones over real sockets loses nothing, repeats nothing and adds up",
          "[system]")
{
    const auto finished = run({"rehearse", "--phones", "130"});
    CAPTURE(finished.output);
    CHECK(finished.exit_code == 0);
    CHECK(finished.output.find("phones joined        130 of 130") != std::string::npos);
    CHECK(finished.output.find("lost                 0\n") != std::string::npos);
    CHECK(finished.output.find("duplicated           0\n") != std::string::npos);
    CHECK(finished.output.find("ballots counted      130 of 130") != std::string::npos);
    // All were measured: 130 in a minute would be two a second, of a machine that barely moves.
    CHECK(figure(finished.output, "all come             ") >= 1);
    CHECK(figure(finished.output, "one change to all    p50 ") > 0);
    CHECK(figure(finished.output, "supports             ") >= 1);
    CHECK(figure(finished.output, "tokens, votes        ") >= 1);
    CHECK(figure(finished.output, "answers to phones    p50 ") > 0);
    CHECK(figure(finished.output, "all come back        ") > 0);
    CHECK(figure(finished.output, "a moderator then   p50 ") > 0);
    CHECK(figure(finished.output, "restart              ") > 0);
    CHECK(figure(finished.output, "memory               ") >= 10);
}

TEST_CASE("a rehearsal with the hall's configuration speaks TLS and leaves nothing beside its data",
          "[system]")
{
    const cli::ScratchFolder folder("rostrum-rehearsal-test");
    const auto files = tst::write_certificate(folder.path());
    const auto config = folder.path() / "rostrum.toml";
    std::ofstream(config) << "[data]\nfolder = \"" << (folder.path() / "data").string()
                          << "\"\n[tls]\ncertificate = \"" << files.certificate.string()
                          << "\"\nkey = \"" << files.key.string() << "\"\n";
    const auto before = names_in(folder.path());
    const auto finished = run({"rehearse", "--phones", "20", "--config", config.string()});
    CAPTURE(finished.output);
    CHECK(finished.exit_code == 0);
    CHECK(finished.output.find("ballots counted      20 of 20") != std::string::npos);
    CHECK(names_in(folder.path()) == before);
}

TEST_CASE("a rehearsal whose certificate cannot be read says so and plays nothing", "[system]")
{
    const cli::ScratchFolder folder("rostrum-rehearsal-test");
    const auto config = folder.path() / "rostrum.toml";
    std::ofstream(config) << "[tls]\ncertificate = \"none.pem\"\nkey = \"none.pem\"\n";
    const auto finished = run({"rehearse", "--phones", "5", "--config", config.string()});
    CAPTURE(finished.output);
    CHECK(finished.exit_code == 1);
    CHECK(finished.output.find("none.pem") != std::string::npos);
    CHECK(finished.output.find("joining") == std::string::npos);
}

TEST_CASE("a full hall that goes on for a minute survives ten restarts", "[.long][system]")
{
    const auto finished = run({"rehearse", "--phones", "300", "--minutes", "1"});
    CAPTURE(finished.output);
    CHECK(finished.exit_code == 0);
    CHECK(finished.output.find("A long hearing") != std::string::npos);
}

TEST_CASE("a rehearsal with 2000 phones is clean", "[.long][system]")
{
    const auto finished = run({"rehearse", "--phones", "2000"});
    CAPTURE(finished.output);
    CHECK(finished.exit_code == 0);
}

} // namespace rostrum::system_test
