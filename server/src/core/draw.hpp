// The draw by lot among those present, by the protocol `hdraw1`: nobody can choose its outcome, and
// everybody can repeat it. The aggregate keeps what has been published; the secret stays outside
// until it is revealed.
#pragma once

#include "core/ids.hpp"
#include "core/roster.hpp"
#include "core/time.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace rostrum::core {

enum class DrawExclusion : std::uint8_t {
    none,
    spoken,    ///< Has had the floor in this hearing.
    waiting,   ///< Waits in a queue already.
    declined,  ///< Declined an earlier draw of this hearing, at once or after accepting.
    absent,    ///< Did not react to an earlier draw of this hearing.
    opted_out, ///< The roster says so.
};

/// One person present: in the pool with a weight, or out of it for a reason everybody may see.
struct PoolLine {
    ParticipantId participant;
    CategoryId stratum;
    std::uint32_t weight{1}; ///< 0 if and only if excluded.
    DrawExclusion exclusion{DrawExclusion::none};

    bool operator==(const PoolLine&) const = default;
};

enum class DrawRuleKind : std::uint8_t {
    any,       ///< The first of the whole order.
    quota,     ///< So many of each stratum named.
    alternate, ///< One of each stratum in turn, the strata in an order by lot.
};

struct DrawQuota {
    CategoryId stratum;
    std::int64_t count{1};

    bool operator==(const DrawQuota&) const = default;
};

struct DrawRule {
    DrawRuleKind kind{DrawRuleKind::any};
    std::int64_t count{1};         ///< People in all; under quotas their sum.
    std::vector<DrawQuota> quotas; ///< Of the kind `quota` only, in the order of the calls.

    bool operator==(const DrawRule&) const = default;
};

/// How long the slow step takes.
enum class DrawPace : std::uint8_t {
    normal,
    quick, ///< Weak against the operator, and shown as that.
};

enum class DrawState : std::uint8_t {
    opened,     ///< Everybody sees how they stand in the pool.
    collecting, ///< Phones give their chance.
    frozen,     ///< Nothing can be chosen any more; a public throw is awaited.
    revealed,   ///< All inputs are public; the slow step runs.
    drawn,      ///< The order is known; somebody is to be called.
    called,
    // The ends. Of several people, `accepted` as soon as one has accepted.
    accepted,
    declined,
    absent,
    voided,
};

/// One on whom the lot has fallen.
enum class DrawnState : std::uint8_t { waiting, called, accepted, declined, absent };
struct DrawnPerson {
    ParticipantId participant;
    DrawnState state{DrawnState::waiting};

    bool operator==(const DrawnPerson&) const = default;
};

enum class DrawVoidCause : std::uint8_t {
    desk,
    secret_is_lost,     ///< By a crash or a restored backup.
    nobody_contributed, ///< Only the server would have known all inputs, and no throw was to come.
    frozen_too_late,    ///< The server stood still between the collection and the freeze.
};

/// What a phone has checked, or found wrong.
enum class DrawCheckOutcome : std::uint8_t {
    inputs_hold, ///< C1 to C6.
    seed_holds,  ///< C7.
    fault,
};
enum class DrawCheck : std::uint8_t { c1, c2, c3, c4, c5, c6, c7 };

/// A file as the freeze names it.
struct FileSeal {
    std::int64_t lines{0};
    std::string sha256;

    bool operator==(const FileSeal&) const = default;
};
struct DrawSeals {
    FileSeal pool;
    FileSeal contributions;
    std::string sha256; ///< Of freeze.txt.

    bool operator==(const DrawSeals&) const = default;
};

