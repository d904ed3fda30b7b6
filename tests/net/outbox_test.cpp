#include "net/outbox.hpp"

#include "net/limits.hpp"

#include "support/catch.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/read.hpp>

#include <string>

using namespace rostrum::net;

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

/// Two ends over loopback; ours does not block and has little room in the kernel.
struct Ends {
    Ends()
    {
        tcp::acceptor acceptor(io, {asio::ip::address_v4::loopback(), 0});
        theirs.open(tcp::v4());
        theirs.set_option(asio::socket_base::receive_buffer_size(4'096));
        theirs.connect(acceptor.local_endpoint());
        ours = acceptor.accept();
        ours.set_option(asio::socket_base::send_buffer_size(4'096));
        ours.non_blocking(true);
    }

    std::string receive(std::size_t bytes)
    {
        std::string text(bytes, ' ');
        asio::read(theirs, asio::buffer(text));
        return text;
    }

    asio::io_context io;
    tcp::socket theirs{io};
    tcp::socket ours{io};
};

Frame frame(std::string text)
{
    return std::make_shared<const std::string>(std::move(text));
}

} // namespace

TEST_CASE("private frames go out before the audience's", "[outbox]")
{
    Ends ends;
    Ring ring;
    ring.push(1, 1, frame("one,"));
    ring.push(1, 2, frame("two,"));
    Outbox outbox;
    outbox.follow(ring, 1);
    outbox.push(frame("mine,"));
    CHECK(outbox.flush(ends.ours) == Flushed::all);
    CHECK(ends.receive(13) == "mine,one,two,");
    ring.push(1, 3, frame("three"));
    CHECK(outbox.flush(ends.ours) == Flushed::all);
    CHECK(ends.receive(5) == "three");
}

TEST_CASE("a private frame waits for the end of one that is half sent", "[outbox]")
{
    Ends ends;
    Ring ring;
    const std::string large(4'000'000, 'L');
    ring.push(1, 1, frame(large));
    Outbox outbox;
    outbox.follow(ring, 1);
    REQUIRE(outbox.flush(ends.ours) == Flushed::blocked);
    outbox.push(frame("mine"));
    std::string received;
    while (received.size() < large.size() + 4) {
        const auto result = outbox.flush(ends.ours);
        REQUIRE((result == Flushed::all || result == Flushed::blocked));
        std::string some(65'536, ' ');
        some.resize(ends.theirs.read_some(asio::buffer(some)));
        received += some;
    }
    CHECK(received == large + "mine");
    CHECK(outbox.private_count() == 0);
}

TEST_CASE("more frames than one call takes all arrive, in order", "[outbox]")
{
    Ends ends;
    Ring ring;
    std::string expected;
    for (std::size_t version = 1; version <= 3 * limits::buffers_per_write; ++version) {
        const auto text = std::to_string(version) + ',';
        ring.push(1, version, frame(text));
        expected += text;
    }
    Outbox outbox;
    outbox.follow(ring, 1);
    CHECK(outbox.flush(ends.ours) == Flushed::all);
    CHECK(ends.receive(expected.size()) == expected);
}

TEST_CASE("a reader the ring has left behind is told, after what was its own", "[outbox]")
{
    Ends ends;
    Ring ring;
    Outbox outbox;
    ring.push(1, 1, frame("one"));
    outbox.follow(ring, 1);
    ring.push(1, 9, frame("nine"));
    outbox.push(frame("mine"));
    CHECK(outbox.flush(ends.ours) == Flushed::fell_off);
    CHECK(ends.receive(4) == "mine");
    outbox.unfollow();
    CHECK(outbox.flush(ends.ours) == Flushed::all);
}

TEST_CASE("a dead socket is noticed", "[outbox]")
{
    Ends ends;
    ends.ours.close();
    Outbox outbox;
    outbox.push(frame("x"));
    CHECK(outbox.flush(ends.ours) == Flushed::failed);
}
