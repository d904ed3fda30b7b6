// The common shape of all files of the protocols: ASCII, line feeds, a final one, words parted by
// single spaces. One spelling per content, so that a hash of the bytes is a hash of the content.
#pragma once

#include "trust/bytes.hpp"
#include "trust/limits.hpp"

#include <cstddef>
#include <cstdint>
#include <expected>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rostrum::trust {

/// What is wrong with the spelling of a file.
enum class TextFault : std::uint8_t {
    carriage_return,
    not_ascii, ///< Above 0x7e, or a control character.
    no_final_line_end,
    stray_space, ///< At an end of a line, or two in a row.
    empty_line,
    line_missing,
    line_unexpected,
    wrong_first_word, ///< Of a line that has a fixed one.
    word_missing,
    word_unexpected,
    not_a_handle,
    not_a_stratum,
    not_a_public_id, ///< Of a draw or ballot.
    not_a_public_text,
    not_a_choice,
    not_a_rule,
    not_a_reason,
    reason_missing,    ///< Weight 0 and no word why.
    reason_unexpected, ///< A reason, and a weight above 0.
    not_none_or_required,
    not_a_number,
    leading_zero,
    number_too_small,
    number_too_large,
    upper_case_hex,
    not_hex,
    wrong_length, ///< Of hexadecimal or base64 text.
    not_base64,
    not_a_key, ///< Not an RSA key of a size and exponent in use.
    not_sorted,
    duplicate,
    too_many_lines,
};

/// In plain English, to follow "line 7: ".
[[nodiscard]] std::string_view in_words(TextFault fault);

/// Where in a file.
struct LineFault {
    std::size_t line{0}; ///< The first is 1; 0 is the file as a whole.
    TextFault fault{};

    bool operator==(const LineFault&) const = default;
};

template <typename Value>
using Word = std::expected<Value, TextFault>;
template <typename File>
using Parsed = std::expected<File, LineFault>;

// ---- Words.

/// 1 to 24 characters of [A-Za-z0-9-]: a public card number.
[[nodiscard]] bool is_handle(std::string_view word);
/// 1 to 24 characters of [a-z0-9-].
[[nodiscard]] bool is_stratum(std::string_view word);
/// 1 to 24 characters of [a-z0-9_].
[[nodiscard]] bool is_choice(std::string_view word);
/// 1 to 64 characters of [A-Za-z0-9/._-]: a draw or a ballot.
[[nodiscard]] bool is_public_id(std::string_view word);
/// 1 to 128 characters of [A-Za-z0-9:,.-].
[[nodiscard]] bool is_public_text(std::string_view word);

[[nodiscard]] Word<std::string> read_handle(std::string_view word);
[[nodiscard]] Word<std::string> read_stratum(std::string_view word);
[[nodiscard]] Word<std::string> read_choice(std::string_view word);
[[nodiscard]] Word<std::string> read_public_id(std::string_view word);
[[nodiscard]] Word<std::string> read_public_text(std::string_view word);
/// Decimal without leading zeros, `least` to `most`.
[[nodiscard]] Word<std::uint64_t> read_number(std::string_view word, std::uint64_t least,
                                              std::uint64_t most);
/// 64 hexadecimal digits, lower case.
[[nodiscard]] Word<Bytes32> read_hex32(std::string_view word);
[[nodiscard]] Word<Bytes> read_base64(std::string_view word);

// ---- Lines.

/// The words of a line. They look into the bytes that were read.
using Line = std::vector<std::string_view>;

/// A file of no bytes has no lines.
[[nodiscard]] Parsed<std::vector<Line>> read_lines(std::string_view bytes);

/// The fault of a line that must have so many words.
[[nodiscard]] Word<void> check_word_count(const Line& line, std::size_t least, std::size_t most);

/// A file of one row per line, sorted bytewise by its first column, in which nothing is twice.
template <typename Row>
[[nodiscard]] Parsed<std::vector<Row>> read_table(std::string_view bytes, std::size_t rows_max,
                                                  Word<Row> (*read_row)(const Line&))
{
    const auto lines = read_lines(bytes);
    if (!lines) return std::unexpected(lines.error());
    std::vector<Row> rows;
    rows.reserve(lines->size());
    for (std::size_t i = 0; i < lines->size(); ++i) {
        const auto fail = [&](TextFault fault) {
            return std::unexpected(LineFault{.line = i + 1, .fault = fault});
        };
        if (i == rows_max) return fail(TextFault::too_many_lines);
        auto row = read_row((*lines)[i]);
        if (!row) return fail(row.error());
        if (i > 0) {
            const auto order = (*lines)[i - 1].front().compare((*lines)[i].front());
            if (order == 0) return fail(TextFault::duplicate);
            if (order > 0) return fail(TextFault::not_sorted);
        }
        rows.push_back(std::move(*row));
    }
    return rows;
}

/// A line of a form: the word that begins it and how many follow.
struct FormLine {
    std::string_view word;
    std::size_t least{1};
    std::size_t most{1};
};

/// A file of fixed lines in a fixed order. Its first fault stays.
class Form {
public:
    [[nodiscard]] static Parsed<Form> read(std::string_view bytes,
                                           std::initializer_list<FormLine> shape);

    /// The words of a line after the first; lines are counted from 0.
    [[nodiscard]] std::span<const std::string_view> words(std::size_t line) const;
    [[nodiscard]] std::string_view word(std::size_t line) const { return words(line).front(); }

    /// Puts what was read at its place, or keeps the fault.
    template <typename Value>
    void take(Value& place, std::size_t line, Word<Value> read)
    {
        if (read)
            place = std::move(*read);
        else
            fail(line, read.error());
    }
    void fail(std::size_t line, TextFault fault);

    template <typename File>
    [[nodiscard]] Parsed<File> result(File file) const
    {
        if (fault_) return std::unexpected(*fault_);
        return file;
    }

private:
    explicit Form(std::vector<Line> lines) : lines_(std::move(lines)) {}

    std::vector<Line> lines_;
    std::optional<LineFault> fault_;
};

/// How one file vouches for another: `<lines> <sha256>`.
struct FileHash {
    std::uint64_t lines{0};
    Digest sha256{};

    bool operator==(const FileHash&) const = default;
};

/// Of the bytes as they are.
[[nodiscard]] FileHash file_hash(std::string_view bytes);
[[nodiscard]] Word<FileHash> read_file_hash(std::span<const std::string_view> words);
[[nodiscard]] std::string write(const FileHash& hash);

} // namespace rostrum::trust
