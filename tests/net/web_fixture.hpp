// The whole web side in this process, over loopback: real sockets and threads, a ledger in memory,
// a store of people in a folder of its own.
#pragma once

#include "access/access_fixture.hpp"
#include "hall/halls.hpp"
#include "ledger/file_store.hpp"
#include "ledger/memory_ledger.hpp"
#include "ledger/search_index.hpp"
#include "net/door.hpp"
#include "net/hub.hpp"
#include "net/io_thread.hpp"
#include "net/limits.hpp"
#include "net/metrics.hpp"
#include "net/name_keeper.hpp"
#include "net/slide_desk.hpp"
#include "net/web_server.hpp"

#include "support/wire_client.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace rostrum::net {

using tst::Reply;
using Client = tst::WireClient;

/// What somebody joins or follows a link with.
[[nodiscard]] std::string token_body(const std::string& token);

/// Counts how often lines are read.
class ReadCounter final : public hall::Ledger {
public:
    explicit ReadCounter(hall::Ledger& ledger) : ledger_(ledger) {}

    void append(hall::Batch batch, hall::Callback<hall::Appended> done) override
    {
        ledger_.append(std::move(batch), std::move(done));
    }
    void read(std::string stream, hall::Seq from, std::size_t max, hall::Seq need,
              hall::Callback<hall::Page> done) override
    {
        ++count;
        ledger_.read(std::move(stream), from, max, need, std::move(done));
    }
    void read_box(std::string stream, hall::Callback<hall::Box> done) override
    {
        ledger_.read_box(std::move(stream), std::move(done));
    }
    void streams(hall::Callback<std::vector<std::string>> done) override
    {
        ledger_.streams(std::move(done));
    }

    std::atomic<int> count{0};

private:
    hall::Ledger& ledger_;
};

class WebFixture {
public:
    /// `names_kept`: for so long after the last hearing. `connections_max`: over HTTP.
    /// `large_page_bytes`: of `/assets/large-1.js`, if there is to be one.
    explicit WebFixture(core::Span names_kept = core::days(180),
                        std::size_t connections_max = limits::http_connections_max,
                        std::size_t large_page_bytes = 0);
    ~WebFixture();
    WebFixture(const WebFixture&) = delete;
    WebFixture& operator=(const WebFixture&) = delete;

    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] std::string host() const { return "127.0.0.1:" + std::to_string(port_); }
    [[nodiscard]] std::string origin() const { return "http://" + host(); }
    [[nodiscard]] const Metrics& metrics() const { return metrics_; }
    /// So often have lines of a log been read.
    [[nodiscard]] int reads() const { return reads_.count; }

    // One request on a connection of its own. `cookie`: `name=value` or empty.
    Reply get(const std::string& path, const std::string& cookie = {});
    Reply post(const std::string& path, const std::string& body, const std::string& cookie = {},
               const std::string& type = "application/json");
    /// Exactly this request.
    Reply raw(const std::string& request);
    /// The head of a request with `Host` and these further lines, each without its end.
    [[nodiscard]] std::string head(const std::string& line,
                                   const std::vector<std::string>& headers = {}) const;

    /// The cookie of somebody who has logged in.
    std::string staff(core::Role role);
    /// The series `round`, the hearing `h01` and two people on its roster, all over HTTP.
    void prepare_hearing();
    /// The token of a card.
    std::string card(const std::string& participant);
    std::string link(access::LinkRole role);

    /// Somebody sets the server's clock by so much.
    void set_clock(core::Span by);
    /// From now on, every second.
    void look_at_deadlines();

    /// What the end of a server begins with.
    void stop() { web_->stop(); }

    // For what no client can bring about.
    [[nodiscard]] Hub& hub() { return hub_; }
    [[nodiscard]] Door& door() { return *door_; }
    [[nodiscard]] boost::asio::io_context& io() { return io_thread_.io(); }

    void at_door(const std::function<void(DoorKeeper&)>& task);
    /// Likewise on the hall thread.
    void on_hall(const std::function<void(NameKeeper&)>& task);

private:
    using Work = boost::asio::executor_work_guard<boost::asio::io_context::executor_type>;

    hall::World make_world();
    void open_halls();

    access::DataFolder folder_;
    boost::asio::io_context hall_io_{1};
    Work hall_work_{hall_io_.get_executor()};
    IoThread io_thread_;
    Work io_work_{io_thread_.io().get_executor()};
    Metrics metrics_;
    Hub hub_;
    ledger::MemoryLedger ledger_;
    ReadCounter reads_{ledger_};
    CountingLedger counting_ledger_{reads_, metrics_};
    hall::World world_;
    std::unique_ptr<hall::Halls> halls_;
    std::unique_ptr<CountingFront> front_;
    std::unique_ptr<Door> door_;
    std::unique_ptr<NameKeeper> names_;
    std::unique_ptr<SlideDesk> slides_;
    std::unique_ptr<ledger::FileStore> files_;
    ledger::SearchIndex search_;
    std::unique_ptr<WebServer> web_;
    std::uint16_t port_{0};
    std::jthread hall_thread_;
    std::jthread thread_;
};

} // namespace rostrum::net
