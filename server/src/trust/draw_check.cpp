#include "trust/draw_check.hpp"

#include "trust/draw_delay.hpp"

#include <utility>

namespace rostrum::trust {
namespace {

/// The file, or a finding and an empty one.
template <typename File>
File read_or_note(Parsed<File> read, DrawFault fault, std::vector<DrawFinding>& findings)
{
    if (read) return std::move(*read);
    findings.push_back({.fault = fault, .where = read.error()});
    return {};
}

/// What the freeze says of a file, against the file.
void compare(const FileHash& frozen, std::string_view bytes, DrawFault differs, DrawFault count,
             std::vector<DrawFinding>& findings)
{
    const FileHash actual = file_hash(bytes);
    if (actual.sha256 != frozen.sha256) findings.push_back({.fault = differs, .where = {}});
    if (actual.lines != frozen.lines) findings.push_back({.fault = count, .where = {}});
}

} // namespace

std::expected<DrawInputs, std::vector<DrawFinding>> check_inputs(const DrawFiles& files,
                                                                 const DrawClaim& claim)
{
    std::vector<DrawFinding> findings;
    const auto note = [&](DrawFault fault) { findings.push_back({.fault = fault, .where = {}}); };
    DrawInputs inputs;
    inputs.pool = read_or_note(read_pool(files.pool), DrawFault::pool_is_malformed, findings);
    inputs.contributions = read_or_note(read_contributions(files.contributions),
                                        DrawFault::contributions_are_malformed, findings);
    inputs.freeze =
        read_or_note(read_freeze(files.freeze), DrawFault::freeze_is_malformed, findings);
    inputs.reveal =
        read_or_note(read_reveal(files.reveal), DrawFault::reveal_is_malformed, findings);
    if (!findings.empty()) return std::unexpected(std::move(findings));

    const Freeze& freeze = inputs.freeze;
    if (commit(freeze.draw, inputs.reveal.secret) != freeze.commit)
        note(DrawFault::secret_is_not_the_committed_one);
    compare(freeze.pool, files.pool, DrawFault::pool_is_not_the_frozen_one,
            DrawFault::pool_count_differs, findings);
    compare(freeze.contributions, files.contributions,
            DrawFault::contributions_are_not_the_frozen_ones,
            DrawFault::contributions_count_differs, findings);
    const bool has_public_text = inputs.reveal.public_text != "-";
    if (freeze.public_required && !has_public_text) note(DrawFault::public_text_is_missing);
    if (!freeze.public_required && has_public_text) note(DrawFault::public_text_was_not_agreed);

    inputs.freeze_hash = sha256(files.freeze);
    if (claim.freeze_hash && *claim.freeze_hash != inputs.freeze_hash)
        note(DrawFault::freeze_is_not_the_shown_one);
    if (!findings.empty()) return std::unexpected(std::move(findings));
    inputs.delay_input = delay_input(inputs.freeze_hash, inputs.reveal);
    return inputs;
}

std::vector<DrawFinding> check_result(const DrawInputs& inputs, const Digest& seed,
                                      const DrawClaim& claim)
{
    std::vector<DrawFinding> findings;
    if (claim.seed && *claim.seed != seed)
        findings.push_back({.fault = DrawFault::seed_differs, .where = {}});
    if (claim.called &&
        *claim.called != called_handles(result_order(inputs.pool, inputs.freeze.rule, seed)))
        findings.push_back({.fault = DrawFault::called_differ, .where = {}});
    return findings;
}

DrawAudit check_draw(const DrawFiles& files, const DrawClaim& claim, const Watch& watch)
{
    DrawAudit audit;
    const auto inputs = check_inputs(files, claim);
    if (!inputs) {
        audit.findings = inputs.error();
        return audit;
    }
    audit.is_weak = inputs->freeze.delay <= weak_delay_max;
    audit.seed = run_delay(inputs->delay_input, inputs->freeze.delay, watch);
    if (!audit.seed) return audit;
    audit.findings = check_result(*inputs, *audit.seed, claim);
    audit.result = result_order(inputs->pool, inputs->freeze.rule, *audit.seed);
    return audit;
}

std::string_view in_words(DrawFault fault)
{
    switch (fault) {
    case DrawFault::pool_is_malformed: return "pool.txt is not a file of this kind";
    case DrawFault::contributions_are_malformed: return "contrib.txt is not a file of this kind";
    case DrawFault::freeze_is_malformed: return "freeze.txt is not a file of this kind";
    case DrawFault::reveal_is_malformed: return "reveal.txt is not a file of this kind";
    case DrawFault::secret_is_not_the_committed_one:
        return "the secret revealed is not the one the server had committed itself to";
    case DrawFault::pool_is_not_the_frozen_one: return "pool.txt was changed after the freeze";
    case DrawFault::pool_count_differs: return "the freeze states another number of pool lines";
    case DrawFault::contributions_are_not_the_frozen_ones:
        return "contrib.txt was changed after the freeze";
    case DrawFault::contributions_count_differs:
        return "the freeze states another number of contributions";
    case DrawFault::public_text_is_missing:
        return "a public throw was required and none was revealed";
    case DrawFault::public_text_was_not_agreed:
        return "a public throw was revealed and none had been required";
    case DrawFault::freeze_is_not_the_shown_one:
        return "freeze.txt is not the one whose hash was shown";
    case DrawFault::seed_differs: return "the seed published is not what the files give";
    case DrawFault::called_differ: return "others were called than the files give";
    }
    return {};
}

std::string_view check_of(DrawFault fault)
{
    switch (fault) {
    case DrawFault::pool_is_malformed:
    case DrawFault::contributions_are_malformed:
    case DrawFault::freeze_is_malformed:
    case DrawFault::reveal_is_malformed: return "form";
    case DrawFault::secret_is_not_the_committed_one: return "C1";
    case DrawFault::pool_is_not_the_frozen_one:
    case DrawFault::pool_count_differs:
    case DrawFault::contributions_are_not_the_frozen_ones:
    case DrawFault::contributions_count_differs:
    case DrawFault::public_text_is_missing:
    case DrawFault::public_text_was_not_agreed: return "C4";
    case DrawFault::freeze_is_not_the_shown_one: return "C5";
    case DrawFault::seed_differs:
    case DrawFault::called_differ: return "C7";
    }
    return {};
}

} // namespace rostrum::trust
