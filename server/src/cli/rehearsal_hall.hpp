// The hall of a rehearsal: a server on data that is wiped, a phone for everybody invited, a desk.
#pragma once

#include "cli/phone.hpp"
#include "cli/rehearsal_report.hpp"
#include "cli/runtime.hpp"
#include "cli/scratch_folder.hpp"
#include "cli/stage.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace rostrum::cli {

struct RehearsalOptions {
    std::int64_t phones{130};
    std::uint64_t seed{1};    ///< Of the phones' choices.
    std::int64_t minutes{0};  ///< So long the hearing goes on in between, with restarts.
    std::filesystem::path in; ///< Folder for the data until it is wiped: its disk is rehearsed.
    Config like;              ///< Its TLS and its threads are rehearsed.
};

class RehearsalHall {
public:
    using Phones = std::vector<std::shared_ptr<Phone>>;

    explicit RehearsalHall(const RehearsalOptions& options);
    RehearsalHall(const RehearsalHall&) = delete;
    RehearsalHall& operator=(const RehearsalHall&) = delete;

    /// Everybody goes, and the server stops.
    void close();

    /// Throws a `runtime_error` when it takes two minutes, or when a phone is turned away.
    void until(const std::function<bool()>& reached, const std::string& what);
    void run_for(std::chrono::milliseconds span) { io_.run_for(span); }
    /// An orderly end and a new start on the same data, while the phones try to come back.
    [[nodiscard]] Restart restart();

    void moderate(core::Command command) { act(core::Role::moderator, std::move(command)); }
    void act(core::Role role, core::Command command, const std::string& who = "stage");
    /// Looks at the hearing on its own thread.
    void look(const std::function<void(const core::Hearing&)>& at);

    [[nodiscard]] boost::asio::io_context& io() { return io_; }
    [[nodiscard]] const Phones& phones() const { return phones_; }
    /// The one that keeps its whole view.
    [[nodiscard]] const Phone& witness() const { return *phones_.front(); }
    /// A moderator's page, each with ids of its own.
    [[nodiscard]] PhoneSettings desk();

    [[nodiscard]] bool all_are_welcome() const;
    [[nodiscard]] bool nobody_is_welcome() const;
    /// Everybody has the same version of the view.
    [[nodiscard]] bool all_see_the_same() const;

private:
    void start_server(std::uint16_t port, std::uint16_t cast_port);
    [[nodiscard]] boost::asio::ip::tcp::endpoint endpoint() const;

    RehearsalOptions options_;
    ScratchFolder folder_;
    std::shared_ptr<const net::TlsContext> tls_; ///< Of all phones; nothing: plain.
    boost::asio::io_context io_{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{
        io_.get_executor()};
    std::unique_ptr<Runtime> server_;
    std::string desk_token_;
    std::size_t desks_{0};
    Phones phones_;
    std::string turned_away_; ///< Why a phone was; empty: none was.
};

} // namespace rostrum::cli
