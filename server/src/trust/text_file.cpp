#include "trust/text_file.hpp"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <system_error>

namespace rostrum::trust {
namespace {

bool is_lower(char character)
{
    return character >= 'a' && character <= 'z';
}

bool is_upper(char character)
{
    return character >= 'A' && character <= 'Z';
}

bool is_digit(char character)
{
    return character >= '0' && character <= '9';
}

/// Lower case letters, digits and these; not too long.
bool is_lower_word(std::string_view word, std::size_t length_max, std::string_view others)
{
    return !word.empty() && word.size() <= length_max && std::ranges::all_of(word, [&](char c) {
        return is_lower(c) || is_digit(c) || others.contains(c);
    });
}

/// The same with upper case letters.
bool is_word(std::string_view word, std::size_t length_max, std::string_view others)
{
    return !word.empty() && word.size() <= length_max && std::ranges::all_of(word, [&](char c) {
        return is_lower(c) || is_upper(c) || is_digit(c) || others.contains(c);
    });
}

Word<std::string> word_if(bool is_right, std::string_view word, TextFault fault)
{
    if (!is_right) return std::unexpected(fault);
    return std::string{word};
}

/// Words parted by single spaces.
Word<Line> split(std::string_view text)
{
    if (text.empty()) return std::unexpected(TextFault::empty_line);
    Line words;
    for (std::size_t from = 0; from <= text.size();) {
        const std::size_t to = std::min(text.find(' ', from), text.size());
        if (to == from) return std::unexpected(TextFault::stray_space);
        words.push_back(text.substr(from, to - from));
        from = to + 1;
    }
    return words;
}

std::optional<TextFault> character_fault(std::string_view text)
{
    for (const char character : text) {
        if (character == '\r') return TextFault::carriage_return;
        if (character < ' ' || character > '~') return TextFault::not_ascii;
    }
    return std::nullopt;
}

} // namespace

bool is_handle(std::string_view word)
{
    return is_word(word, limits::handle_length_max, "-");
}

bool is_stratum(std::string_view word)
{
    return is_lower_word(word, limits::stratum_length_max, "-");
}

bool is_choice(std::string_view word)
{
    return is_lower_word(word, limits::choice_length_max, "_");
}

bool is_public_id(std::string_view word)
{
    return is_word(word, limits::public_id_length_max, "/._-");
}

bool is_public_text(std::string_view word)
{
    return is_word(word, limits::public_text_length_max, ":,.-");
}

Word<std::string> read_handle(std::string_view word)
{
    return word_if(is_handle(word), word, TextFault::not_a_handle);
}

Word<std::string> read_stratum(std::string_view word)
{
    return word_if(is_stratum(word), word, TextFault::not_a_stratum);
}

Word<std::string> read_choice(std::string_view word)
{
    return word_if(is_choice(word), word, TextFault::not_a_choice);
}

Word<std::string> read_public_id(std::string_view word)
{
    return word_if(is_public_id(word), word, TextFault::not_a_public_id);
}

Word<std::string> read_public_text(std::string_view word)
{
    return word_if(is_public_text(word), word, TextFault::not_a_public_text);
}

Word<std::uint64_t> read_number(std::string_view word, std::uint64_t least, std::uint64_t most)
{
    if (word.empty() || !std::ranges::all_of(word, is_digit))
        return std::unexpected(TextFault::not_a_number);
    if (word.size() > 1 && word.front() == '0') return std::unexpected(TextFault::leading_zero);
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error != std::errc{} || number > most) return std::unexpected(TextFault::number_too_large);
    if (number < least) return std::unexpected(TextFault::number_too_small);
    return number;
}

Word<Bytes32> read_hex32(std::string_view word)
{
    const auto bytes = unhex32(word);
    if (bytes) return *bytes;
    if (std::ranges::any_of(word, [](char c) { return c >= 'A' && c <= 'F'; }))
        return std::unexpected(TextFault::upper_case_hex);
    return std::unexpected(word.size() == 2 * Bytes32{}.size() ? TextFault::not_hex
                                                               : TextFault::wrong_length);
}

Word<Bytes> read_base64(std::string_view word)
{
    auto bytes = unbase64(word);
    if (!bytes) return std::unexpected(TextFault::not_base64);
    return std::move(*bytes);
}

Parsed<std::vector<Line>> read_lines(std::string_view bytes)
{
    std::vector<Line> lines;
    lines.reserve(static_cast<std::size_t>(std::ranges::count(bytes, '\n')));
    while (!bytes.empty()) {
        const auto fail = [&](TextFault fault) {
            return std::unexpected(LineFault{.line = lines.size() + 1, .fault = fault});
        };
        const std::size_t length = std::min(bytes.find('\n'), bytes.size());
        const std::string_view text = bytes.substr(0, length);
        if (const auto fault = character_fault(text)) return fail(*fault);
        if (length == bytes.size()) return fail(TextFault::no_final_line_end);
        auto words = split(text);
        if (!words) return fail(words.error());
        lines.push_back(std::move(*words));
        bytes.remove_prefix(length + 1);
    }
    return lines;
}

