// Answers already given, so that a command sent again is done at most once.
#pragma once

#include "hall/front.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace rostrum::hall {

/// Command ids are unique per sender.
[[nodiscard]] std::string sender_of(const core::Actor& actor);

/// Bounded: the oldest are forgotten. A command that is still being decided gathers its repeats.
class Answers {
public:
    using Reply = std::function<void(Answer)>;

    Answers() = default;
    Answers(const Answers&) = delete; // `order_` points into `slots_`.
    Answers& operator=(const Answers&) = delete;

    /// True when the command is known: it has been answered now, or will be with the first one.
    bool repeat(const std::string& sender, const std::string& id, Reply& reply);
    /// Must follow a `repeat` that was false.
    void begin(const std::string& sender, const std::string& id, Reply reply);
    /// Whether an answer stays in memory. One that joins a person to a ballot's key must not.
    enum class Keep : std::uint8_t { yes, no };

    /// Answers the command and its repeats. Only what is final is remembered: trouble is not.
    void finish(const std::string& sender, const std::string& id, const Answer& answer, Keep keep);
    /// What the log says was done before this server started.
    void remember(const std::string& sender, const std::string& id, Acknowledged answer);

    [[nodiscard]] std::size_t waiting() const { return waiting_; }

private:
    struct Slot {
        std::optional<Answer> answer;
        std::vector<Reply> replies;
    };

    void forget_oldest();

    std::unordered_map<std::string, Slot> slots_;
    std::deque<const std::string*> order_; ///< Keys of `slots_`, in which they stay in place.
    std::size_t waiting_{0};
};

} // namespace rostrum::hall
