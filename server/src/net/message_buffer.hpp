// Where a message is put together while it is read: a DynamicBuffer of Beast's that holds nothing
// when the message is done, as of a phone it nearly always is. Beast asks for as much room as it
// may have before the first byte is there, and its own buffers keep what they ever had.
#pragma once

#include "net/limits.hpp"

#include <boost/asio/buffer.hpp>

#include <cassert>
#include <cstddef>
#include <vector>

namespace rostrum::net {

class MessageBuffer {
public:
    using const_buffers_type = boost::asio::const_buffer;
    using mutable_buffers_type = boost::asio::mutable_buffer;

    [[nodiscard]] std::size_t size() const { return size_; }
    /// As Beast reads it: so much it asks for before anything is there. Then it knows the frame's
    /// length, and asks for that.
    [[nodiscard]] std::size_t max_size() const { return size_ + limits::message_room_bytes; }
    [[nodiscard]] std::size_t capacity() const { return room_.capacity(); }

    [[nodiscard]] const_buffers_type data() const { return {room_.data(), size_}; }
    [[nodiscard]] mutable_buffers_type prepare(std::size_t bytes)
    {
        room_.resize(size_ + bytes);
        return {room_.data() + size_, bytes};
    }
    void commit(std::size_t bytes) { size_ += bytes; }
    /// All of it or nothing: a message is looked at whole.
    void consume([[maybe_unused]] std::size_t bytes)
    {
        assert(bytes == size_);
        size_ = 0;
        room_.clear();
        room_.shrink_to_fit(); // What is assigned `{}` keeps its room.
    }

private:
    std::vector<char> room_;
    std::size_t size_{0};
};

} // namespace rostrum::net
