#include "hall/stream_writer.hpp"

#include "hall/limits.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace rostrum::hall {

StreamWriter::StreamWriter(World& world, std::string stream, std::function<void()> lost)
    : world_(world), stream_(std::move(stream)), lost_(std::move(lost))
{
}

void StreamWriter::open(Line line, Callback<Box> opened)
{
    world_.lease.acquire(stream_, world_.owner, limits::lease_ttl_ms,
                         [self = shared_from_this(), line = std::move(line),
                          opened = std::move(opened)](std::expected<Grant, Failure> grant) mutable {
                             if (!grant) return opened(std::unexpected(grant.error()));
                             self->grant_ = *grant;
                             if (self->stopped_) {
                                 return self->stop([opened = std::move(opened)] {
                                     opened(std::unexpected(Failure::closed));
                                 });
                             }
                             self->renew_later();
                             self->read_from(0, std::move(line), std::move(opened));
                         });
}

void StreamWriter::read_from(Seq from, Line line, Callback<Box> opened)
{
    world_.ledger.read(stream_, from, limits::page_events_max, grant_.head,
                       [self = shared_from_this(), line = std::move(line),
                        opened = std::move(opened)](std::expected<Page, Failure> page) mutable {
                           if (!page) return opened(std::unexpected(page.error()));
                           if (self->stopped_) return opened(std::unexpected(Failure::closed));
                           auto next = page->from;
                           for (const auto& text : page->lines) {
                               if (!line(next, text))
                                   return opened(std::unexpected(Failure::regressed));
                               ++next;
                           }
                           if (next < self->grant_.head) {
                               if (page->lines.empty())
                                   return opened(std::unexpected(Failure::regressed));
                               return self->read_from(next, std::move(line), std::move(opened));
                           }
                           self->head_ = next;
                           self->open_ = true;
                           self->world_.ledger.read_box(
                               self->stream_,
                               [self, opened = std::move(opened)](std::expected<Box, Failure> box) {
                                   if (!self->open_)
                                       return opened(std::unexpected(Failure::closed));
                                   opened(std::move(box));
                               });
                       });
}

void StreamWriter::add(Entry entry)
{
    if (!open_) return entry.settle(false);
    gathered_.push_back(std::move(entry));
    append_gathered();
}

void StreamWriter::append_gathered()
{
    if (settling_ || !in_flight_.empty() || gathered_.empty()) return;

    Batch batch{stream_, grant_.epoch, head_, {}, {}};
    std::size_t bytes = 0;
    while (!gathered_.empty() && batch.lines.size() < limits::batch_events_max &&
           bytes < limits::batch_bytes_max) {
        auto& entry = gathered_.front();
        for (auto& line : entry.lines) {
            bytes += line.size();
            batch.lines.push_back(std::move(line));
        }
        std::ranges::move(entry.box, std::back_inserter(batch.box));
        in_flight_.push_back(std::move(entry));
        gathered_.pop_front();
    }
    // Refusals and repeats that waited only for what came before them need no append of their own.
    if (batch.lines.empty() && batch.box.empty()) return on_appended(Appended{head_, {}});

    world_.ledger.append(std::move(batch),
                         [self = shared_from_this()](std::expected<Appended, Failure> result) {
                             self->on_appended(result);
                         });
}

void StreamWriter::on_appended(std::expected<Appended, Failure> result)
{
    if (!result) return on_failed(result.error());
    head_ = result->head;
    settle_all(in_flight_, true);
    append_gathered();
    check_idle();
}

void StreamWriter::on_failed(Failure failure)
{
    if (failure != Failure::storage && failure != Failure::timeout) {
        give_up();
        return undo(nullptr);
    }
    const bool box_in_doubt =
        std::ranges::any_of(in_flight_, [](const Entry& entry) { return !entry.box.empty(); });
    if (!box_in_doubt) return undo(nullptr);
    // A ballot that is in the box counts, whatever its sender is told: it must be known here too.
    // Until it is, the failed entries stay in flight, so that nothing new is appended.
    world_.ledger.read_box(stream_, [self = shared_from_this()](std::expected<Box, Failure> box) {
        if (!box) self->give_up();
        self->undo(box ? &*box : nullptr);
    });
}

void StreamWriter::undo(const Box* box)
{
    // The owner forgets what it had only supposed before anybody is told and can ask again.
    auto undone = std::exchange(in_flight_, {});
    std::ranges::move(std::exchange(gathered_, {}), std::back_inserter(undone));
    if (recover_) recover_(box);
    settle_all(undone, /*durable=*/false);
    append_gathered();
    check_idle();
}

void StreamWriter::settle_all(std::deque<Entry>& entries, bool durable)
{
    // What settles may add new entries; those come after all of these.
    auto settled = std::exchange(entries, {});
    const bool outer = std::exchange(settling_, true);
    for (auto& entry : settled) entry.settle(durable);
    settling_ = outer;
}

void StreamWriter::renew_later()
{
    world_.after(limits::lease_renewal, [weak = weak_from_this()] {
        const auto self = weak.lock();
        if (!self || self->grant_.epoch == 0) return;
        self->world_.lease.renew(self->stream_, self->grant_.epoch, limits::lease_ttl_ms,
                                 [weak](std::expected<bool, Failure> renewed) {
                                     const auto writer = weak.lock();
                                     if (!writer) return;
                                     if (renewed && !*renewed) return writer->give_up();
                                     writer->renew_later();
                                 });
    });
}

void StreamWriter::give_up()
{
    if (!open_) return;
    open_ = false;
    grant_.epoch = 0;
    world_.log_warning("stream " + stream_ + " is lost to this server");
    if (lost_) lost_();
}

void StreamWriter::when_idle(std::function<void()> done)
{
    idle_waiters_.push_back(std::move(done));
    check_idle();
}

void StreamWriter::check_idle()
{
    if (settling_ || !in_flight_.empty() || !gathered_.empty()) return;
    for (auto& waiter : std::exchange(idle_waiters_, {})) waiter();
}

void StreamWriter::stop(std::function<void()> done)
{
    stopped_ = true;
    when_idle([self = shared_from_this(), done = std::move(done)] {
        self->open_ = false;
        const auto epoch = std::exchange(self->grant_.epoch, 0);
        if (epoch == 0) return done();
        self->world_.lease.release(self->stream_, epoch, [done](const auto&) { done(); });
    });
}

} // namespace rostrum::hall
