// Frames said by hand to the real program, and what it says to them, in words.
#pragma once

#include "system/served_hall.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace rostrum::system_test {

/// First bytes of a frame (RFC 6455 §5.2): FIN, three reserved bits, opcode.
namespace first {
inline constexpr unsigned text = 0x81;
inline constexpr unsigned binary = 0x82;
inline constexpr unsigned close = 0x88;
inline constexpr unsigned ping = 0x89;
inline constexpr unsigned pong = 0x8A;
inline constexpr unsigned fin = 0x80;
/// Of a message in pieces; those after it, and the last.
inline constexpr unsigned text_begins = 0x01;
inline constexpr unsigned binary_begins = 0x02;
inline constexpr unsigned goes_on = 0x00;
inline constexpr unsigned ends = 0x80;
} // namespace first

/// Under a mask that changes every byte.
[[nodiscard]] std::string frame(unsigned first, const std::string& payload = {});
/// A closing frame.
[[nodiscard]] std::string closing(unsigned code, const std::string& reason = {});
/// A message that is answered `pong 7`, filled up with blanks.
[[nodiscard]] std::string ping_message(std::size_t bytes = 0);
/// A message in so many pieces as it has bytes, with `between` after each but the last.
[[nodiscard]] std::string in_single_bytes(const std::string& message,
                                          const std::string& between = {});

/// A rule, what is said, and what must be heard until the connection has ended:
///   `pong 7`, `error CODE`  messages of our protocol;
///   `ponged PAYLOAD`        a frame;
///   `closed CODE REASON`    one more.
/// Unless it is closed by then, the client closes it: a last `closed 1000` goes without saying.
struct Talk {
    std::string rule;
    std::string said;
    std::vector<std::string> heard;
};

class Speaker {
public:
    explicit Speaker(int people);

    [[nodiscard]] const ServedHall& served() const { return served_; }
    /// Of another person whenever this one has said as much as one may within seconds.
    [[nodiscard]] const std::string& cookie();

    /// Each talk twice: in one piece, and in pieces as small as they go.
    void check(const std::vector<Talk>& talks);
    /// With the connections of this session.
    void check(const std::vector<Talk>& talks, const std::string& cookie);

    /// What is heard when these pieces are said one after the other, until the end.
    [[nodiscard]] std::vector<std::string> hears(const std::vector<std::string>& pieces,
                                                 const std::string& cookie) const;
    /// How the server closes a connection on which this is said.
    [[nodiscard]] unsigned closes(const std::string& bytes);
    /// Whether it is answered `pong` instead.
    [[nodiscard]] bool answers(const std::string& bytes);

private:
    void check_one(const Talk& talk, const std::string& cookie) const;

    ServedHall served_;
    std::string cookie_;
    std::size_t joined_{0};
    std::size_t connections_{0};
};

} // namespace rostrum::system_test
