#include "trust/draw_files.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <set>
#include <utility>

namespace rostrum::trust {
namespace {

constexpr std::array<std::pair<std::string_view, Exclusion>, 7> exclusion_words{{
    {"spoken", Exclusion::spoken},
    {"chair", Exclusion::chair},
    {"staff", Exclusion::staff},
    {"declined", Exclusion::declined},
    {"absent", Exclusion::absent},
    {"opted-out", Exclusion::opted_out},
    {"waiting", Exclusion::waiting},
}};

std::string_view word_of(Exclusion exclusion)
{
    const auto at = std::ranges::find(exclusion_words, exclusion,
                                      &decltype(exclusion_words)::value_type::second);
    assert(at != exclusion_words.end());
    return at->first;
}

Word<std::optional<Exclusion>> read_exclusion(const Line& line, std::uint64_t weight)
{
    if (line.size() == 3) {
        if (weight == 0) return std::unexpected(TextFault::reason_missing);
        return std::nullopt;
    }
    const auto at =
        std::ranges::find(exclusion_words, line[3], &decltype(exclusion_words)::value_type::first);
    if (at == exclusion_words.end()) return std::unexpected(TextFault::not_a_reason);
    if (weight != 0) return std::unexpected(TextFault::reason_unexpected);
    return at->second;
}

Word<PoolLine> read_pool_line(const Line& line)
{
    if (const auto count = check_word_count(line, 3, 4); !count)
        return std::unexpected(count.error());
    auto handle = read_handle(line[0]);
    if (!handle) return std::unexpected(handle.error());
    auto stratum = read_stratum(line[1]);
    if (!stratum) return std::unexpected(stratum.error());
    const auto weight = read_number(line[2], 0, limits::weight_max);
    if (!weight) return std::unexpected(weight.error());
    const auto exclusion = read_exclusion(line, *weight);
    if (!exclusion) return std::unexpected(exclusion.error());
    return PoolLine{.handle = std::move(*handle),
                    .stratum = std::move(*stratum),
                    .weight = static_cast<std::uint32_t>(*weight),
                    .exclusion = *exclusion};
}

Word<Contribution> read_contribution(const Line& line)
{
    if (const auto count = check_word_count(line, 2, 2); !count)
        return std::unexpected(count.error());
    auto handle = read_handle(line[0]);
    if (!handle) return std::unexpected(handle.error());
    const auto nonce = read_hex32(line[1]);
    if (!nonce) return std::unexpected(nonce.error());
    return Contribution{.handle = std::move(*handle), .nonce = *nonce};
}

Word<std::uint64_t> read_called(std::string_view word)
{
    return read_number(word, 1, limits::called_max);
}

Word<QuotaRule::Part> read_quota_part(std::string_view word)
{
    const std::size_t colon = word.find(':');
    if (colon == std::string_view::npos) return std::unexpected(TextFault::not_a_rule);
    auto stratum = read_stratum(word.substr(0, colon));
    if (!stratum) return std::unexpected(stratum.error());
    const auto count = read_called(word.substr(colon + 1));
    if (!count) return std::unexpected(count.error());
    return QuotaRule::Part{.stratum = std::move(*stratum), .count = *count};
}

Word<Rule> read_quota(std::span<const std::string_view> words)
{
    QuotaRule rule;
    std::set<std::string> strata;
    for (const std::string_view word : words) {
        auto part = read_quota_part(word);
        if (!part) return std::unexpected(part.error());
        if (!strata.insert(part->stratum).second) return std::unexpected(TextFault::duplicate);
        rule.parts.push_back(std::move(*part));
    }
    return rule;
}

Word<Rule> read_rule(std::span<const std::string_view> words)
{
    const auto rest = words.subspan(1);
    if (words.front() == "quota") return read_quota(rest);
    if (rest.size() > 1) return std::unexpected(TextFault::word_unexpected);
    const bool is_any = words.front() == "any";
    if (!is_any && words.front() != "alternate") return std::unexpected(TextFault::not_a_rule);
    const auto count = read_called(rest.front());
    if (!count) return std::unexpected(count.error());
    if (is_any) return AnyRule{*count};
    return AlternateRule{*count};
}

Word<std::uint32_t> read_delay(std::string_view word)
{
    const auto delay = read_number(word, 1, limits::delay_max);
    if (!delay) return std::unexpected(delay.error());
    return static_cast<std::uint32_t>(*delay);
}

Word<bool> read_required(std::string_view word)
{
    if (word == "required") return true;
    if (word == "none") return false;
    return std::unexpected(TextFault::not_none_or_required);
}

std::string rule_words(const AnyRule& rule)
{
    return "any " + std::to_string(rule.count);
}

std::string rule_words(const AlternateRule& rule)
{
    return "alternate " + std::to_string(rule.count);
}

std::string rule_words(const QuotaRule& rule)
{
    std::string words = "quota";
    for (const auto& part : rule.parts)
        words += ' ' + part.stratum + ':' + std::to_string(part.count);
    return words;
}

} // namespace

Parsed<Pool> read_pool(std::string_view bytes)
{
    auto lines = read_table<PoolLine>(bytes, limits::file_lines_max, read_pool_line);
    if (!lines) return std::unexpected(lines.error());
    return Pool{std::move(*lines)};
}

Parsed<Contributions> read_contributions(std::string_view bytes)
{
    auto lines = read_table<Contribution>(bytes, limits::contributors_max, read_contribution);
    if (!lines) return std::unexpected(lines.error());
    return Contributions{std::move(*lines)};
}

Parsed<Freeze> read_freeze(std::string_view bytes)
{
    auto file = Form::read(bytes, {{.word = "hdraw1/freeze", .least = 0, .most = 0},
                                   {.word = "draw"},
                                   {"rule", 2, limits::quota_parts_max + 1},
                                   {.word = "commit"},
                                   {"pool", 2, 2},
                                   {"contrib", 2, 2},
                                   {.word = "delay"},
                                   {.word = "public"}});
    if (!file) return std::unexpected(file.error());
    Freeze freeze;
    file->take(freeze.draw, 1, read_public_id(file->word(1)));
    file->take(freeze.rule, 2, read_rule(file->words(2)));
    file->take(freeze.commit, 3, read_hex32(file->word(3)));
    file->take(freeze.pool, 4, read_file_hash(file->words(4)));
    file->take(freeze.contributions, 5, read_file_hash(file->words(5)));
    file->take(freeze.delay, 6, read_delay(file->word(6)));
    file->take(freeze.public_required, 7, read_required(file->word(7)));
    return file->result(std::move(freeze));
}

Parsed<Reveal> read_reveal(std::string_view bytes)
{
    auto file = Form::read(
        bytes,
        {{.word = "hdraw1/reveal", .least = 0, .most = 0}, {.word = "secret"}, {.word = "public"}});
    if (!file) return std::unexpected(file.error());
    Reveal reveal;
    file->take(reveal.secret, 1, read_hex32(file->word(1)));
    file->take(reveal.public_text, 2, read_public_text(file->word(2)));
    return file->result(std::move(reveal));
}

std::string write(const Pool& pool)
{
    std::string bytes;
    for (const PoolLine& line : pool.lines) {
        bytes += line.handle + ' ' + line.stratum + ' ' + std::to_string(line.weight);
        if (line.exclusion) bytes.append(1, ' ').append(word_of(*line.exclusion));
        bytes += '\n';
    }
    assert(read_pool(bytes) == pool);
    return bytes;
}

std::string write(const Contributions& contributions)
{
    std::string bytes;
    for (const Contribution& line : contributions.lines)
        bytes += line.handle + ' ' + hex(line.nonce) + '\n';
    assert(read_contributions(bytes) == contributions);
    return bytes;
}

std::string write(const Freeze& freeze)
{
    const auto rule = std::visit([](const auto& one) { return rule_words(one); }, freeze.rule);
    std::string bytes = "hdraw1/freeze\n"
                        "draw " +
                        freeze.draw + "\nrule " + rule + "\ncommit " + hex(freeze.commit) +
                        "\npool " + write(freeze.pool) + "\ncontrib " +
                        write(freeze.contributions) + "\ndelay " + std::to_string(freeze.delay) +
                        "\npublic " + (freeze.public_required ? "required" : "none") + '\n';
    assert(read_freeze(bytes) == freeze);
    return bytes;
}

std::string write(const Reveal& reveal)
{
    std::string bytes = "hdraw1/reveal\n"
                        "secret " +
                        hex(reveal.secret) + "\npublic " + reveal.public_text + '\n';
    assert(read_reveal(bytes) == reveal);
    return bytes;
}

std::optional<std::string> redraw_id(std::string_view draw)
{
    if (!is_public_id(draw)) return std::nullopt;
    const std::size_t slash = draw.rfind('/');
    const std::size_t from = slash == std::string_view::npos ? 0 : slash + 1;
    const std::string_view last = draw.substr(from);
    const std::size_t dot = std::min(last.find('.'), last.size());
    const auto number = read_number(last.substr(0, dot), 1, limits::file_lines_max);
    if (!number) return std::nullopt;
    std::uint64_t held = 1;
    if (dot < last.size()) {
        const auto again = read_number(last.substr(dot + 1), 2, limits::file_lines_max);
        if (!again) return std::nullopt;
        held = *again;
    }
    std::string id{draw.substr(0, from + dot)};
    id += '.' + std::to_string(held + 1);
    if (!is_public_id(id)) return std::nullopt;
    return id;
}

} // namespace rostrum::trust
