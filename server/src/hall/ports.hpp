// What the hall needs from the world. Every call returns at once; its callback is posted to the
// executor the adapter was built with, never called inline and never from a foreign thread, so the
// hall stays single-threaded without a lock.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <functional>
#include <string>
#include <variant>
#include <vector>

namespace rostrum::hall {

/// Runs a task later, on the one thread that owns the caller. Thread-safe.
using Executor = std::function<void(std::function<void()>)>;

/// Rises by one with every grant of a lease; an append under an older epoch is fenced off.
using Epoch = std::uint64_t;

/// How many events a stream holds; also the number (from 0) of the next one.
using Seq = std::uint64_t;

enum class Failure : std::uint8_t {
    fenced,    ///< Somebody else owns the stream now, or the head is not where the caller thought.
    regressed, ///< The store holds less than it once acknowledged: stop and call a person.
    held,      ///< The lease belongs to another owner until it runs out.
    no_owner,  ///< Nobody serves this hearing.
    timeout,
    closed,  ///< The port has been shut down.
    storage, ///< The disk failed or is full; nothing of the batch is there.
};

template <typename T>
using Callback = std::function<void(std::expected<T, Failure>)>;

/// Creates a secret that lives in the box only: that from which a confidential ballot's keys are
/// derived, the keys of a secret ballot, or that to which a draw is bound until it is revealed.
struct OpenBox {
    std::string ballot; ///< `b1`; or of a draw `d1`.
    std::string secret; ///< 32 bytes; of a secret ballot more, see hall/secret_keys.hpp.
};

/// Puts one ballot into the box, or replaces the one under the same key (revision until close).
struct PutBallot {
    std::string ballot;
    std::string key;    ///< 64 hexadecimal digits: anonymous, never a person.
    std::string choice; ///< An option of the rule.
    std::string
        category; ///< Empty unless the rule allows a breakdown and the group is large enough.
    std::uint64_t revision{1};
    std::string proof{}; ///< Of a secret ballot: the rest of its line in ballots.txt.
};

/// Forgets the secret once the close of the ballot is in the log, and the categories beside its
/// votes, which were broken down by then: from then on nothing links. Or forgets the
/// draw's once it is revealed, which then stands in the log itself. Again is harmless.
struct SealBox {
    std::string ballot;
};

using BoxWrite = std::variant<OpenBox, PutBallot, SealBox>;

/// What becomes durable together: the box first, then the log, so that no event ever counts a
/// ballot that a crash could take away.
struct Batch {
    std::string stream;
    Epoch epoch{0};
    Seq expected_head{0};
    std::vector<std::string>
        lines; ///< One JSON object each, no LF, at most 64 KiB; stored byte for byte.
    std::vector<BoxWrite> box;
};

struct Appended {
    Seq head{0};
    std::string root; ///< 32 bytes: the RFC 6962 tree head over all lines of the stream.
};

struct Page {
    Seq from{0};
    std::vector<std::string> lines;
};

struct BoxSecret {
    std::string ballot;
    std::string secret;
};

/// All the box holds for one stream; the ballots sorted by key, because any other order tells.
struct Box {
    std::vector<BoxSecret> secrets;
    std::vector<PutBallot> ballots;
};

/// The append-only log of every hearing, and its ballot box. One append in flight per stream.
struct Ledger {
    virtual ~Ledger() = default;

    /// Succeeds only when the batch is durable (synced). Fails with `fenced` when epoch or head are
    /// not the stored ones, `storage` when the disk refused; then nothing of it is there, except
    /// that box writes may have become durable, which is harmless because putting is idempotent.
    virtual void append(Batch batch, Callback<Appended> done) = 0;

    /// At most `max` lines from `from`. `regressed` when fewer than `need` events exist in all.
    virtual void read(std::string stream, Seq from, std::size_t max, Seq need,
                      Callback<Page> done) = 0;

    virtual void read_box(std::string stream, Callback<Box> done) = 0;

    /// The names of all streams, sorted.
    virtual void streams(Callback<std::vector<std::string>> done) = 0;
};

struct Grant {
    Epoch epoch{0};
    Seq head{0};
};

/// Who may write a stream. For liveness only: safety is the epoch inside every append.
struct Lease {
    virtual ~Lease() = default;

    /// Grants when the stream is free, its lease has run out, or `owner` holds it already; every
    /// grant raises the epoch. Otherwise `held`.
    virtual void acquire(std::string stream, std::string owner, std::int64_t ttl_ms,
                         Callback<Grant> done) = 0;
    /// False when the epoch is no longer the current one. Need not wait for appends asked before
    /// it.
    virtual void renew(std::string stream, Epoch epoch, std::int64_t ttl_ms,
                       Callback<bool> done) = 0;
    virtual void release(std::string stream, Epoch epoch, Callback<bool> done) = 0;
};

/// How far a stream goes and its root, signed: trust/checkpoint.hpp tells the form.
struct Certificate {
    std::string verifier; ///< The public key, as one line.
    std::string note;
    /// That of the key which signed this stream first, in this folder: it stays whatever keys
    /// follow after the close, and tells it from a rehearsal's and from what a backup was restored
    /// to.
    std::string first_verifier{};

    bool operator==(const Certificate&) const = default;
};

/// Signs streams, so that whoever keeps a certificate can tell a changed log.
struct Notary {
    virtual ~Notary() = default;

    /// Of all that is durable now. `closes`: nothing more is to come, and the key is erased.
    virtual void certify(std::string stream, bool closes, Callback<Certificate> done) = 0;

    /// The hashes, in base64, that show that the tree of `to` lines extends the one of `from`.
    /// `regressed` unless 1 ≤ from ≤ to ≤ the stream's head.
    virtual void prove(std::string stream, Seq from, Seq to,
                       Callback<std::vector<std::string>> done) = 0;
};

/// Carries a command from where a phone is connected to where its hearing is owned. At most once:
/// a repeat is harmless because the hall remembers command ids.
struct CommandBus {
    using Reply = std::function<void(std::string)>;
    using Handler = std::function<void(std::string command, Reply reply)>;

    virtual ~CommandBus() = default;
    virtual void send(std::string stream, std::string command, std::int64_t deadline_ms,
                      Callback<std::string> done) = 0;
    virtual void serve(std::string stream, Handler handler) = 0;
    virtual void stop(std::string stream) = 0;
};

/// Carries what has become durable to whoever follows. Best effort: a gap is filled from the
/// ledger.
struct Feed {
    using Handler = std::function<void(Epoch, const Page&)>;

    virtual ~Feed() = default;
    virtual void publish(std::string stream, Epoch epoch, Page page) = 0;
    virtual void subscribe(std::string stream, Handler handler) = 0;
};

} // namespace rostrum::hall