Word<void> check_word_count(const Line& line, std::size_t least, std::size_t most)
{
    if (line.size() < least) return std::unexpected(TextFault::word_missing);
    if (line.size() > most) return std::unexpected(TextFault::word_unexpected);
    return {};
}

Parsed<Form> Form::read(std::string_view bytes, std::initializer_list<FormLine> shape)
{
    auto lines = read_lines(bytes);
    if (!lines) return std::unexpected(lines.error());
    std::size_t at = 0;
    for (const FormLine& wanted : shape) {
        const auto fail = [&](TextFault fault) {
            return std::unexpected(LineFault{.line = at + 1, .fault = fault});
        };
        if (at == lines->size()) return fail(TextFault::line_missing);
        const Line& line = (*lines)[at];
        if (line.front() != wanted.word) return fail(TextFault::wrong_first_word);
        if (const auto count = check_word_count(line, wanted.least + 1, wanted.most + 1); !count)
            return fail(count.error());
        ++at;
    }
    if (at < lines->size())
        return std::unexpected(LineFault{.line = at + 1, .fault = TextFault::line_unexpected});
    return Form{std::move(*lines)};
}

std::span<const std::string_view> Form::words(std::size_t line) const
{
    assert(line < lines_.size());
    return std::span{lines_[line]}.subspan(1);
}

void Form::fail(std::size_t line, TextFault fault)
{
    if (!fault_) fault_ = LineFault{.line = line + 1, .fault = fault};
}

FileHash file_hash(std::string_view bytes)
{
    return {.lines = static_cast<std::uint64_t>(std::ranges::count(bytes, '\n')),
            .sha256 = sha256(bytes)};
}

Word<FileHash> read_file_hash(std::span<const std::string_view> words)
{
    assert(words.size() == 2);
    const auto lines = read_number(words[0], 0, limits::file_lines_max);
    if (!lines) return std::unexpected(lines.error());
    const auto digest = read_hex32(words[1]);
    if (!digest) return std::unexpected(digest.error());
    return FileHash{.lines = *lines, .sha256 = *digest};
}

std::string write(const FileHash& hash)
{
    return std::to_string(hash.lines) + ' ' + hex(hash.sha256);
}

std::string_view in_words(TextFault fault)
{
    switch (fault) {
    case TextFault::carriage_return: return "a carriage return";
    case TextFault::not_ascii: return "a character that is not printable ASCII";
    case TextFault::no_final_line_end: return "the last line does not end in a line feed";
    case TextFault::stray_space: return "a space too many";
    case TextFault::empty_line: return "an empty line";
    case TextFault::line_missing: return "the line is missing";
    case TextFault::line_unexpected: return "a line too many";
    case TextFault::wrong_first_word: return "the line begins with another word than it must";
    case TextFault::word_missing: return "a word is missing";
    case TextFault::word_unexpected: return "a word too many";
    case TextFault::not_a_handle: return "not a card number: 1 to 24 of A-Z a-z 0-9 -";
    case TextFault::not_a_stratum: return "not a stratum: 1 to 24 of a-z 0-9 -";
    case TextFault::not_a_public_id: return "not the name of a draw or ballot";
    case TextFault::not_a_public_text: return "not a public text: 1 to 128 of A-Z a-z 0-9 : , . -";
    case TextFault::not_a_choice: return "not a choice: 1 to 24 of a-z 0-9 _";
    case TextFault::not_a_rule: return "not a rule: any, quota or alternate";
    case TextFault::not_a_reason: return "not a known reason for an exclusion";
    case TextFault::reason_missing: return "excluded without a reason";
    case TextFault::reason_unexpected: return "a reason for an exclusion, but not excluded";
    case TextFault::not_none_or_required: return "neither none nor required";
    case TextFault::not_a_number: return "not a number";
    case TextFault::leading_zero: return "a number with a leading zero";
    case TextFault::number_too_small: return "a number below its least";
    case TextFault::number_too_large: return "a number above its most";
    case TextFault::upper_case_hex: return "upper case hexadecimal";
    case TextFault::not_hex: return "not hexadecimal";
    case TextFault::wrong_length: return "of the wrong length";
    case TextFault::not_base64: return "not base64 as it must be spelt";
    case TextFault::not_a_key:
        return "not an RSA key of 2048, 3072 or 4096 bits with exponent 65537";
    case TextFault::not_sorted: return "not in order of the first column";
    case TextFault::duplicate: return "the first column is that of the line before";
    case TextFault::too_many_lines: return "more lines than the file may have";
    }
    return {};
}

} // namespace rostrum::trust
