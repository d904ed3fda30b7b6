#include "trust/ballot_check.hpp"

#include <algorithm>
#include <utility>

namespace rostrum::trust {
namespace {

/// Votes between two calls of the watch: some 10 ms.
constexpr std::size_t slice = 128;

/// What has been found, up to a limit.
class Notes {
public:
    void add(BallotFault fault, std::size_t line = 0, std::optional<TextFault> text = {})
    {
        if (!full()) findings_.push_back({.fault = fault, .line = line, .text = text});
    }
    template <typename File>
    File file(Parsed<File> read, BallotFault fault)
    {
        if (read) return std::move(*read);
        add(fault, read.error().line, read.error().fault);
        return {};
    }
    [[nodiscard]] bool empty() const { return findings_.empty(); }
    [[nodiscard]] bool full() const { return findings_.size() == limits::findings_max; }
    [[nodiscard]] std::vector<BallotFinding> taken() { return std::move(findings_); }

private:
    std::vector<BallotFinding> findings_;
};

struct Contents {
    Roll roll;
    Issued issued;
    Casts casts;
    BallotSheet sheet;
};

BallotFault fault_of(CastFault fault)
{
    switch (fault) {
    case CastFault::unknown_choice: return BallotFault::unknown_choice;
    case CastFault::seq_out_of_range: return BallotFault::ballots_are_malformed;
    case CastFault::token_has_wrong_length: return BallotFault::token_has_wrong_length;
    case CastFault::token_was_not_signed: return BallotFault::token_was_not_signed;
    case CastFault::not_signed_by_voter: return BallotFault::not_signed_by_voter;
    }
    return {};
}

void compare(const FileHash& vouched, std::string_view bytes, BallotFault differs,
             BallotFault count, Notes& notes)
{
    const FileHash actual = file_hash(bytes);
    if (actual.sha256 != vouched.sha256) notes.add(differs);
    if (actual.lines != vouched.lines) notes.add(count);
}

void check_hashes(const BallotFiles& files, const BallotClaim& claim, const BallotSheet& sheet,
                  Notes& notes)
{
    if (claim.sheet_hash && *claim.sheet_hash != sha256(files.sheet))
        notes.add(BallotFault::sheet_is_not_the_recorded_one);
    if (claim.key && *claim.key != sheet.terms.key)
        notes.add(BallotFault::key_is_not_the_published_one);
    compare(sheet.roll, files.roll, BallotFault::roll_is_not_the_vouched_one,
            BallotFault::roll_count_differs, notes);
    compare(sheet.issued, files.issued, BallotFault::issued_is_not_the_vouched_one,
            BallotFault::issued_count_differs, notes);
    compare(sheet.ballots, files.ballots, BallotFault::ballots_are_not_the_vouched_ones,
            BallotFault::ballots_count_differs, notes);
}

void check_rights(const Contents& contents, Notes& notes)
{
    const auto& lines = contents.issued.lines;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!std::ranges::binary_search(contents.roll.handles, lines[i].handle))
            notes.add(BallotFault::issued_to_a_stranger, i + 1);
    }
    if (contents.casts.lines.size() > lines.size())
        notes.add(BallotFault::more_ballots_than_tokens);
}

/// False when the watch ended it.
bool check_votes(const Contents& contents, const Watch& watch, Notes& notes)
{
    const auto& lines = contents.casts.lines;
    for (std::size_t i = 0; i < lines.size() && !notes.full(); ++i) {
        if (i % slice == 0 && watch && !watch(i, lines.size())) return false;
        const auto verdict = check_cast(contents.sheet.terms, lines[i]);
        if (!verdict) notes.add(fault_of(verdict.error()), i + 1);
    }
    return !watch || watch(lines.size(), lines.size());
}

Tally counted(const Contents& contents)
{
    Tally tally;
    for (const auto& choice : contents.sheet.terms.choices) tally[choice] = 0;
    for (const Cast& cast : contents.casts.lines) ++tally[cast.choice];
    return tally;
}

} // namespace

BallotAudit check_ballot(const BallotFiles& files, const BallotClaim& claim, const Watch& watch)
{
    Notes notes;
    Contents contents;
    contents.roll = notes.file(read_roll(files.roll), BallotFault::roll_is_malformed);
    contents.issued = notes.file(read_issued(files.issued), BallotFault::issued_is_malformed);
    contents.casts = notes.file(read_casts(files.ballots), BallotFault::ballots_are_malformed);
    contents.sheet = notes.file(read_sheet(files.sheet), BallotFault::sheet_is_malformed);
    if (!notes.empty()) return {.findings = notes.taken(), .tally = {}};

    check_hashes(files, claim, contents.sheet, notes);
    check_rights(contents, notes);
    const bool is_complete = check_votes(contents, watch, notes);

    BallotAudit audit;
    if (is_complete && notes.empty()) {
        audit.tally = counted(contents);
        if (claim.tally && *claim.tally != *audit.tally) notes.add(BallotFault::tally_differs);
    }
    audit.findings = notes.taken();
    return audit;
}

std::string_view in_words(BallotFault fault)
{
    switch (fault) {
    case BallotFault::roll_is_malformed: return "roll.txt is not a file of this kind";
    case BallotFault::issued_is_malformed: return "issued.txt is not a file of this kind";
    case BallotFault::ballots_are_malformed: return "ballots.txt is not a file of this kind";
    case BallotFault::sheet_is_malformed: return "ballot.txt is not a file of this kind";
    case BallotFault::sheet_is_not_the_recorded_one:
        return "ballot.txt is not the one whose hash is in the record";
    case BallotFault::key_is_not_the_published_one:
        return "the key is not the one published when the ballot was opened";
    case BallotFault::roll_is_not_the_vouched_one: return "roll.txt was changed";
    case BallotFault::roll_count_differs: return "ballot.txt states another number of entitled";
    case BallotFault::issued_is_not_the_vouched_one: return "issued.txt was changed";
    case BallotFault::issued_count_differs: return "ballot.txt states another number of tokens";
    case BallotFault::ballots_are_not_the_vouched_ones: return "ballots.txt was changed";
    case BallotFault::ballots_count_differs: return "ballot.txt states another number of votes";
    case BallotFault::issued_to_a_stranger: return "a token for somebody who is not on the roll";
    case BallotFault::more_ballots_than_tokens: return "more votes than tokens were issued";
    case BallotFault::unknown_choice: return in_words(CastFault::unknown_choice);
    case BallotFault::token_has_wrong_length: return in_words(CastFault::token_has_wrong_length);
    case BallotFault::token_was_not_signed: return in_words(CastFault::token_was_not_signed);
    case BallotFault::not_signed_by_voter: return in_words(CastFault::not_signed_by_voter);
    case BallotFault::tally_differs: return "the tally published is not what the votes give";
    }
    return {};
}

} // namespace rostrum::trust
