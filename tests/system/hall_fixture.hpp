// A data folder with a hearing and its people, and phones that connect to it.
#pragma once

#include "cli/phone.hpp"
#include "cli/runtime.hpp"
#include "cli/scratch_folder.hpp"
#include "cli/stage.hpp"
#include "core/hearing.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace rostrum::system_test {

inline const core::HearingId hearing_id{"h01"};

/// Opens the folder without listening; gives it back when gone.
[[nodiscard]] std::unique_ptr<cli::Runtime> open_quietly(const std::filesystem::path& data);

struct PreparedHall {
    std::vector<cli::Person> people;
    std::map<core::ParticipantId, std::string> tokens;
};

/// A hearing in a phase, with so many people who hold cards.
[[nodiscard]] PreparedHall prepare(const std::filesystem::path& data, int people,
                                   core::Phase phase);

/// The durable state of the hearing.
[[nodiscard]] core::Hearing state_of(const std::filesystem::path& data);

/// A loop that the test drives: runs until something is so, or fails.
class Loop {
public:
    [[nodiscard]] boost::asio::io_context& io() { return io_; }
    /// Throws when it takes longer than anybody would wait.
    void until(const std::function<bool()>& reached, const std::string& what,
               std::chrono::seconds patience = std::chrono::seconds(60));
    /// Lets what has been closed end.
    void drain();

private:
    boost::asio::io_context io_{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{
        io_.get_executor()};
};

[[nodiscard]] std::shared_ptr<cli::Phone>
make_phone(Loop& loop, const boost::asio::ip::tcp::endpoint& server, const PreparedHall& hall,
           std::size_t index, bool keeps_view = false,
           std::shared_ptr<const net::TlsContext> tls = {});

} // namespace rostrum::system_test
