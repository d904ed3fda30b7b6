// What a package holds, and what anybody checks without trusting whoever made it.
#include "fuzz/decoder.hpp"
#include "fuzz/seeds.hpp"

#include "package/audit.hpp"
#include "package/log_events.hpp"
#include "package/manifest.hpp"
#include "package/recount.hpp"
#include "trust/ballot_files.hpp"
#include "trust/bytes.hpp"
#include "trust/checkpoint.hpp"
#include "trust/draw_files.hpp"
#include "trust/signing.hpp"
#include "trust/tree.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace rostrum::fuzz {
namespace {

/// The members of a secret vote, and of the files that tell of it.
void attack_spelling(std::string_view text)
{
    if (const auto bytes = trust::unhex32(text))
        require(trust::hex(*bytes) == text, "a digest has one spelling");
    if (const auto bytes = trust::unhex(text))
        require(trust::hex(*bytes) == text, "hexadecimal has one spelling");
    if (const auto bytes = trust::unbase64(text))
        require(trust::base64(*bytes) == text, "base64 has one spelling");
}

/// One spelling per content: whatever is read is what would be written.
template <typename File>
void require_one_spelling(const trust::Parsed<File>& file, std::string_view bytes)
{
    if (!file)
        require(!trust::in_words(file.error().fault).empty(), "a fault of a file has words");
    else
        require(trust::write(*file) == bytes, "a file of a protocol has one spelling");
}

void attack_draw_file(std::string_view bytes)
{
    require_one_spelling(trust::read_pool(bytes), bytes);
    require_one_spelling(trust::read_contributions(bytes), bytes);
    require_one_spelling(trust::read_freeze(bytes), bytes);
    require_one_spelling(trust::read_reveal(bytes), bytes);
}

void attack_ballot_file(std::string_view bytes)
{
    require_one_spelling(trust::read_roll(bytes), bytes);
    require_one_spelling(trust::read_issued(bytes), bytes);
    require_one_spelling(trust::read_casts(bytes), bytes);
    require_one_spelling(trust::read_sheet(bytes), bytes);
}

const trust::SigningKey& own_key()
{
    static const trust::SigningKey key{trust::Bytes32{1}};
    return key;
}

/// The key in the first line, and a note; then the same bytes as a note's text that we sign, for
/// by chance nobody ever signs anything.
void attack_note(std::string_view bytes)
{
    const auto [line, note] = split_line(bytes);
    if (const auto verifier = trust::read_verifier(line)) {
        require(trust::write(*verifier) == line, "a key has one spelling");
        const auto text = trust::open_note(note, *verifier);
        require(!trust::read_checkpoint(note, *verifier) || text, "a checkpoint is a signed note");
    }
    const auto origin = std::string{line};
    if (!trust::is_note_name(origin) || !bytes.ends_with('\n')) return;
    const trust::NoteVerifier verifier{origin, own_key().public_key()};
    const auto signed_note = trust::sign_note(bytes, origin, own_key());
    const auto head = trust::read_checkpoint(signed_note, verifier);
    require(!head || trust::sign_checkpoint(*head, origin, own_key()) == signed_note,
            "a checkpoint has one spelling");
}

void attack_log(std::string_view bytes)
{
    const auto lines = package::split_log(bytes);
    if (!lines) return;
    const auto events = package::read_events(*lines);
    if (!events) return require(events.error() <= lines->size(), "a fault of a log is on a line");
    const auto story = package::story_of("h01", *events);
    if (!story) return require(!story.error().zh.empty(), "a contradiction has words");
    require(!package::recount(*story).empty(), "a recount says something");
    require(package::results_of(*story).ends_with('\n'), "results are a line");
}

/// Begins the line that names the next file.
constexpr std::string_view file_mark = "=== ";

package::Files files_in(std::string_view bytes)
{
    package::Files files;
    std::string* file = nullptr;
    while (!bytes.empty()) {
        const auto end = std::min(bytes.find('\n'), bytes.size() - 1) + 1;
        auto line = bytes.substr(0, end);
        bytes.remove_prefix(end);
        if (line.starts_with(file_mark) && line.ends_with('\n')) {
            line.remove_prefix(file_mark.size());
            line.remove_suffix(1);
            file = &files[std::string{line}];
        }
        else if (file != nullptr) {
            *file += line;
        }
    }
    return files;
}

/// What no chance would ever get right, unless the stranger wrote it: signature, results, manifest.
void complete(package::Files& files)
{
    const std::string origin = "rostrum/h01";
    const auto& log = files[std::string{package::events_file}];
    std::vector<trust::Digest> leaves;
    const auto lines = package::split_log(log);
    if (lines) std::ranges::transform(*lines, std::back_inserter(leaves), trust::leaf_hash);
    files.try_emplace(std::string{package::checkpoint_file},
                      trust::sign_checkpoint(trust::head_of(leaves), origin, own_key()));
    files.try_emplace(std::string{package::verifier_file},
                      trust::write(trust::NoteVerifier{origin, own_key().public_key()}) + '\n');
    if (const auto events = lines ? package::read_events(*lines) : std::unexpected(lines.error())) {
        const auto story = package::story_of("h01", *events);
        files.try_emplace(std::string{package::results_file},
                          package::results_of(story ? *story : package::Story{"h01"}));
    }
    files.try_emplace(std::string{package::manifest_file}, package::manifest_of(files));
}

void attack_package(std::string_view bytes)
{
    auto files = files_in(bytes);
    complete(files);
    const auto audit = package::audit(files, [](auto, auto) { return false; });
    require(!audit.findings.empty(), "an audit says something");
    for (const auto& finding : audit.findings)
        require(!finding.zh.empty() && !finding.en.empty(), "a finding is told in both languages");
    files["stranger.txt"] = "x";
    require(!package::audit(files, [](auto, auto) { return false; }).holds(),
            "a package with a strange file does not hold");
}

Seeds draw_files()
{
    Seeds seeds;
    for (const char* name : {"pool.txt", "contrib.txt", "freeze.txt", "reveal.txt"})
        std::ranges::move(files_of("tests/vectors", name), std::back_inserter(seeds));
    return seeds;
}

/// Of the files of one folder: the key with its note, and the note's text alone.
Seeds notes()
{
    Seeds seeds;
    const auto key = files_of("tests/vectors/hlog1", "vkey").at(0).bytes;
    for (auto& note : files_of("tests/vectors/hlog1", "checkpoint.txt")) {
        seeds.push_back({note.name, key + note.bytes});
        seeds.push_back({note.name + ":text", note.bytes.substr(0, note.bytes.find("\n\n") + 1)});
    }
    return seeds;
}

Seeds logs()
{
    auto seeds = files_of("schema/examples/events", ".jsonl");
    std::ranges::move(files_of("tests/vectors/hlog1", ".jsonl"), std::back_inserter(seeds));
    return seeds;
}

Seeds spellings()
{
    return {{"a digest", std::string(63, '0') + "f"},
            {"upper case", "AF"},
            {"base64", "/+9v"},
            {"padded", "Zg=="},
            {"with stray bits", "Zh=="},
            {"without its padding", "Zg"}};
}

} // namespace

Decoders package_decoders()
{
    return {{"spelling", attack_spelling, spellings},
            {"draw_file", attack_draw_file, draw_files},
            {"ballot_file", attack_ballot_file, nullptr},
            {"note", attack_note, notes},
            {"log", attack_log, logs},
            {"package", attack_package, nullptr}};
}

} // namespace rostrum::fuzz
