#include "hall/checkpoints.hpp"

#include "hall/limits.hpp"
#include "hall/stage.hpp"

#include <deque>
#include <string>
#include <utility>
#include <vector>

using namespace rostrum;
using namespace rostrum::hall;

namespace {

/// Answers when told, and keeps what it was asked.
class FakeNotary final : public Notary {
public:
    struct Asked {
        std::string stream;
        bool closes;
    };

    void certify(std::string stream, bool closes, Callback<Certificate> done) override
    {
        asked.push_back({std::move(stream), closes});
        waiting.push_back(std::move(done));
    }
    void prove(std::string /*stream*/, Seq /*from*/, Seq /*to*/,
               Callback<std::vector<std::string>> done) override
    {
        ++proofs;
        if (holds_proofs)
            held.push_back(std::move(done));
        else
            done(std::vector<std::string>{"hash"});
    }
    /// Answers the proof that was asked for first.
    void prove_one()
    {
        REQUIRE_FALSE(held.empty());
        const auto done = std::move(held.front());
        held.pop_front();
        done(std::vector<std::string>{"hash"});
    }
    void answer(std::expected<Certificate, Failure> result)
    {
        REQUIRE_FALSE(waiting.empty());
        auto done = std::move(waiting.front());
        waiting.pop_front();
        done(std::move(result));
    }

    std::vector<Asked> asked;
    std::deque<Callback<Certificate>> waiting;
    int proofs{0};
    bool holds_proofs{false};
    std::deque<Callback<std::vector<std::string>>> held;
};

struct Signing {
    test::FakeWorld world;
    FakeNotary notary;
    std::vector<std::string> certified;
    Checkpoints checkpoints{wired(), [this](const std::string& stream, const Certificate& one) {
                                certified.push_back(stream + ' ' + one.note);
                            }};

    World& wired()
    {
        world.world.notary = &notary;
        return world.world;
    }
};

const core::Event phase = core::PhaseEntered{core::Phase::inquiry, {}};
const core::Event close_of_hearing = core::PhaseEntered{core::Phase::closed, {}};
const core::Event presence = core::ParticipantArrived{};

} // namespace

TEST_CASE("a change of phase is signed at once, anything else within ten seconds", "[hall]")
{
    Signing signing;
    signing.checkpoints.followed("h01", {presence});
    signing.checkpoints.followed("h01", {presence});
    CHECK(signing.notary.asked.empty());
    signing.world.pass(limits::checkpoint_interval);
    CHECK(signing.notary.asked.size() == 1);
    signing.notary.answer(Certificate{"key", "note 2"});
    CHECK(signing.certified == std::vector<std::string>{"h01 note 2"});

    signing.checkpoints.followed("h01", {presence, phase});
    CHECK(signing.notary.asked.size() == 2);
}

TEST_CASE("what comes while a log is being signed is signed after that", "[hall]")
{
    Signing signing;
    signing.checkpoints.followed("h01", {phase});
    signing.checkpoints.followed("h01", {phase});
    signing.checkpoints.followed("h01", {phase});
    CHECK(signing.notary.asked.size() == 1);
    signing.notary.answer(Certificate{"key", "note 1"});
    CHECK(signing.notary.asked.size() == 2);
    signing.notary.answer(Certificate{"key", "note 1"});
    CHECK(signing.notary.asked.size() == 2);
    CHECK(signing.certified.size() == 1); // The same again is no news.
}

TEST_CASE("the close of a hearing is the key's last signature, however often the disk fails",
          "[hall]")
{
    Signing signing;
    signing.checkpoints.followed("h01", {close_of_hearing});
    REQUIRE(signing.notary.asked.size() == 1);
    CHECK(signing.notary.asked.back().closes);
    signing.notary.answer(std::unexpected(Failure::storage));
    signing.world.pass(limits::checkpoint_interval);
    REQUIRE(signing.notary.asked.size() == 2);
    CHECK(signing.notary.asked.back().closes);
    signing.notary.answer(Certificate{"key", "last"});
    signing.checkpoints.sign("h01", false);
    CHECK_FALSE(signing.notary.asked.back().closes);
}

TEST_CASE("a proof that many phones ask for is computed once", "[hall]")
{
    Signing signing;
    int answers = 0;
    for (int i = 0; i < 5; ++i) {
        signing.checkpoints.prove("h01", 3, 9,
                                  [&](const auto& proof) { answers += proof ? 1 : 0; });
    }
    CHECK(answers == 5);
    CHECK(signing.notary.proofs == 1);
    signing.checkpoints.prove("h02", 3, 9, [](const auto&) {});
    CHECK(signing.notary.proofs == 2);
    for (Seq to = 1; to <= limits::proofs_remembered_max; ++to)
        signing.checkpoints.prove("h03", 1, to, [](const auto&) {});
    signing.checkpoints.prove("h01", 3, 9, [](const auto&) {});
    CHECK(signing.notary.proofs == 3 + static_cast<int>(limits::proofs_remembered_max));
}

TEST_CASE("every audience sees the last checkpoint of its hearing, and its first key", "[hall]")
{
    test::Stage stage(3);
    FakeNotary notary;
    stage.world.world.notary = &notary;
    stage.restart();
    while (!notary.waiting.empty())
        notary.answer(Certificate{"the key", "the note", "the first key"});
    stage.world.run_all();
    for (const auto audience :
         {protocol::Audience::attendee, protocol::Audience::screen, protocol::Audience::desk}) {
        const auto view = test::view_of(stage.snapshot(audience).view);
        CHECK(view.at("checkpoint") == "the note");
        CHECK(view.at("hearing").at("vkey") == "the first key");
    }
}

TEST_CASE("proofs are computed one at a time, and once for all who want the same", "[hall]")
{
    Signing signing;
    signing.notary.holds_proofs = true;
    std::vector<Seq> proved;
    for (const Seq from : {3U, 3U, 4U, 3U}) {
        signing.checkpoints.prove("h01", from, 9, [&proved, from](const auto& proof) {
            if (proof) proved.push_back(from);
        });
    }
    CHECK(signing.notary.proofs == 1);
    CHECK(proved.empty());
    signing.notary.prove_one();
    CHECK(proved == std::vector<Seq>{3, 3, 3});
    CHECK(signing.notary.proofs == 2);
    signing.notary.prove_one();
    CHECK(proved == std::vector<Seq>{3, 3, 3, 4});
    CHECK(signing.notary.held.empty());
}

TEST_CASE("more different proofs than may wait are refused, and given when asked for again",
          "[hall]")
{
    Signing signing;
    signing.notary.holds_proofs = true;
    std::size_t given = 0;
    std::size_t refused = 0;
    const auto ask = [&](Seq to) {
        signing.checkpoints.prove("h01", 1, to, [&](const auto& proof) {
            ++(proof ? given : refused);
            if (!proof) CHECK(proof.error() == Failure::timeout);
        });
    };
    for (Seq to = 1; to <= limits::proofs_wanted_max + 1; ++to) ask(to);
    CHECK(refused == 1);
    CHECK(signing.notary.proofs == 1);
    signing.notary.prove_one();
    ask(limits::proofs_wanted_max + 1);
    while (!signing.notary.held.empty()) signing.notary.prove_one();
    CHECK(given == limits::proofs_wanted_max + 1);
    CHECK(refused == 1);
}
