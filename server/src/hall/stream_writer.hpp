// The single writer of one stream: gathers what is decided while an append is under way, and lets
// nobody see an outcome before it is durable.
#pragma once

#include "hall/ports.hpp"
#include "hall/world.hpp"

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace rostrum::hall {

/// One decided command's share of a batch. Its settle function runs in the order of entries, with
/// true once everything up to here is durable, or false when it is not and never will be.
struct Entry {
    std::vector<std::string> lines;
    std::vector<BoxWrite> box;
    std::function<void(bool durable)> settle;
};

class StreamWriter : public std::enable_shared_from_this<StreamWriter> {
public:
    /// `lost`: the stream belongs to somebody else now, or cannot be trusted; nothing more is
    /// written.
    StreamWriter(World& world, std::string stream, std::function<void()> lost);

    using Line = std::function<bool(Seq, const std::string&)>;

    /// Acquires the lease and reads the whole stream line by line; false from `line` stops with
    /// `regressed`. Then the stream is ours to write.
    void open(Line line, Callback<Box> opened);

    /// Adds an entry; it settles after everything added before.
    void add(Entry entry);

    /// Runs when nothing waits any more (at once if nothing does).
    void when_idle(std::function<void()> done);

    /// Nothing more is accepted; the lease is given back once idle.
    void stop(std::function<void()> done);

    /// Called when an append has failed, before everything that waits settles with false. Where the
    /// append had box writes, which may have become durable, with the box as it is now.
    void on_failure(std::function<void(const Box*)> recover) { recover_ = std::move(recover); }

    [[nodiscard]] Epoch epoch() const { return grant_.epoch; }
    [[nodiscard]] Seq head() const { return head_; }
    [[nodiscard]] std::size_t waiting() const { return gathered_.size() + in_flight_.size(); }
    [[nodiscard]] const std::string& stream() const { return stream_; }

private:
    void read_from(Seq from, Line line, Callback<Box> opened);
    void append_gathered();
    void on_appended(std::expected<Appended, Failure> result);
    void on_failed(Failure failure);
    void undo(const Box* box);
    void settle_all(std::deque<Entry>& entries, bool durable);
    void renew_later();
    void give_up();
    void check_idle();

    World& world_;
    std::string stream_;
    std::function<void()> lost_;
    std::function<void(const Box*)> recover_;
    Grant grant_;
    Seq head_{0};
    std::deque<Entry> gathered_;
    std::deque<Entry> in_flight_;
    std::vector<std::function<void()>> idle_waiters_;
    bool open_{false};
    bool settling_{false};
    bool stopped_{false};
};

} // namespace rostrum::hall
