#include "trust/ballot_files.hpp"

#include <cassert>
#include <set>
#include <utility>

namespace rostrum::trust {
namespace {

Word<std::string> read_roll_line(const Line& line)
{
    if (const auto count = check_word_count(line, 1, 1); !count)
        return std::unexpected(count.error());
    return read_handle(line[0]);
}

Word<Issue> read_issue(const Line& line)
{
    if (const auto count = check_word_count(line, 2, 2); !count)
        return std::unexpected(count.error());
    auto handle = read_handle(line[0]);
    if (!handle) return std::unexpected(handle.error());
    const auto blinded = read_hex32(line[1]);
    if (!blinded) return std::unexpected(blinded.error());
    return Issue{.handle = std::move(*handle), .blinded = *blinded};
}

Word<std::vector<std::string>> read_choices(std::span<const std::string_view> words)
{
    std::vector<std::string> choices;
    std::set<std::string_view> seen;
    for (const std::string_view word : words) {
        auto choice = read_choice(word);
        if (!choice) return std::unexpected(choice.error());
        if (!seen.insert(word).second) return std::unexpected(TextFault::duplicate);
        choices.push_back(std::move(*choice));
    }
    return choices;
}

Word<BallotPublicKey> read_key(std::string_view word)
{
    if (const auto bytes = read_base64(word); !bytes) return std::unexpected(bytes.error());
    auto key = BallotPublicKey::from_spki(word);
    if (!key) return std::unexpected(TextFault::not_a_key);
    return std::move(*key);
}

} // namespace

Parsed<Roll> read_roll(std::string_view bytes)
{
    auto lines = read_table<std::string>(bytes, limits::file_lines_max, read_roll_line);
    if (!lines) return std::unexpected(lines.error());
    return Roll{std::move(*lines)};
}

Parsed<Issued> read_issued(std::string_view bytes)
{
    auto lines = read_table<Issue>(bytes, limits::file_lines_max, read_issue);
    if (!lines) return std::unexpected(lines.error());
    return Issued{std::move(*lines)};
}

Parsed<Casts> read_casts(std::string_view bytes)
{
    auto lines = read_table<Cast>(bytes, limits::file_lines_max, read_cast);
    if (!lines) return std::unexpected(lines.error());
    return Casts{std::move(*lines)};
}

Parsed<BallotSheet> read_sheet(std::string_view bytes)
{
    auto form = Form::read(bytes, {{.word = "hballot1/ballot", .least = 0, .most = 0},
                                   {.word = "ballot"},
                                   {.word = "key"},
                                   {"choices", 1, limits::choices_max},
                                   {"roll", 2, 2},
                                   {"issued", 2, 2},
                                   {"ballots", 2, 2}});
    if (!form) return std::unexpected(form.error());
    BallotSheet sheet;
    form->take(sheet.terms.ballot, 1, read_public_id(form->word(1)));
    form->take(sheet.terms.key, 2, read_key(form->word(2)));
    form->take(sheet.terms.choices, 3, read_choices(form->words(3)));
    form->take(sheet.roll, 4, read_file_hash(form->words(4)));
    form->take(sheet.issued, 5, read_file_hash(form->words(5)));
    form->take(sheet.ballots, 6, read_file_hash(form->words(6)));
    return form->result(std::move(sheet));
}

std::string write(const Roll& roll)
{
    std::string bytes;
    for (const auto& handle : roll.handles) bytes += handle + '\n';
    assert(read_roll(bytes) == roll);
    return bytes;
}

std::string write(const Issued& issued)
{
    std::string bytes;
    for (const Issue& line : issued.lines) bytes += line.handle + ' ' + hex(line.blinded) + '\n';
    assert(read_issued(bytes) == issued);
    return bytes;
}

std::string write(const Casts& casts)
{
    std::string bytes;
    for (const Cast& line : casts.lines) bytes += write_line(line) + '\n';
    assert(read_casts(bytes) == casts);
    return bytes;
}

std::string write(const BallotSheet& sheet)
{
    std::string bytes = "hballot1/ballot\n"
                        "ballot " +
                        sheet.terms.ballot + "\nkey " + sheet.terms.key.spki_base64() + "\nchoices";
    for (const auto& choice : sheet.terms.choices) bytes += ' ' + choice;
    bytes += "\nroll " + write(sheet.roll) + "\nissued " + write(sheet.issued) + "\nballots " +
             write(sheet.ballots) + '\n';
    assert(read_sheet(bytes) == sheet);
    return bytes;
}

} // namespace rostrum::trust
