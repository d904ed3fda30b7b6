#include "net/web_server.hpp"

#include "net/api.hpp"
#include "net/api_casts.hpp"
#include "net/interfaces.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <string_view>
#include <utility>

namespace rostrum::net {
namespace {

namespace asio = boost::asio;

/// The addresses under which a listening address is reached from here and from outside.
std::vector<std::string> reachable(const std::string& listening)
{
    const auto address = asio::ip::make_address(listening);
    if (!address.is_unspecified()) return {listening};
    auto own = interface_addresses();
    std::erase_if(own, [&](const std::string& one) {
        return (one.find(':') != std::string::npos) != address.is_v6();
    });
    return own;
}

/// The authority of `http://hall.example:8080`.
std::string authority_of(std::string_view url)
{
    const auto begin = url.find("://");
    if (begin == std::string_view::npos) return {};
    const auto rest = url.substr(begin + 3);
    return std::string{rest.substr(0, rest.find('/'))};
}

} // namespace

WebServer::WebServer(WebConfig config, std::vector<IoThread*> threads)
    : config_(std::move(config)),
      threads_(std::move(threads)),
      pages_{std::make_shared<Listening>(threads_), {}},
      box_{std::make_shared<Listening>(threads_), {}}
{
}

WebServer::~WebServer()
{
    stop();
    finish_papers();
}

std::expected<std::uint16_t, std::string> WebServer::bind()
{
    if (const auto loaded = reload_tls(); !loaded) return std::unexpected(loaded.error());
    const auto port = pages_.listening->bind(config_.addresses, config_.port);
    if (!port) return port;
    const auto cast_port = box_.listening->bind(config_.addresses, config_.cast_port);
    if (!cast_port) return std::unexpected("for votes: " + cast_port.error());
    config_.cast_port = *cast_port;
    complete_config(*port);
    return port;
}

std::expected<void, std::string> WebServer::reload_tls()
{
    if (!config_.tls) return {};
    auto tls = TlsContext::load(*config_.tls);
    if (!tls) return std::unexpected(tls.error());
    // What a vote came with must not be known again for what something else came with.
    auto for_votes = *config_.tls;
    for_votes.resumes = false;
    auto box_tls = TlsContext::load(for_votes);
    if (!box_tls) return std::unexpected(box_tls.error());
    pages_.listening->set_tls(std::move(*tls));
    box_.listening->set_tls(std::move(*box_tls));
    return {};
}

void WebServer::complete_config(std::uint16_t port)
{
    const std::string scheme = config_.tls ? "https://" : "http://";
    const unsigned usual_port = config_.tls ? https_port : http_port;
    std::vector<std::string> hosts;
    for (const auto& listening : config_.addresses)
        for (const auto& address : reachable(listening))
            hosts.push_back(host_text(address, port, usual_port));
    if (config_.public_url.empty() && !hosts.empty()) config_.public_url = scheme + hosts.front();
    while (config_.public_url.ends_with('/')) config_.public_url.pop_back();
    config_.secure_cookies = config_.tls || config_.public_url.starts_with("https://");

    hosts.push_back(host_text("localhost", port, usual_port));
    for (const auto& host : hosts) config_.origins.push_back(scheme + host);
    if (const auto authority = authority_of(config_.public_url); !authority.empty()) {
        hosts.push_back(authority);
        const auto scheme_end = config_.public_url.find("://") + 3;
        config_.origins.push_back(config_.public_url.substr(0, scheme_end) + authority);
    }
    config_.hosts.insert(config_.hosts.end(), hosts.begin(), hosts.end());
}

std::shared_ptr<const Site> WebServer::site_of_pages(const WebParts& parts, StaticFiles pages)
{
    // The site is held by its connections, so it must not hold what holds them.
    const std::weak_ptr<Listening> listening = pages_.listening;
    const auto api = std::make_shared<const ApiParts>(
        ApiParts{parts.hub, parts.halls, parts.ledger, parts.door, parts.metrics, parts.slides,
                 config_.public_url, config_.secure_cookies, config_.allow_plain_staff,
                 [listening](std::size_t count) {
                     if (const auto there = listening.lock()) there->set_cards(count);
                 },
                 papers_thread_, parts.files, parts.package_of, parts.search, parts.names});
    return std::make_shared<const Site>(Site{
        config_, HttpGate{config_.hosts, config_.origins}, std::move(pages), routes_of(api),
        parts.hub, parts.door, parts.metrics, std::make_shared<Places>(config_.connections_max)});
}

std::shared_ptr<const Site> WebServer::site_of_box(const WebParts& parts) const
{
    const unsigned usual_port = config_.tls ? https_port : http_port;
    std::vector<std::string> hosts;
    for (const auto& host : config_.hosts)
        hosts.push_back(with_port(host, config_.cast_port, usual_port));
    if (const auto authority = authority_of(config_.cast_url); !authority.empty())
        hosts.push_back(authority);
    Router router;
    add_cast_routes(router, parts.hub);
    return std::make_shared<const Site>(
        Site{config_, HttpGate{hosts, config_.origins}, StaticFiles{}, std::move(router), parts.hub,
             parts.door, parts.metrics, std::make_shared<Places>(config_.connections_max),
             /*is_anonymous=*/true});
}

void WebServer::open(Entrance& entrance, const std::shared_ptr<const Site>& site, std::size_t cards)
{
    for (auto* thread : threads_)
        entrance.threads.push_back(std::make_shared<HttpThread>(HttpThread{.io = *thread}));
    entrance.listening->set_cards(cards);
    entrance.listening->exempt(config_.proxies);
    entrance.listening->start([&hub = site->hub] { return hub.now(); },
                              [site, threads = entrance.threads](
                                  std::size_t thread, PeerSocket socket, Admission admission) {
                                  std::make_shared<HttpConnection>(std::move(socket), site,
                                                                   threads[thread],
                                                                   std::move(admission))
                                      ->start();
                              });
}

void WebServer::serve(const WebParts& parts, StaticFiles pages, std::size_t cards)
{
    papers_thread_.run();
    open(pages_, site_of_pages(parts, std::move(pages)), cards);
    open(box_, site_of_box(parts), cards);
}

void WebServer::stop()
{
    if (std::exchange(stopped_, true)) return;
    for (const auto* entrance : {&pages_, &box_}) {
        entrance->listening->stop();
        for (const auto& thread : entrance->threads)
            asio::post(thread->io.io(), [thread] { thread->stop(); });
    }
}

void WebServer::finish_papers()
{
    papers_thread_.stop();
}

} // namespace rostrum::net
