// The web side as one part: listens, and serves pages, the API and WebSockets.
#pragma once

#include "hall/files.hpp"
#include "hall/halls.hpp"
#include "hall/search_index.hpp"
#include "net/door.hpp"
#include "net/hub.hpp"
#include "net/io_thread.hpp"
#include "net/limits.hpp"
#include "net/listener.hpp"
#include "net/metrics.hpp"
#include "net/name_keeper.hpp"
#include "net/slide_desk.hpp"
#include "net/static_files.hpp"
#include "net/web_config.hpp"
#include "net/work_thread.hpp"

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace rostrum::net {

/// All must outlive the server.
struct WebParts {
    Hub& hub; ///< Its front is set.
    hall::Halls& halls;
    hall::Ledger& ledger;
    Door& door;
    Metrics& metrics;
    SlideDesk& slides;
    hall::Files& files;
    hall::SearchIndex& search;
    NameKeeper& names;
    /// See `ApiParts`.
    std::function<std::expected<std::string, std::string>(const std::string&)> package_of{};
};

/// First `bind`, so that the port and the public address are known to the halls; then `serve`.
class WebServer {
public:
    /// The threads outlive this.
    WebServer(WebConfig config, std::vector<IoThread*> threads);
    ~WebServer();
    WebServer(const WebServer&) = delete;
    WebServer& operator=(const WebServer&) = delete;

    /// The port. Connections wait until `serve`. The error is a sentence for the operator.
    std::expected<std::uint16_t, std::string> bind();
    /// Where votes of secret ballots come in; known after `bind`.
    [[nodiscard]] std::uint16_t cast_port() const { return config_.cast_port; }
    /// `http://10.0.0.5:8080`, or `https://`; known after `bind`.
    [[nodiscard]] const std::string& public_url() const { return config_.public_url; }

    /// `cards`: how many seat cards are issued already.
    void serve(const WebParts& parts, StaticFiles pages, std::size_t cards);
    /// Reads certificate and key again, for connections to come. With an error, a sentence for the
    /// operator, those there were stay. Without TLS there is nothing to do.
    std::expected<void, std::string> reload_tls();
    /// Accepts nobody any more, closes idle connections, the others after their answer. Idempotent.
    void stop();
    /// Makes the documents that have been asked for, seat cards among them, which are shown only
    /// once: so call it when the door has stopped. Idempotent.
    void finish_papers();

private:
    /// A port and those who came in through it.
    struct Entrance {
        std::shared_ptr<Listening> listening;
        std::vector<std::shared_ptr<HttpThread>> threads;
    };

    void complete_config(std::uint16_t port);
    [[nodiscard]] std::shared_ptr<const Site> site_of_pages(const WebParts& parts,
                                                            StaticFiles pages);
    [[nodiscard]] std::shared_ptr<const Site> site_of_box(const WebParts& parts) const;
    void open(Entrance& entrance, const std::shared_ptr<const Site>& site, std::size_t cards);

    WebConfig config_;
    std::vector<IoThread*> threads_;
    Entrance pages_;
    Entrance box_; ///< Of ballots.
    WorkThread papers_thread_{limits::papers_queue_max};
    bool stopped_{false};
};

} // namespace rostrum::net
