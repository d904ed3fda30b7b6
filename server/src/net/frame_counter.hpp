// Follows the heads of WebSocket frames in the bytes of a client, to count how many pieces one
// message is cut into, and to know where messages end. Beast bounds a message's bytes, but not its
// frames: empty ones cost it time for nothing. And it does not say whether it holds anything.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace rostrum::net {

class FrameCounter {
public:
    explicit FrameCounter(std::size_t frames_max) : frames_max_(frames_max) {}

    /// The next bytes, cut anywhere. False once a message has too many frames.
    [[nodiscard]] bool take(std::string_view bytes);
    /// Whether that was so many messages, and not a byte after the last.
    [[nodiscard]] bool ends_with_message(std::uint64_t number) const
    {
        return ended_ && messages_ == number;
    }

private:
    void take_head_byte(unsigned char byte);
    void begin_frame();
    void end_frame();

    std::size_t frames_max_;
    std::size_t frames_{0};     ///< Of the message under way.
    std::uint64_t messages_{0}; ///< That came whole.
    std::uint64_t skip_{0};     ///< Mask and payload still to come.
    std::uint64_t length_{0};
    unsigned head_bytes_{0};   ///< Of the frame's head, read so far.
    unsigned length_bytes_{0}; ///< Of a length that stands behind the first two bytes.
    bool masked_{false};
    bool control_{false};
    bool final_{false};
    bool ended_{true}; ///< Nothing has come since the last message.
};

} // namespace rostrum::net
