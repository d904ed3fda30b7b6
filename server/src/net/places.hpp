// A bounded number of places, taken and left on any thread: what is bounded for the whole server
// must not be counted by each of its threads alone.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>

namespace rostrum::net {

class Places {
    struct Leave {
        void operator()(Places* places) const { --places->taken_; }
    };

public:
    /// Held as long as it is taken; the places outlive it.
    using Place = std::unique_ptr<Places, Leave>;

    explicit Places(std::size_t max) : max_(max) {}

    /// Nothing when all are taken.
    [[nodiscard]] Place take()
    {
        if (++taken_ <= max_) return Place(this);
        --taken_;
        return nullptr;
    }

private:
    std::size_t max_;
    std::atomic<std::size_t> taken_{0};
};

} // namespace rostrum::net
