#include "net/ring.hpp"

#include "net/limits.hpp"

namespace rostrum::net {

void Ring::begin(hall::Epoch epoch, hall::Version version)
{
    if (epoch < epoch_ || (epoch == epoch_ && version <= head_)) return;
    frames_.clear();
    bytes_ = 0;
    epoch_ = epoch;
    head_ = version;
}

void Ring::push(hall::Epoch epoch, hall::Version version, Frame frame)
{
    if (epoch < epoch_) return;
    if (epoch != epoch_ || version != head_ + 1) begin(epoch, version - 1);
    bytes_ += frame->size();
    frames_.push_back(std::move(frame));
    head_ = version;
    while (frames_.size() > limits::ring_frames_max || bytes_ > limits::ring_bytes_max) {
        bytes_ -= frames_.front()->size();
        frames_.pop_front();
    }
}

} // namespace rostrum::net
