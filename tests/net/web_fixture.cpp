#include "net/web_fixture.hpp"

#include "access/passwords.hpp"
#include "access/role_names.hpp"
#include "net/run_guarded.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <chrono>
#include <future>

namespace rostrum::net {
namespace {

namespace asio = boost::asio;

std::atomic<std::int64_t> clock_was_set_by_ms{0};

core::Instant clock_now()
{
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(since).count() +
            clock_was_set_by_ms};
}

} // namespace

std::string token_body(const std::string& token)
{
    return R"({"token":")" + token + "\"}";
}

WebFixture::WebFixture(core::Span names_kept, std::size_t connections_max,
                       std::size_t large_page_bytes)
    : hub_(
          {&io_thread_},
          [this](std::function<void()> task) { asio::post(hall_io_, std::move(task)); }, clock_now),
      ledger_([this](std::function<void()> task) { asio::post(hall_io_, std::move(task)); },
              [] { return clock_now().ms; }),
      world_(make_world())
{
    std::filesystem::create_directories(folder_.file("pages/assets"));
    std::ofstream{folder_.file("pages/index.html")} << "<!doctype html>";
    // The server does not look into it.
    std::ofstream{folder_.file("pages/index.html.gz")} << "html, small";
    std::ofstream{folder_.file("pages/assets/a-1.js")} << "code";
    if (large_page_bytes > 0)
        std::ofstream{folder_.file("pages/assets/large-1.js")}
            << std::string(large_page_bytes, ' ');

    WebConfig config;
    config.public_url = "http://hall.example/";
    config.connections_max = connections_max;
    web_ = std::make_unique<WebServer>(std::move(config), std::vector{&io_thread_});
    port_ = web_->bind().value();
    halls_ = std::make_unique<hall::Halls>(world_, web_->public_url());
    front_ = std::make_unique<CountingFront>(*halls_, metrics_);
    hub_.set_front(*front_);
    door_ = std::make_unique<Door>(
        access::PeopleStore::open(folder_.file()).value(), access::repeatable_entropy(7), clock_now,
        [this](const access::SessionIds& ended) {
            std::vector<std::string> ids;
            for (const auto& id : ended) ids.push_back(id.value);
            hub_.end_sessions(ids, /*revoked=*/false);
        },
        access::least_cost());
    hub_.set_door(*door_);
    door_->load().value();
    door_->run();
    slides_ = std::make_unique<SlideDesk>(
        folder_.file("data"),
        [](const auto& file, const auto& /*stop*/) { return slides::examine(file); });
    slides_->run();
    hall_thread_ = std::jthread([this] { hall_io_.run(); });
    open_halls();
    thread_ = std::jthread([this] { run_guarded(io_thread_.io(), "the I/O thread"); });
    files_ = ledger::FileStore::open(folder_.file().parent_path()).value();
    names_ = std::make_unique<NameKeeper>(hall_io_, *halls_, *door_, clock_now, names_kept);
    web_->serve({hub_, *halls_, counting_ledger_, *door_, metrics_, *slides_, *files_, search_,
                 *names_, [](const std::string& hearing) { return "the package of " + hearing; }},
                StaticFiles::load(folder_.file("pages")).value(), 0);
}

WebFixture::~WebFixture()
{
    clock_was_set_by_ms = 0;
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

void WebFixture::on_hall(const std::function<void(NameKeeper&)>& task)
{
    std::promise<void> done;
    asio::post(hall_io_, [&] {
        task(*names_);
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

void WebFixture::set_clock(core::Span by)
{
    clock_was_set_by_ms += by.ms;
}

void WebFixture::look_at_deadlines()
{
    asio::post(io_thread_.io(), [this] { io_thread_.start(clock_now); });
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
