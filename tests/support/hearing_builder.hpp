// Hearings for tests: `given(events).when(command, actor).then(events or a refusal)`, and a demo
// hearing in any phase.
#pragma once

#include "core/ballot_box.hpp"
#include "core/hearing.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace rostrum::test {

struct Happened {
    core::Event event;
    core::Instant at;
};

/// What `when` led to, waiting to be compared.
class Answer {
public:
    explicit Answer(core::Decision decision) : decision_{std::move(decision)} {}

    /// Exactly these events, and nothing for the box. Without arguments: success that changes
    /// nothing.
    template <typename... Events>
    void then(const Events&... events) const
    {
        then_all({core::Event{events}...});
    }
    void then(core::Refusal refusal) const;
    void then_all(const std::vector<core::Event>& events) const;
    /// No event, one ballot for the box.
    void then_boxed(const core::BoxedBallot& ballot) const;

    [[nodiscard]] const core::Decision& decision() const { return decision_; }
    /// The events of a success; fails the test otherwise.
    [[nodiscard]] const std::vector<core::Event>& events() const;

private:
    core::Decision decision_;
};

/// A hearing with its box, its log and its time; time moves only when told to.
class Scene {
public:
    /// Starts at 2026-01-01T09:00:00Z, before `HearingCreated`.
    Scene();

    /// Folds an event as if it had been judged before. Opening a ballot empties the box; a ballot
    /// issued to a phone puts `key_of(participant)` into it.
    Scene& happened(const core::Event& event);
    Scene& happened(const std::vector<core::Event>& events);
    Scene& later(core::Span by);
    /// What is kept of a draw's chance, 64 hexadecimal digits; empty: it is lost.
    Scene& with_secret(std::string secret);
    /// Whether nobody can change the pages on their way; true unless told otherwise.
    Scene& with_trusted_network(bool is_trusted);

    /// Judges without changing anything.
    [[nodiscard]] Answer when(const core::Command& command, const core::Actor& actor) const;
    /// The command must succeed; its events and ballots are taken over.
    Scene& does(const core::Command& command, const core::Actor& actor);
    [[nodiscard]] Answer when_cast(const core::SecretCast& cast) const;
    /// The vote must be accepted, and goes into the box.
    Scene& casts(const core::SecretCast& cast);
    /// Takes over what a decision led to.
    void take(const core::Outcomes& outcomes);

    [[nodiscard]] const core::Hearing& hearing() const { return hearing_; }
    [[nodiscard]] core::Hearing& hearing() { return hearing_; }
    [[nodiscard]] core::BallotBox& box() { return box_; }
    [[nodiscard]] const core::BallotBox& box() const { return box_; }
    [[nodiscard]] core::Instant now() const { return now_; }
    [[nodiscard]] const std::vector<Happened>& log() const { return log_; }
    /// The state as a restarted server rebuilds it from the log.
    [[nodiscard]] core::Hearing replayed() const;

private:
    core::Hearing hearing_;
    core::BallotBox box_;
    core::Instant now_;
    std::string secret_;
    bool network_is_trusted_{true};
    std::vector<Happened> log_;
};

[[nodiscard]] Scene given(const std::vector<core::Event>& events);

// People.
[[nodiscard]] core::Actor moderator();
[[nodiscard]] core::Actor chair();
/// `t1`, `t2` …
[[nodiscard]] core::Actor teller(int number);
[[nodiscard]] core::Actor secretariat();
[[nodiscard]] core::Actor respondent();
/// The holder of `card(number)`.
[[nodiscard]] core::Actor attendee(int number);
[[nodiscard]] core::Actor observer(int number);
[[nodiscard]] core::Actor server();
[[nodiscard]] core::Actor actor_with(core::Role role);

/// `A-0001` for 1.
[[nodiscard]] core::ParticipantId card(int number);
/// The six default categories in turn: 1 deputy, 2 cppcc, 3 citizen, 4 entrepreneur, 5 chamber,
/// 6 department, 7 deputy …
[[nodiscard]] core::CategoryId category_of(int number);
/// Cards 1 to `count`, with all rights.
[[nodiscard]] std::vector<core::RosterEntry> entries(int count);
/// The key that `happened` issues: 64 hexadecimal digits.
[[nodiscard]] std::string key_of(const core::ParticipantId& participant);
[[nodiscard]] core::QuestionId question(int number);
[[nodiscard]] core::BallotId ballot(int number);

// The functions a context needs: recomputable, and not the real ones.
[[nodiscard]] std::string fake_sha256(const std::string& text);
[[nodiscard]] const core::DrawScheme& fake_scheme();
/// Takes any blinded message that begins with `blinded `, and vouches for what the box holds.
[[nodiscard]] const core::BallotScheme& fake_ballot_scheme();
/// Of every secret ballot of a scene. As long as real ones, which the schema asks for.
[[nodiscard]] core::FreshBallotKey fake_ballot_key();
[[nodiscard]] core::OpenBallot open_secretly(const core::BallotId& ballot);
/// By the phone of `card(number)`.
[[nodiscard]] core::ClaimBallot claim_token(const core::BallotId& ballot, int number);
/// By an unknown voter: the number is no card's.
[[nodiscard]] core::SecretCast secret_cast(const core::BallotId& ballot, int voter,
                                           const core::OptionId& choice, std::uint64_t seq = 1);
/// By a hash of the seed and the handle; quotas and strata are not looked at.
[[nodiscard]] std::vector<core::ParticipantId> fake_drawn(std::span<const core::PoolLine> pool,
                                                          const core::DrawRule& rule,
                                                          const std::string& seed);

// A draw, step by step.
[[nodiscard]] core::DrawId draw_id(int number);
[[nodiscard]] std::string nonce_of(int number);
core::DrawId open_draw(Scene& scene, const core::OpenDraw& command = {});
/// From the preview to the freeze, with the chance of one phone.
void freeze_draw(Scene& scene, const core::DrawId& draw);
/// From the opening to the result.
core::DrawId hold_draw(Scene& scene, const core::OpenDraw& command = {});
/// Who is called, or called next.
[[nodiscard]] core::ParticipantId drawn_by(const Scene& scene);

// The demo hearing: `h01`, a campaign with units u1, u2 and u3, default rules.
[[nodiscard]] core::Campaign demo_campaign();
/// Its events up to `phase`: `people` on the roster, all of them present from check-in on. No
/// questions, draws or ballots.
[[nodiscard]] std::vector<core::Event> demo_events(core::Phase phase, int people);
[[nodiscard]] std::vector<core::Event> demo_events(core::Phase phase, int people,
                                                   const core::HearingRules& rules);
[[nodiscard]] Scene demo(core::Phase phase, int people = 12);
[[nodiscard]] Scene demo(core::Phase phase, int people, const core::HearingRules& rules);

} // namespace rostrum::test
