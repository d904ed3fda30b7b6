// Phones that ask, withdraw and ask again, and keep books of what was acknowledged.
#pragma once

#include "system/hall_fixture.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace rostrum::system_test {

class Askers {
public:
    struct Kept {
        std::map<std::string, std::string> questions; ///< Acknowledged: id, text.
        std::set<std::string> withdrawn;              ///< Likewise: id.
    };

    /// Everybody of the hall comes in.
    Askers(Loop& loop, const boost::asio::ip::tcp::endpoint& server, const PreparedHall& hall,
           std::function<void()> answered);
    ~Askers();
    Askers(const Askers&) = delete;
    Askers& operator=(const Askers&) = delete;

    /// Who has heard an answer to everything goes on.
    void work();
    [[nodiscard]] bool idle() const;
    void stop();

    [[nodiscard]] const Kept& kept() const { return kept_; }
    /// The hearing has all of this, each once, and nothing that nobody asked.
    void check_kept(const Kept& kept, const core::Hearing& hearing) const;

private:
    void ask(std::size_t index);

    std::vector<std::shared_ptr<cli::Phone>> phones_;
    std::function<void()> answered_;
    Kept kept_;
    std::set<std::string> texts_;
    int asked_{0};
};

} // namespace rostrum::system_test