struct Draw {
    DrawId draw;
    std::string public_id; ///< `h01/draw/1`; drawn again `h01/draw/1.2`.
    DrawState state{DrawState::opened};
    DrawRule rule;
    DrawPace pace{DrawPace::normal};
    std::uint32_t delay{0}; ///< Iterations of the slow step.
    bool public_dice{false};
    std::string commit;
    std::string reason; ///< Why it was held again.
    Instant opened_at;
    std::vector<PoolLine> pool; ///< Bytewise by handle.
    std::optional<Instant> collecting_since;
    std::map<ParticipantId, std::string> contributions; ///< 64 hexadecimal digits each.
    std::optional<DrawSeals> seals;                     ///< From the freeze on.
    std::string secret;                                 ///< From the reveal on.
    std::string public_text;                            ///< Likewise; `-` without a throw.
    std::string seed;                                   ///< From the result on.
    std::vector<DrawnPerson> drawn;                     ///< In the order of their calls.
    std::int64_t unfilled{0};                           ///< The pool was too small for so many.
    std::optional<Instant> deadline;                    ///< Of the collection, or of an answer.
    std::set<ParticipantId> inputs_hold;                ///< Whose phones say so.
    std::set<ParticipantId> seed_holds;
    std::map<ParticipantId, DrawCheck> faults;
    DrawVoidCause void_cause{DrawVoidCause::desk}; ///< Once voided.
    std::string void_reason;

    bool operator==(const Draw&) const = default;
};

struct Draws {
    std::vector<Draw> draws; ///< `d1` first.

    bool operator==(const Draws&) const = default;
};

[[nodiscard]] const Draw* find(const Draws& draws, const DrawId& draw);
/// The draw that is under way.
[[nodiscard]] const Draw* pending(const Draws& draws);
[[nodiscard]] bool has_ended(const Draw& draw);
/// Who is called, or called next; nothing before the result and after the last answer.
[[nodiscard]] const DrawnPerson* next_drawn(const Draw& draw);
[[nodiscard]] const PoolLine* find_line(const Draw& draw, const ParticipantId& participant);
/// From then on the chance of the phones may be collected.
[[nodiscard]] Instant preview_ends(const Draw& draw);

/// The protocol, as far as the rules need it. Must be recomputable by outsiders.
struct DrawScheme {
    virtual ~DrawScheme() = default;
    /// Binds the server to the secret; both 64 hexadecimal digits.
    [[nodiscard]] virtual std::string commit(const std::string& public_id,
                                             const std::string& secret) const = 0;
    /// The name of the draw that repeats one.
    [[nodiscard]] virtual std::string redraw_id(const std::string& public_id) const = 0;
    [[nodiscard]] virtual std::uint32_t delay(DrawPace pace) const = 0;
    /// Of pool, contributions and terms.
    [[nodiscard]] virtual DrawSeals seals(const Draw& draw) const = 0;
    /// Those called by the draw's rule, in order.
    [[nodiscard]] virtual std::vector<ParticipantId> drawn(const Draw& draw,
                                                           const std::string& seed) const = 0;
};

// Commands.
/// Lists the pool and binds the server to a secret. A later draw is a fresh one, with a reason.
struct OpenDraw {
    static constexpr const char* name = "open_draw";
    DrawRule rule{};
    DrawPace pace{DrawPace::normal};
    bool public_dice{false};
    std::string reason{}; ///< Needed when a draw has been opened before.
};
struct CollectNonces {
    static constexpr const char* name = "collect_nonces";
    DrawId draw;
};
/// By a phone, without its holder's doing: the first counts.
struct ContributeNonce {
    static constexpr const char* name = "contribute_nonce";
    DrawId draw;
    std::string nonce; ///< 64 hexadecimal digits.
};
/// By the server when the collection is over.
struct FreezeDraw {
    static constexpr const char* name = "freeze_draw";
    DrawId draw;
};
/// What was thrown in public, where the draw was opened so.
struct EnterDice {
    static constexpr const char* name = "enter_dice";
    DrawId draw;
    std::string text;
};
/// By the server when the slow step is done.
struct FinishDraw {
    static constexpr const char* name = "finish_draw";
    DrawId draw;
    std::string seed;
};
struct CallDrawn {
    static constexpr const char* name = "call_drawn";
    DrawId draw;
};
/// By the person drawn, on the phone.
struct AnswerDraw {
    static constexpr const char* name = "answer_draw";
    DrawId draw;
    bool accept{true};
};
/// By the desk, for a person drawn who has no phone.
struct AnswerDrawFor {
    static constexpr const char* name = "answer_draw_for";
    DrawId draw;
    bool accept{true};
    /// For whom the desk answers. Somebody else is called now: `changed_meanwhile`.
    std::optional<ParticipantId> participant{};
};
/// By the server when the deadline is over.
struct MarkDrawnAbsent {
    static constexpr const char* name = "mark_drawn_absent";
    DrawId draw;
};
/// Before the freeze only; by the server also later, when the secret is lost.
struct VoidDraw {
    static constexpr const char* name = "void_draw";
    DrawId draw;
    std::string reason;
};
/// By a phone that has checked the draw.
struct ReportDrawCheck {
    static constexpr const char* name = "report_draw_check";
    DrawId draw;
    DrawCheckOutcome outcome{DrawCheckOutcome::inputs_hold};
    std::optional<DrawCheck> code; ///< Of a fault: which check failed.
};

