#include "cli/runtime.hpp"

#include "cli/clock.hpp"
#include "cli/crypto.hpp"
#include "cli/open_files.hpp"
#include "cli/package_command.hpp"
#include "cli/slides_command.hpp"
#include "net/run_guarded.hpp"
#include "papers/zip_file.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <future>
#include <optional>
#include <utility>

namespace rostrum::cli {
namespace {

constexpr const char* people_file = "people.db";

std::function<void(core::Span, std::function<void()>)> timer_on(boost::asio::io_context& io)
{
    return [&io](core::Span wait, std::function<void()> task) {
        auto timer =
            std::make_shared<boost::asio::steady_timer>(io, std::chrono::milliseconds(wait.ms));
        timer->async_wait([timer, task = std::move(task)](boost::system::error_code error) {
            if (!error) task();
        });
    };
}

unsigned io_thread_count(const Config& config)
{
    if (config.io_threads != 0) return config.io_threads;
    return std::max(std::thread::hardware_concurrency(), 2U) - 1;
}

std::optional<net::TlsSettings> tls_settings(const Config& config)
{
    if (config.tls_certificate.empty()) return std::nullopt;
    return net::TlsSettings{.certificate = config.tls_certificate, .key = config.tls_key};
}

/// Makes the ZIP of a hearing's package.
auto packages_of(const std::filesystem::path& data)
{
    return [data](const std::string& hearing) -> std::expected<std::string, std::string> {
        try {
            return papers::zip_of(package_of(data, hearing).files);
        }
        catch (const std::exception& error) {
            return std::unexpected(std::string{error.what()});
        }
    };
}

std::optional<core::Span> kept_names(const Config& config)
{
    if (config.names_kept_days == 0) return std::nullopt;
    return core::days(config.names_kept_days);
}

protocol::NameBook name_book(const access::PersonNames& names)
{
    protocol::NameBook book;
    for (const auto& [participant, person] : names) {
        book[participant] = {person.name, person.organisation, person.title, person.seat};
    }
    return book;
}

} // namespace

Runtime::Runtime(const Config& config) : config_(config)
{
    for (unsigned i = 0; i < io_thread_count(config); ++i) {
        io_threads_.push_back(std::make_unique<net::IoThread>());
        io_work_.emplace_back(io_threads_.back()->io().get_executor());
    }
}

std::expected<std::unique_ptr<Runtime>, std::string> Runtime::start(const Config& config)
{
    auto storage = open_storage(config);
    if (!storage) return std::unexpected(storage.error());
    std::unique_ptr<Runtime> runtime(new Runtime(config));
    const auto begun = runtime->begin(std::move(*storage));
    if (!begun) {
        runtime->stop();
        return std::unexpected(begun.error());
    }
    return runtime;
}

std::expected<Runtime::Storage, std::string> Runtime::open_storage(const Config& config)
{
    auto log = ledger::SqliteStore::open(config.data, [] { return now().ms; });
    if (!log) return std::unexpected(log.error().message);
    auto checkpoints = ledger::CheckpointStore::open(config.data, **log, entropy());
    if (!checkpoints) return std::unexpected(checkpoints.error().message);
    // An empty one in place of a lost one would know nobody, and say nothing of it.
    const bool has_log = std::ranges::any_of(
        (*log)->streams(), [&](const auto& stream) { return (*log)->tree(stream).size() > 0; });
    if (has_log && !std::filesystem::exists(config.data / people_file)) {
        return std::unexpected(config.data.string() + " holds log.db but no " + people_file +
                               ": part of the data is lost, restore the last backup");
    }
    auto people = access::PeopleStore::open(config.data / people_file);
    if (!people) return std::unexpected(people.error().message);
    auto files = ledger::FileStore::open(config.data);
    if (!files) return std::unexpected(files.error().message);
    return Storage{std::move(*log), std::move(*checkpoints), std::move(*people), std::move(*files)};
}

std::expected<void, std::string> Runtime::begin(Storage storage)
{
    const auto on_hall = [this](std::function<void()> task) {
        boost::asio::post(hall_io_, std::move(task));
    };
    hub_ = std::make_unique<net::Hub>(io_thread_pointers(), on_hall, now);
    ledger_ = std::make_unique<ledger::SqliteLedger>(std::move(storage.log), on_hall,
                                                     std::move(storage.checkpoints));
    counting_ledger_ = std::make_unique<net::CountingLedger>(*ledger_, metrics_);
    files_ = std::move(storage.files);
    long_work_ = std::make_unique<LongWorkers>(on_hall);
    compute_pool_ = std::make_unique<ComputePool>(on_hall);
    world_ = std::make_unique<hall::World>(make_world());
    const auto names = storage.people->names();
    if (!names) return std::unexpected(names.error().message);
    door_ = std::make_unique<net::Door>(std::move(storage.people), entropy(), now,
                                        [this](const access::SessionIds& ended) {
                                            std::vector<std::string> sessions;
                                            for (const auto& session : ended)
                                                sessions.push_back(session.value);
                                            hub_->end_sessions(sessions, /*revoked=*/false);
                                        });
    hub_->set_door(*door_);
    if (const auto loaded = door_->load(); !loaded) return std::unexpected(loaded.error().message);

    slides_ =
        std::make_unique<net::SlideDesk>(config_.data, [](const auto& file, const auto& stop) {
            return slides::examine_apart(this_program(), file, stop);
        });

    hall_thread_ = std::jthread([this] { hall_io_.run(); });
    door_->run();
    slides_->run();
    if (const auto bound = bind(); !bound) return bound;
    halls_ = std::make_unique<hall::Halls>(*world_, url_ + "/", cast_address());
    front_ = std::make_unique<net::CountingFront>(*halls_, metrics_);
    hub_->set_front(*front_);
    if (const auto opened = open_halls(); !opened) return opened;
    names_ = std::make_unique<net::NameKeeper>(hall_io_, *halls_, *door_, now, kept_names(config_));
    on_hall([this, book = name_book(*names)] {
        halls_->set_names(book);
        if (config_.listens) names_->start();
    });
    return serve();
}

std::vector<net::IoThread*> Runtime::io_thread_pointers() const
{
    std::vector<net::IoThread*> pointers;
    for (const auto& thread : io_threads_) pointers.push_back(thread.get());
    return pointers;
}

std::expected<void, std::string> Runtime::bind()
{
    if (!config_.listens) return {};
    web_ = std::make_unique<net::WebServer>(
        net::WebConfig{.addresses = {config_.address},
                       .port = config_.port,
                       .cast_port = cast_port_of(config_),
                       .cast_url = config_.cast_url,
                       .hosts = config_.hosts,
                       .origins = config_.origins,
                       .public_url = config_.public_url,
                       .monitors = config_.monitors,
                       .proxies = config_.proxies,
                       .allow_plain_staff = config_.allow_plain_staff,
                       .tls = tls_settings(config_)},
        io_thread_pointers());
    const auto port = web_->bind();
    if (!port) return std::unexpected(port.error());
    port_ = *port;
    url_ = web_->public_url();
    return {};
}

protocol::CastAddress Runtime::cast_address() const
{
    return {cast_port(), config_.cast_url};
}

std::expected<void, std::string> Runtime::serve()
{
    if (web_) {
        net::StaticFiles pages;
        if (!config_.pages.empty()) {
            auto loaded = net::StaticFiles::load(config_.pages);
            if (!loaded) return std::unexpected(loaded.error());
            pages = std::move(*loaded);
        }
        std::size_t cards = 0;
        at_door([&cards](net::DoorKeeper& door) {
            if (const auto issued = door.cards.list()) cards = issued->size();
        });
        if (const auto enough = check_open_files(cards); !enough)
            spdlog::warn("{}", enough.error());
        web_->serve({*hub_, *halls_, *counting_ledger_, *door_, metrics_, *slides_, *files_,
                     search_, *names_, packages_of(config_.data)},
                    std::move(pages), cards);
    }
    for (const auto& thread : io_threads_) {
        thread->start(now);
        threads_.emplace_back([io = &thread->io()] { net::run_guarded(*io, "an I/O thread"); });
    }
    return {};
}

hall::World Runtime::make_world()
{
    return {
        .ledger = *counting_ledger_,
        .lease = *ledger_,
        .publisher = *hub_,
        .now = now,
        .after = timer_on(hall_io_),
        .work = [this](hall::LongWork work) { long_work_->start(std::move(work)); },
        .compute =
            [this](hall::Computation computation) { compute_pool_->start(std::move(computation)); },
        .random_bytes = random_bytes,
        .sha256 = sha256,
        .hmac_sha256 = hmac_sha256,
        .owner = "this-process",
        .log_warning = [](const std::string& text) { spdlog::warn("{}", text); },
        .network_is_trusted = network_is_trusted(config_),
        .notary = ledger_.get()};
}

std::expected<void, std::string> Runtime::open_halls()
{
    std::promise<std::expected<void, std::string>> opened;
    boost::asio::post(hall_io_, [this, &opened] {
        halls_->open([&opened](std::expected<void, std::string> result) {
            opened.set_value(std::move(result));
        });
    });
    return opened.get_future().get();
}

void Runtime::reload_tls()
{
    if (!web_ || config_.tls_certificate.empty()) return;
    if (const auto loaded = web_->reload_tls(); loaded)
        spdlog::info("certificate and key were read again");
    else
        spdlog::warn("certificate and key stay as they were: {}", loaded.error());
}

void Runtime::on_hall(const std::function<void(hall::Halls&)>& task)
{
    std::promise<void> done;
    boost::asio::post(hall_io_, [this, &task, &done] {
        try {
            task(*halls_);
            done.set_value();
        }
        catch (...) {
            done.set_exception(std::current_exception());
        }
    });
    done.get_future().get();
}

void Runtime::at_door(const std::function<void(net::DoorKeeper&)>& task)
{
    std::promise<void> done;
    door_->post([&task, &done](net::DoorKeeper& door) {
        try {
            task(door);
            done.set_value();
        }
        catch (...) {
            done.set_exception(std::current_exception());
        }
    });
    done.get_future().get();
}

hall::Answer Runtime::command(const std::string& hearing, const core::Actor& actor,
                              core::Command command)
{
    std::promise<hall::Answer> answered;
    on_hall([&](hall::Halls& halls) {
        halls.submit({hearing, "operator-" + sha256(random_bytes(16)).substr(0, 20), actor,
                      std::move(command),
                      [&answered](const hall::Answer& answer) { answered.set_value(answer); }});
    });
    return answered.get_future().get();
}

hall::Answer Runtime::plan(const core::Actor& actor, core::SeriesCommand command)
{
    std::promise<hall::Answer> answered;
    on_hall([&](hall::Halls& halls) {
        halls.plan({"operator-" + sha256(random_bytes(16)).substr(0, 20), actor, std::move(command),
                    [&answered](const hall::Answer& answer) { answered.set_value(answer); }});
    });
    return answered.get_future().get();
}

void Runtime::stop()
{
    if (std::exchange(stopped_, true)) return;
    if (web_) web_->stop();
    if (halls_ && hall_thread_.joinable()) {
        std::promise<void> stopped;
        boost::asio::post(hall_io_, [this, &stopped] {
            if (names_) names_->stop();
            halls_->stop([&stopped] { stopped.set_value(); });
        });
        stopped.get_future().get();
    }
    if (long_work_) long_work_->stop();
    if (compute_pool_) compute_pool_->stop();
    // The answers of what has just become durable go out before the farewell.
    if (hub_) hub_->close_all();
    for (const auto& thread : io_threads_) {
        boost::asio::post(thread->io(), [thread = thread.get()] { thread->stop_sweeping(); });
    }
    if (door_) door_->stop();
    if (web_) web_->finish_papers();
    if (slides_) slides_->stop();
    if (ledger_) ledger_->close();
    io_work_.clear();
    // Clients that do not answer the farewell are not waited for longer than their handshake.
    threads_.clear();
    hall_work_.reset();
    hall_io_.stop();
    if (hall_thread_.joinable()) hall_thread_.join();
}

Runtime::~Runtime()
{
    stop();
}

} // namespace rostrum::cli
