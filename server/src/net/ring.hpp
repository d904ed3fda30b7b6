// The last changes of one audience's view, framed: what everybody reads from, each at its own
// place.
#pragma once

#include "hall/front.hpp"
#include "net/frame.hpp"

#include <cstddef>
#include <deque>

namespace rostrum::net {

/// Frames by version, without gaps, of one epoch. Bounded: the oldest fall off. What comes late of
/// an epoch that is over is not taken.
class Ring {
public:
    void push(hall::Epoch epoch, hall::Version version, Frame frame);
    /// What is known of the head before anything was pushed.
    void begin(hall::Epoch epoch, hall::Version version);

    /// The frame of a version in `first()` … `head()`.
    [[nodiscard]] const Frame& at(hall::Version version) const
    {
        return frames_[static_cast<std::size_t>(version - first())];
    }
    [[nodiscard]] hall::Version first() const { return head_ + 1 - frames_.size(); }
    [[nodiscard]] hall::Version head() const { return head_; }
    [[nodiscard]] hall::Epoch epoch() const { return epoch_; }
    /// Whether somebody who has `version` can go on from here.
    [[nodiscard]] bool continues(hall::Epoch epoch, hall::Version version) const
    {
        return epoch == epoch_ && epoch_ != 0 && version + 1 >= first() && version <= head_;
    }

private:
    std::deque<Frame> frames_;
    hall::Epoch epoch_{0};
    hall::Version head_{0};
    std::size_t bytes_{0};
};

} // namespace rostrum::net
