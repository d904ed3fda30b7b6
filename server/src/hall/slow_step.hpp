// The slow step of one draw, shared between the hall thread, which watches it, and the thread that
// does it.
#pragma once

#include "core/draw.hpp"
#include "protocol/draw_files.hpp"
#include "trust/draw_delay.hpp"

#include <atomic>
#include <cstdint>
#include <string>

namespace rostrum::hall {

class SlowStep {
public:
    /// Of a draw that is revealed.
    explicit SlowStep(const core::Draw& draw)
        : draw_{draw.draw}, delay_{protocol::delay_input_of(draw), draw.delay}
    {
    }

    /// On the thread that does it; false when that was the last.
    bool advance()
    {
        delay_.advance(trust::delay_slice);
        done_.store(delay_.done(), std::memory_order_relaxed);
        is_over_.store(delay_.is_over(), std::memory_order_release);
        return !delay_.is_over();
    }

    [[nodiscard]] const core::DrawId& draw() const { return draw_; }
    [[nodiscard]] std::uint32_t done() const { return done_.load(std::memory_order_relaxed); }
    [[nodiscard]] bool is_over() const { return is_over_.load(std::memory_order_acquire); }
    /// Once it is over.
    [[nodiscard]] std::string seed() const { return trust::hex(delay_.seed()); }

private:
    core::DrawId draw_;
    trust::Delay delay_;
    std::atomic<std::uint32_t> done_{0};
    std::atomic<bool> is_over_{false};
};

} // namespace rostrum::hall
