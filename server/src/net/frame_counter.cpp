#include "net/frame_counter.hpp"

#include <algorithm>
#include <limits>

namespace rostrum::net {
namespace {

// RFC 6455 §5.2.
constexpr unsigned fin_bit = 0x80;
constexpr unsigned control_bit = 0x08;
constexpr unsigned mask_bit = 0x80;
constexpr unsigned length_mask = 0x7F;
constexpr unsigned mask_bytes = 4;

} // namespace

bool FrameCounter::take(std::string_view bytes)
{
    while (!bytes.empty() && frames_ <= frames_max_) {
        if (skip_ == 0) {
            take_head_byte(static_cast<unsigned char>(bytes.front()));
            bytes.remove_prefix(1);
            continue;
        }
        const auto step = std::min<std::uint64_t>(skip_, bytes.size());
        bytes.remove_prefix(static_cast<std::size_t>(step));
        skip_ -= step;
        if (skip_ == 0) end_frame();
    }
    return frames_ <= frames_max_;
}

void FrameCounter::take_head_byte(unsigned char byte)
{
    const auto place = head_bytes_++;
    if (place == 0) {
        ended_ = false;
        final_ = (byte & fin_bit) != 0;
        control_ = (byte & control_bit) != 0;
        return;
    }
    if (place == 1) {
        masked_ = (byte & mask_bit) != 0;
        length_ = byte & length_mask;
        length_bytes_ = length_ == 126 ? 2 : length_ == 127 ? 8 : 0;
        if (length_bytes_ > 0) length_ = 0;
    }
    else
        length_ = length_ << 8 | byte;
    if (head_bytes_ == 2 + length_bytes_) begin_frame();
}

void FrameCounter::begin_frame()
{
    head_bytes_ = 0;
    // Longer than anything is: it must not begin anew from nothing.
    length_ = std::min(length_, std::numeric_limits<std::uint64_t>::max() - mask_bytes);
    skip_ = length_ + (masked_ ? mask_bytes : 0);
    if (!control_) ++frames_; // Those may stand between a message's frames.
    if (skip_ == 0) end_frame();
}

void FrameCounter::end_frame()
{
    if (control_ || !final_ || frames_ > frames_max_) return;
    frames_ = 0;
    ++messages_;
    ended_ = true;
}

} // namespace rostrum::net
