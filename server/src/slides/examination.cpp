#include "slides/examination.hpp"

#include "slides/child.hpp"
#include "slides/document.hpp"
#include "slides/limits.hpp"
#include "slides/seclusion.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <optional>
#include <sched.h>
#include <string>
#include <string_view>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace rostrum::slides {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view pages_word = "pages ";
constexpr std::string_view fault_word = "fault ";
/// Everything at the end of its time goes at once; this is for what still has to be said.
constexpr std::chrono::seconds for_last_words{5};

Kind kind_of_file(const fs::path& file)
{
    std::array<char, 8> beginning{};
    std::ifstream stream(file, std::ios::binary);
    stream.read(beginning.data(), beginning.size());
    return kind_of({beginning.data(), static_cast<std::size_t>(stream.gcount())});
}

std::optional<fs::path> find_office()
{
    const char* path = std::getenv("PATH");
    std::string_view folders = path == nullptr ? "" : path;
    while (!folders.empty()) {
        const auto end = std::min(folders.find(':'), folders.size());
        auto office = fs::path(folders.substr(0, end)) / "soffice";
        if (::access(office.c_str(), X_OK) == 0) return office;
        folders.remove_prefix(std::min(end + 1, folders.size()));
    }
    return std::nullopt;
}

/// Where an office program is installed beside all others: `/opt/libreoffice/program/soffice`.
std::vector<fs::path> places_of_office()
{
    std::error_code ignored; // What cannot be found cannot be started.
    const auto office = fs::canonical(find_office().value_or(fs::path{}), ignored);
    if (office.parent_path().filename() != "program") return {};
    return {office.parent_path().parent_path()};
}

/// The file's own folder holds what an office program leaves about: nothing of it is shared with
/// another run, which would wait for this one.
std::expected<fs::path, Fault> make_pdf(const fs::path& file)
{
    if (!find_office()) return std::unexpected(Fault::office_is_missing);
    const auto folder = fs::absolute(file).parent_path();
    const auto end =
        run_child({"soffice", "-env:UserInstallation=file://" + (folder / "home").string(),
                   "--headless", "--norestore", "--nolockcheck", "--convert-to", "pdf", "--outdir",
                   folder.string(), fs::absolute(file).string()},
                  limits::converting_max, Group::shared);
    if (end.way == ChildEnd::Way::too_late || end.way == ChildEnd::Way::killed)
        return std::unexpected(Fault::slides_are_too_demanding);
    auto made = folder / file.stem();
    made += ".pdf";
    if (kind_of_file(made) != Kind::pdf) return std::unexpected(Fault::slides_not_converted);
    return made;
}

void limit(__rlimit_resource resource, std::uint64_t most)
{
    const rlimit both{most, most};
    ::setrlimit(resource, &both);
}

/// From here on. What the process starts is bound by the same.
void take_limits(Kind kind, const fs::path& folder)
{
    // What is written by the way goes with the folder, which is the one place left for it.
    for (const auto* place : {"HOME", "TMPDIR", "XDG_RUNTIME_DIR"})
        ::setenv(place, folder.c_str(), /*overwrite=*/1);
    static_cast<void>(seclude(folder, places_of_office()));
    ::prctl(PR_SET_PDEATHSIG, SIGKILL); // Nobody is left to tell.
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 4 * limits::file_bytes_max);
    limit(RLIMIT_NOFILE, limits::open_files_max);
    const bool converts = kind == Kind::office;
    limit(RLIMIT_CPU, static_cast<std::uint64_t>(
                          (converts ? limits::converting_max : limits::counting_max).count()));
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) // They map terabytes.
    limit(RLIMIT_DATA, converts ? limits::converting_bytes_max : limits::counting_bytes_max);
#endif
    // Without a network, where the system lets us give it up: a file could ask for something there.
    ::unshare(CLONE_NEWUSER | CLONE_NEWNET);
}

std::expected<Examined, Fault> understood(const std::string& line, const fs::path& file)
{
    const std::string_view text{line};
    if (text.starts_with(fault_word)) {
        const auto name = text.substr(fault_word.size(), text.find('\n') - fault_word.size());
        return std::unexpected(fault_of(name).value_or(Fault::pdf_is_damaged));
    }
    Examined examined;
    if (!text.starts_with(pages_word)) return std::unexpected(Fault::slides_are_too_demanding);
    std::from_chars(text.data() + pages_word.size(), text.data() + text.size(), examined.pages);
    examined.pdf = file;
    if (kind_of_file(file) == Kind::office) examined.pdf.replace_extension(".pdf");
    return examined;
}

} // namespace

std::expected<Examined, Fault> examine(const fs::path& file)
{
    std::error_code ignored;
    if (fs::file_size(file, ignored) == 0) return std::unexpected(Fault::slides_are_empty);
    auto pdf = file;
    switch (kind_of_file(file)) {
    case Kind::pdf: break;
    case Kind::other: return std::unexpected(Fault::not_a_presentation);
    case Kind::office: {
        auto made = make_pdf(file);
        if (!made) return std::unexpected(made.error());
        pdf = std::move(*made);
        break;
    }
    }
    const auto pages = count_pages(pdf);
    if (!pages) return std::unexpected(pages.error());
    return Examined{*pages, std::move(pdf)};
}

int examine_and_tell(const fs::path& file)
{
    take_limits(kind_of_file(file), fs::absolute(file).parent_path());
    const auto examined = examine(file);
    if (examined)
        std::cout << pages_word << examined->pages << '\n';
    else
        std::cout << fault_word << name_of(examined.error()) << '\n';
    return 0;
}

std::expected<Examined, Fault> examine_apart(const fs::path& program, const fs::path& file,
                                             const std::stop_token& stop)
{
    const auto time_max = kind_of_file(file) == Kind::office
                              ? limits::converting_max + limits::counting_max
                              : limits::counting_max;
    const auto end = run_child({program.string(), "slides-examine", file.string()},
                               time_max + for_last_words, Group::own, stop);
    if (end.way != ChildEnd::Way::done) return std::unexpected(Fault::slides_are_too_demanding);
    return understood(end.output, file);
}

} // namespace rostrum::slides
