// What a phone asks for to watch over the record: the last checkpoint, and the proof that it goes
// on from an earlier one.
#include "system/served_hall.hpp"
#include "trust/checkpoint.hpp"
#include "trust/tree.hpp"

#include "support/catch.hpp"

#include <algorithm>
#include <chrono>

namespace rostrum::system_test {
namespace {

constexpr std::chrono::seconds papers_patience{120};
const std::string hearing_path = "/api/v1/hearings/h01/";

class Office {
public:
    explicit Office(const ServedHall& served) : served_(served)
    {
        const std::string password = "long enough, really";
        REQUIRE(run({"staff", "--data", served.data().string(), "add", "mo", "--role", "moderator"},
                    password + "\n")
                    .exit_code == 0);
        const auto login =
            served.post("/api/v1/login", R"({"login":"mo","password":")" + password + R"("})");
        REQUIRE(login.status == 200);
        cookie_ = login.cookie();
    }

    [[nodiscard]] tst::Reply get(const std::string& what) const
    {
        return served_.raw(served_.head("GET " + hearing_path + what, {"Cookie: " + cookie_}));
    }
    /// As somebody who knows the public key reads it.
    [[nodiscard]] trust::TreeHead checkpoint() const
    {
        const auto reply = get("checkpoint");
        REQUIRE(reply.status == 200);
        const auto told = reply.json();
        const auto verifier = trust::read_verifier(std::string_view{told.at("vkey").as_string()});
        REQUIRE(verifier.has_value());
        const auto head =
            trust::read_checkpoint(std::string_view{told.at("checkpoint").as_string()}, *verifier);
        REQUIRE(head.has_value());
        return *head;
    }
    /// A change of phase is signed at once; asks until it is.
    [[nodiscard]] trust::TreeHead checkpoint_after_a_phase(std::uint64_t size) const
    {
        const auto reply = served_.post(
            hearing_path + "commands",
            R"({"id":"command-0001","name":"advance_phase","body":{"to":"ballot","reason":"no draw"}})",
            {"Cookie: " + cookie_});
        REQUIRE(reply.status == 200);
        const auto deadline = std::chrono::steady_clock::now() + papers_patience;
        while (true) {
            REQUIRE(std::chrono::steady_clock::now() < deadline);
            if (get("checkpoint").status == 429) continue; // Asked too often: the rate of a desk.
            const auto head = checkpoint();
            if (head.size > size) return head;
        }
    }

private:
    const ServedHall& served_;
    std::string cookie_;
};

std::vector<trust::Digest> hashes_in(const tst::Reply& reply)
{
    std::vector<trust::Digest> hashes;
    const auto told = reply.json();
    for (const auto& text : told.at("proof").as_array()) {
        const auto bytes = trust::unbase64(std::string_view{text.as_string()});
        REQUIRE(bytes.has_value());
        trust::Digest hash{};
        REQUIRE(bytes->size() == hash.size());
        std::ranges::copy(*bytes, hash.begin());
        hashes.push_back(hash);
    }
    return hashes;
}

std::string span(std::uint64_t from, std::uint64_t to)
{
    return "consistency?from=" + std::to_string(from) + "&to=" + std::to_string(to);
}

} // namespace

TEST_CASE("the proof that is given shows that a later checkpoint goes on from an earlier one",
          "[system][checkpoint]")
{
    const ServedHall served;
    const Office office(served);
    const auto earlier = office.checkpoint();
    const auto later = office.checkpoint_after_a_phase(earlier.size);

    const auto given = office.get(span(earlier.size, later.size));
    REQUIRE(given.status == 200);
    const auto proof = hashes_in(given);
    CHECK(trust::extends(earlier, later, proof));
    auto other = earlier;
    other.root.front() ^= 1U;
    CHECK_FALSE(trust::extends(other, later, proof));
    // Of a log to itself there is nothing to show.
    CHECK(hashes_in(office.get(span(later.size, later.size))).empty());
}

TEST_CASE("a proof about a log that is not that long, or that is asked for wrongly, is refused",
          "[system][checkpoint]")
{
    const ServedHall served;
    const Office office(served);
    const auto size = office.checkpoint().size;
    CHECK(office.get(span(1, size + 1'000)).code() == "log_is_not_that_long");
    CHECK(office.get(span(size, size - 1)).code() == "log_is_not_that_long");
    CHECK(office.get(span(0, size)).code() == "log_is_not_that_long");
    for (const auto* asked :
         {"consistency", "consistency?from=1", "consistency?to=1", "consistency?from=&to=1",
          "consistency?from=-1&to=1", "consistency?from=1.5&to=2", "consistency?from=1&to=2x",
          "consistency?from=0x1&to=2", "consistency?from=1&to=18446744073709551616"}) {
        CAPTURE(asked);
        const auto reply = office.get(asked);
        CHECK(reply.status == 400);
        CHECK(reply.code() == "wrong_shape");
    }
}

TEST_CASE("checkpoints and proofs are for whoever has come in, and of hearings that there are",
          "[system][checkpoint]")
{
    const ServedHall served;
    const auto phone = "Cookie: " + served.join(0);
    for (const std::string what : {"checkpoint", "consistency?from=1&to=1"}) {
        CAPTURE(what);
        CHECK(served.raw(served.head("GET " + hearing_path + what)).status == 401);
        CHECK(served.raw(served.head("GET " + hearing_path + what, {phone})).status == 200);
        CHECK(served.raw(served.head("GET /api/v1/hearings/h99/" + what, {phone})).status == 404);
    }
}

} // namespace rostrum::system_test