// Events.
struct DrawOpened {
    static constexpr const char* name = "draw_opened";
    DrawId draw;
    std::string public_id;
    DrawRule rule;
    DrawPace pace{DrawPace::normal};
    std::uint32_t delay{0};
    bool public_dice{false};
    std::string commit;
    std::string reason;
    bool operator==(const DrawOpened&) const = default;
};
struct DrawPoolListed {
    static constexpr const char* name = "draw_pool_listed";
    DrawId draw;
    std::vector<PoolLine> lines;
    bool operator==(const DrawPoolListed&) const = default;
};
struct NonceCollectionStarted {
    static constexpr const char* name = "nonce_collection_started";
    DrawId draw;
    Instant deadline;
    bool operator==(const NonceCollectionStarted&) const = default;
};
struct NonceContributed {
    static constexpr const char* name = "nonce_contributed";
    DrawId draw;
    ParticipantId participant;
    std::string nonce;
    bool operator==(const NonceContributed&) const = default;
};
struct DrawFrozen {
    static constexpr const char* name = "draw_frozen";
    DrawId draw;
    DrawSeals seals;
    bool operator==(const DrawFrozen&) const = default;
};
struct DrawRevealed {
    static constexpr const char* name = "draw_revealed";
    DrawId draw;
    std::string secret;
    std::string public_text; ///< `-` without a throw.
    bool operator==(const DrawRevealed&) const = default;
};
struct DrawFinished {
    static constexpr const char* name = "draw_finished";
    DrawId draw;
    std::string seed;
    std::vector<ParticipantId> drawn; ///< In the order of their calls.
    std::int64_t unfilled{0};
    bool operator==(const DrawFinished&) const = default;
};
struct DrawnCalled {
    static constexpr const char* name = "drawn_called";
    DrawId draw;
    ParticipantId participant;
    Instant deadline;
    bool operator==(const DrawnCalled&) const = default;
};
struct DrawnAccepted {
    static constexpr const char* name = "drawn_accepted";
    DrawId draw;
    ParticipantId participant;
    bool operator==(const DrawnAccepted&) const = default;
};
struct DrawnDeclined {
    static constexpr const char* name = "drawn_declined";
    DrawId draw;
    ParticipantId participant;
    bool operator==(const DrawnDeclined&) const = default;
};
struct DrawnAbsent {
    static constexpr const char* name = "drawn_absent";
    DrawId draw;
    ParticipantId participant;
    bool operator==(const DrawnAbsent&) const = default;
};
struct DrawVoided {
    static constexpr const char* name = "draw_voided";
    DrawId draw;
    DrawVoidCause cause{DrawVoidCause::desk};
    std::string reason; ///< Of the desk.
    std::string secret; ///< Published all the same, unless it is lost.
    bool operator==(const DrawVoided&) const = default;
};
struct DrawChecked {
    static constexpr const char* name = "draw_checked";
    DrawId draw;
    ParticipantId participant;
    DrawCheckOutcome outcome{DrawCheckOutcome::inputs_hold};
    std::optional<DrawCheck> code;
    bool operator==(const DrawChecked&) const = default;
};

} // namespace rostrum::core
