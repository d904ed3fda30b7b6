#include "net/outbox.hpp"

#include <cassert>
#include <utility>

namespace rostrum::net {

void Outbox::push(Frame frame)
{
    private_bytes_ += frame->size();
    privates_.push_back({std::move(frame), /*is_view=*/false});
}

void Outbox::push_view(Frame frame)
{
    std::erase_if(privates_, [](const Private& one) { return one.is_view; });
    privates_.push_back({std::move(frame), /*is_view=*/true});
}

void Outbox::follow(const Ring& ring, hall::Version next)
{
    ring_ = &ring;
    epoch_ = ring.epoch();
    next_ = next;
}

bool Outbox::gather(Buffers& buffers) const
{
    if (partial_) buffers.push_back(boost::asio::buffer(*partial_) + sent_);
    for (const auto& one : privates_) {
        if (buffers.size() == limits::buffers_per_write) return true;
        buffers.push_back(boost::asio::buffer(*one.frame));
    }
    if (ring_ == nullptr) return true;
    // Versions begin anew with an epoch: those of two epochs say nothing of each other.
    const bool fell_off = ring_->epoch() != epoch_ || next_ < ring_->first();
    if (fell_off) return !buffers.empty(); // First what is ours, then the bad news.
    for (auto version = next_; version <= ring_->head(); ++version) {
        if (buffers.size() == limits::buffers_per_write) return true;
        buffers.push_back(boost::asio::buffer(*ring_->at(version)));
    }
    return true;
}

void Outbox::consume(std::size_t bytes)
{
    while (bytes > 0) {
        const auto rest = front()->size() - sent_;
        if (bytes < rest) {
            // Of one that has begun the ring may be gone before its end.
            if (!partial_) {
                auto begun = front();
                pop();
                partial_ = std::move(begun);
            }
            sent_ += bytes;
            return;
        }
        bytes -= rest;
        pop();
    }
}

const Frame& Outbox::front() const
{
    if (partial_) return partial_;
    if (!privates_.empty()) return privates_.front().frame;
    assert(ring_ != nullptr && next_ <= ring_->head());
    return ring_->at(next_);
}

void Outbox::pop()
{
    if (partial_) {
        partial_.reset();
        sent_ = 0;
    }
    else if (!privates_.empty()) {
        if (!privates_.front().is_view) private_bytes_ -= privates_.front().frame->size();
        privates_.erase(privates_.begin());
    }
    else {
        ++next_;
    }
}

} // namespace rostrum::net
