// Strangers who hold connections and let the server wait, from many addresses.
#pragma once

#include "net/tls.hpp"
#include "system/served_hall.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace rostrum::system_test {

/// How one of them does it.
struct Stall {
    std::string said{};                           ///< At once.
    std::string dripped{};                        ///< And then this, a byte a second.
    std::shared_ptr<const net::TlsContext> tls{}; ///< Both behind a handshake that is done.
};

class Staller;

class Stallers {
public:
    /// They come, and come again whenever they are shut out; here when each has stalled once.
    Stallers(Loop& loop, const ServedHall& served, std::size_t count,
             const std::function<Stall(std::size_t)>& how);
    ~Stallers();
    Stallers(const Stallers&) = delete;
    Stallers& operator=(const Stallers&) = delete;

    /// Waits until each is shut out once more, and comes no more.
    void expect_the_end() const;

private:
    Loop& loop_;
    std::vector<std::shared_ptr<Staller>> all_;
};

} // namespace rostrum::system_test
