// The running server: every part made, wired, started, and stopped in the order that loses nothing.
#pragma once

#include "cli/compute_pool.hpp"
#include "cli/config.hpp"
#include "cli/long_work.hpp"
#include "hall/halls.hpp"
#include "hall/world.hpp"
#include "ledger/checkpoint_store.hpp"
#include "ledger/file_store.hpp"
#include "ledger/search_index.hpp"
#include "ledger/sqlite_ledger.hpp"
#include "net/door.hpp"
#include "net/hub.hpp"
#include "net/io_thread.hpp"
#include "net/metrics.hpp"
#include "net/name_keeper.hpp"
#include "net/slide_desk.hpp"
#include "net/web_server.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace rostrum::cli {

class Runtime {
public:
    /// Opens the data folder and every hearing, then listens. The error is a sentence for the
    /// operator.
    [[nodiscard]] static std::expected<std::unique_ptr<Runtime>, std::string>
    start(const Config& config);

    ~Runtime();
    Runtime(const Runtime&) = delete;
    Runtime& operator=(const Runtime&) = delete;

    /// Tells the clients to come back, makes durable what is under way, closes. Idempotent.
    void stop();

    /// Reads certificate and key again; bad ones are logged, and those there were stay.
    void reload_tls();

    [[nodiscard]] const std::string& url() const { return url_; }
    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] std::uint16_t cast_port() const { return web_ ? web_->cast_port() : 0; }

    /// Runs a task on the hall thread and waits for it. Never call it on that thread.
    void on_hall(const std::function<void(hall::Halls&)>& task);
    /// Likewise on the door's thread.
    void at_door(const std::function<void(net::DoorKeeper&)>& task);

    /// Sends a command as the server's operator and waits for the answer.
    [[nodiscard]] hall::Answer command(const std::string& hearing, const core::Actor& actor,
                                       core::Command command);
    [[nodiscard]] hall::Answer plan(const core::Actor& actor, core::SeriesCommand command);

    [[nodiscard]] const net::HubCounts& counts() const { return hub_->counts(); }

private:
    struct Storage {
        std::unique_ptr<ledger::SqliteStore> log;
        std::unique_ptr<ledger::CheckpointStore> checkpoints;
        std::unique_ptr<access::PeopleStore> people;
        std::unique_ptr<ledger::FileStore> files;
    };

    explicit Runtime(const Config& config);
    [[nodiscard]] static std::expected<Storage, std::string> open_storage(const Config& config);
    [[nodiscard]] std::expected<void, std::string> begin(Storage storage);
    [[nodiscard]] std::expected<void, std::string> bind();
    [[nodiscard]] protocol::CastAddress cast_address() const;
    [[nodiscard]] std::expected<void, std::string> open_halls();
    [[nodiscard]] std::expected<void, std::string> serve();
    [[nodiscard]] std::vector<net::IoThread*> io_thread_pointers() const;
    [[nodiscard]] hall::World make_world();

    using WorkGuard = boost::asio::executor_work_guard<boost::asio::io_context::executor_type>;

    Config config_;
    std::string url_;
    std::uint16_t port_{0};
    // Tasks that never ran hold connections: they end before the threads those live on, and these
    // before the hub that counts them.
    std::unique_ptr<net::Hub> hub_;
    std::vector<std::unique_ptr<net::IoThread>> io_threads_;
    std::vector<WorkGuard> io_work_;
    boost::asio::io_context hall_io_{1};
    WorkGuard hall_work_{hall_io_.get_executor()};
    std::unique_ptr<ledger::SqliteLedger> ledger_;
    net::Metrics metrics_;
    std::unique_ptr<net::CountingLedger> counting_ledger_;
    std::unique_ptr<LongWorkers> long_work_;
    std::unique_ptr<ComputePool> compute_pool_;
    std::unique_ptr<hall::World> world_;
    std::unique_ptr<hall::Halls> halls_;
    std::unique_ptr<net::CountingFront> front_;
    std::unique_ptr<net::Door> door_;
    std::unique_ptr<net::NameKeeper> names_;
    std::unique_ptr<net::SlideDesk> slides_;
    std::unique_ptr<ledger::FileStore> files_;
    ledger::SearchIndex search_;
    std::unique_ptr<net::WebServer> web_;
    std::jthread hall_thread_;
    std::vector<std::jthread> threads_;
    bool stopped_{false};
};

} // namespace rostrum::cli
