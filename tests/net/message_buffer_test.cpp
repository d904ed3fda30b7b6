#include "net/message_buffer.hpp"

#include "support/catch.hpp"

#include <algorithm>
#include <string>
#include <string_view>

using rostrum::net::MessageBuffer;

namespace {

void put(MessageBuffer& buffer, std::string_view bytes)
{
    const auto room = buffer.prepare(bytes.size());
    std::ranges::copy(bytes, static_cast<char*>(room.data()));
    buffer.commit(bytes.size());
}

} // namespace

TEST_CASE("a message that was read leaves no room behind, however long it was", "[frames]")
{
    MessageBuffer buffer;
    CHECK(buffer.capacity() == 0);
    for (const std::size_t bytes : {1, 127, 128, 129, 65'536}) {
        const std::string message(bytes, 'x');
        put(buffer, message);
        put(buffer, "end");
        const auto data = buffer.data();
        CHECK(std::string_view{static_cast<const char*>(data.data()), data.size()} ==
              message + "end");
        buffer.consume(buffer.size());
        CHECK(buffer.size() == 0);
        CHECK(buffer.capacity() == 0);
    }
}
