#include "ledger/checkpoint_store.hpp"

#include "ledger/store_support.hpp"
#include "support/catch.hpp"
#include "trust/checkpoint.hpp"

#include <algorithm>

namespace rostrum::ledger {
namespace {

trust::Entropy repeating()
{
    return [byte = std::byte{1}](std::span<std::byte> bytes) mutable {
        std::ranges::fill(bytes, byte);
        byte = std::byte{static_cast<unsigned char>(std::to_integer<int>(byte) + 1)};
    };
}

struct Signed {
    DataFolder folder;
    std::unique_ptr<SqliteStore> store = opened(folder.path());
    std::unique_ptr<CheckpointStore> checkpoints =
        CheckpointStore::open(folder.path(), *store, repeating()).value();
    hall::Grant grant = store->acquire("h01", "me", 1'000).value();

    void append(const std::vector<std::string>& lines)
    {
        const auto done = commit_one(*store, batch("h01", grant, lines));
        REQUIRE(done);
        grant.head = done->head;
    }
    hall::Certificate certify(bool closes = false)
    {
        const auto made = checkpoints->certify(*store, "h01", closes);
        REQUIRE(made);
        return *made;
    }
    [[nodiscard]] trust::TreeHead head() const
    {
        return {store->tree("h01").size(), store->tree("h01").root()};
    }
};

trust::TreeHead head_in(const hall::Certificate& certificate)
{
    const auto verifier = trust::read_verifier(certificate.verifier);
    REQUIRE(verifier);
    const auto head = trust::read_checkpoint(certificate.note, *verifier);
    REQUIRE(head);
    return *head;
}

} // namespace

TEST_CASE("a checkpoint signs all that is in the log, and nothing new is not signed again",
          "[ledger][checkpoint]")
{
    Signed one;
    CHECK(one.checkpoints->certify(*one.store, "h01", false) ==
          std::unexpected(hall::Failure::no_owner)); // Nothing to sign yet.
    one.append({"a", "b", "c"});
    const auto first = one.certify();
    CHECK(head_in(first) == one.head());
    CHECK(one.certify() == first);
    one.append({"d"});
    const auto second = one.certify();
    CHECK(second.verifier == first.verifier);
    CHECK(head_in(second) == one.head());
}

TEST_CASE("the close erases the key, and what comes later has another one and names the first",
          "[ledger][checkpoint]")
{
    Signed one;
    one.append({"a"});
    const auto last = one.certify(/*closes=*/true);
    CHECK_FALSE(std::filesystem::exists(one.folder.path() / "keys" / "h01.key"));
    CHECK(one.certify() == last);
    one.append({"b"});
    const auto later = one.certify();
    CHECK(later.verifier != last.verifier);
    CHECK(last.first_verifier == last.verifier);
    CHECK(later.first_verifier == last.verifier);
    const auto all = read_checkpoints(one.folder.path());
    REQUIRE(all);
    REQUIRE(all->size() == 2);
    CHECK(all->front().certificate.verifier == last.verifier);
    CHECK(all->front().certificate.note == last.note);
}

TEST_CASE("a stream that goes on without its key, as after a restore, has another first key",
          "[ledger][checkpoint]")
{
    Signed one;
    one.append({"a"});
    const auto before = one.certify();
    std::filesystem::remove(one.folder.path() / "keys" / "h01.key");
    one.append({"b"});
    const auto after = one.certify();
    CHECK(after.verifier != before.verifier);
    CHECK(after.first_verifier == after.verifier);
}

TEST_CASE("a stream whose name could be a path is not signed", "[ledger][checkpoint]")
{
    Signed one;
    const auto grant = one.store->acquire("../h01", "me", 1'000).value();
    REQUIRE(commit_one(*one.store, batch("../h01", grant, {"a"})));
    CHECK(one.checkpoints->certify(*one.store, "../h01", false) ==
          std::unexpected(hall::Failure::no_owner));
}

} // namespace rostrum::ledger
