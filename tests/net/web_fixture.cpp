#include "net/web_fixture.hpp"

#include "access/passwords.hpp"
#include "access/role_names.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <chrono>
#include <future>

namespace rostrum::net {
namespace {

namespace asio = boost::asio;

core::Instant clock_now()
{
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
}

std::string lower(std::string text)
{
    std::ranges::transform(text, text.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

} // namespace

std::string Reply::header(const std::string& name) const
{
    const auto found = headers.find(name);
    return found == headers.end() ? std::string{} : found->second;
}

boost::json::value Reply::json() const
{
    return boost::json::parse(body);
}

std::string Reply::code() const
{
    return std::string{json().at("code").as_string()};
}

std::string Reply::cookie() const
{
    const auto set = header("set-cookie");
    return set.substr(0, set.find(';'));
}

Client::Client(std::uint16_t port)
{
    socket_.connect({asio::ip::address_v4::loopback(), port});
}

void Client::send(const std::string& bytes)
{
    boost::system::error_code ignored; // A server that has refused may be gone already.
    asio::write(socket_, asio::buffer(bytes), ignored);
}

std::string Client::read_until(const std::string& end)
{
    const auto size = asio::read_until(socket_, asio::dynamic_buffer(received_), end);
    auto text = received_.substr(0, size);
    received_.erase(0, size);
    return text;
}

Reply Client::receive(bool without_body)
{
    Reply reply;
    auto line = read_until("\r\n");
    reply.status = static_cast<unsigned>(std::stoi(line.substr(9, 3)));
    while ((line = read_until("\r\n")) != "\r\n") {
        const auto colon = line.find(':');
        reply.headers[lower(line.substr(0, colon))] =
            line.substr(colon + 2, line.size() - colon - 4);
    }
    const auto length = reply.header("content-length");
    if (length.empty() || without_body) return reply;
    const auto size = std::stoul(length);
    while (received_.size() < size) {
        std::string more(65'536, ' ');
        more.resize(socket_.read_some(asio::buffer(more)));
        received_ += more;
    }
    reply.body = received_.substr(0, size);
    received_.erase(0, size);
    return reply;
}

bool Client::is_over()
{
    std::string one(1, ' ');
    boost::system::error_code error;
    return received_.empty() && socket_.read_some(asio::buffer(one), error) == 0 && error;
}

WebFixture::WebFixture()
    : hub_(
          {&io_thread_},
          [this](std::function<void()> task) { asio::post(hall_io_, std::move(task)); }, clock_now),
      ledger_([this](std::function<void()> task) { asio::post(hall_io_, std::move(task)); },
              [] { return clock_now().ms; }),
      world_(make_world())
{
    std::filesystem::create_directories(folder_.file("pages/assets"));
    std::ofstream{folder_.file("pages/index.html")} << "<!doctype html>";
    std::ofstream{folder_.file("pages/assets/a-1.js")} << "code";

    WebConfig config;
    config.public_url = "http://hall.example/";
    web_ = std::make_unique<WebServer>(std::move(config), std::vector{&io_thread_});
    port_ = web_->bind().value();
    halls_ = std::make_unique<hall::Halls>(world_, web_->public_url());
    front_ = std::make_unique<CountingFront>(*halls_, metrics_);
    hub_.set_front(*front_);
    door_ = std::make_unique<Door>(access::PeopleStore::open(folder_.file()).value(),
                                   access::repeatable_entropy(7), clock_now,
                                   [](const access::SessionIds&) {});
    door_->load().value();
    door_->run();
    hall_thread_ = std::jthread([this] { hall_io_.run(); });
    open_halls();
    thread_ = std::jthread([this] { io_thread_.io().run(); });
    web_->serve({hub_, *halls_, counting_ledger_, *door_, metrics_},
                StaticFiles::load(folder_.file("pages")).value(), 0);
}

WebFixture::~WebFixture()
{
    web_->stop();
    std::promise<void> closed;
    asio::post(io_thread_.io(), [&] {
        io_thread_.close_all();
        closed.set_value();
    });
    closed.get_future().wait();
    std::promise<void> stopped;
    asio::post(hall_io_, [&] { halls_->stop([&] { stopped.set_value(); }); });
    stopped.get_future().wait();
    door_->stop();
    hall_work_.reset();
    io_work_.reset();
    hall_io_.stop();
    io_thread_.io().stop();
}

hall::World WebFixture::make_world()
{
    return {counting_ledger_,
            ledger_,
            hub_,
            clock_now,
            [this](core::Span span, std::function<void()> task) {
                const auto timer = std::make_shared<asio::steady_timer>(
                    hall_io_, std::chrono::milliseconds(span.ms));
                timer->async_wait([timer, task = std::move(task)](boost::system::error_code error) {
                    if (!error) task();
                });
            },
            [](const hall::LongWork&) {},
            [this](hall::Computation computation) {
                computation.work();
                asio::post(hall_io_, std::move(computation.done));
            },
            [](std::size_t count) { return std::string(count, 'r'); },
            access::hash_secret,
            [](const std::string& key, const std::string& text) {
                return access::hash_secret(key + text);
            },
            "test",
            [](const std::string&) {}};
}

void WebFixture::open_halls()
{
    std::promise<bool> opened;
    asio::post(hall_io_, [&] {
        halls_->open(
            [&](std::expected<void, std::string> result) { opened.set_value(result.has_value()); });
    });
    REQUIRE(opened.get_future().get());
}

std::string WebFixture::head(const std::string& line, const std::vector<std::string>& headers) const
{
    auto text = line + " HTTP/1.1\r\nHost: " + host() + "\r\n";
    for (const auto& header : headers) text += header + "\r\n";
    return text + "\r\n";
}

Reply WebFixture::raw(const std::string& request)
{
    Client client(port_);
    client.send(request);
    return client.receive();
}

Reply WebFixture::get(const std::string& path, const std::string& cookie)
{
    std::vector<std::string> headers;
    if (!cookie.empty()) headers.push_back("Cookie: " + cookie);
    return raw(head("GET " + path, headers));
}

Reply WebFixture::post(const std::string& path, const std::string& body, const std::string& cookie,
                       const std::string& type)
{
    std::vector<std::string> headers{"Origin: " + origin(), "Content-Type: " + type,
                                     "Content-Length: " + std::to_string(body.size())};
    if (!cookie.empty()) headers.push_back("Cookie: " + cookie);
    return raw(head("POST " + path, headers) + body);
}

void WebFixture::at_door(const std::function<void(DoorKeeper&)>& task)
{
    std::promise<void> done;
    door_->post([&](DoorKeeper& keeper) {
        task(keeper);
        done.set_value();
    });
    done.get_future().wait();
}

std::string WebFixture::staff(core::Role role)
{
    const std::string login{access::role_name(role)};
    std::string cookie;
    at_door([&](DoorKeeper& keeper) {
        const auto hash = access::hash_password("a long password", access::least_cost()).value();
        static_cast<void>(keeper.staff.add({{login}, role, "Display " + login, false}, hash));
        cookie = "rostrum=" +
                 keeper.sessions.create(access::SessionKind::staff, login, role, clock_now())
                     .value()
                     .cookie;
    });
    return cookie;
}

void WebFixture::prepare_hearing()
{
    const auto secretariat = staff(core::Role::secretariat);
    REQUIRE(post("/api/v1/series", R"({"title":"round","city":"c"})", secretariat).status == 201);
    REQUIRE(post("/api/v1/hearings",
                 R"({"id":"h01","title":"t","venue":"v","day":1,"order":1,"starts_at":1})",
                 secretariat)
                .status == 201);
    REQUIRE(post("/api/v1/hearings/h01/roster",
                 "id,name,category,organisation,title,seat\n"
                 "A-0001,王一,citizen,o,t,1\nA-0002,王二,deputy,o,t,2\n",
                 secretariat, "text/csv")
                .status == 200);
}

std::string WebFixture::card(const std::string& participant)
{
    std::string token;
    at_door([&](DoorKeeper& keeper) {
        const core::ParticipantId one{participant};
        token = keeper.cards.issue({&one, 1}, clock_now()).value().cards.at(0).token;
    });
    return token;
}

std::string WebFixture::link(access::LinkRole role)
{
    std::string token;
    at_door([&](DoorKeeper& keeper) {
        token = keeper.links.create(role, "label", clock_now()).value().token;
    });
    return token;
}

} // namespace rostrum::net
