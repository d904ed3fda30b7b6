#include "support/world.hpp"

#include "protocol/merge_patch.hpp"
#include "support/catch.hpp"
#include "support/hearing_builder.hpp"
#include "support/schema_files.hpp"
#include "trust/ballot_key.hpp"
#include "trust/bytes.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <utility>

namespace rostrum::test {

namespace json = boost::json;

trust::BallotKey published_ballot_key()
{
    const auto vector = json::parse(
        read_text(std::filesystem::path{ROSTRUM_SOURCE_DIR} / "tests/vectors/hballot1.json"));
    const auto der = trust::unbase64(std::string_view{vector.at("key_pkcs8_b64").as_string()});
    REQUIRE(der);
    auto key = trust::BallotKey::from_pkcs8_der(*der);
    REQUIRE(key);
    return std::move(*key);
}

void WatchedLedger::append(hall::Batch batch, hall::Callback<hall::Appended> done)
{
    batches.push_back(batch);
    ledger_.append(std::move(batch), std::move(done));
}

void WatchedLedger::read(std::string stream, hall::Seq from, std::size_t max, hall::Seq need,
                         hall::Callback<hall::Page> done)
{
    ledger_.read(std::move(stream), from, max, need, std::move(done));
}

void WatchedLedger::read_box(std::string stream, hall::Callback<hall::Box> done)
{
    ledger_.read_box(std::move(stream), std::move(done));
}

void WatchedLedger::streams(hall::Callback<std::vector<std::string>> done)
{
    ledger_.streams(std::move(done));
}

void RecordingPublisher::publish(const hall::Topic& topic, hall::Epoch epoch, hall::Version version,
                                 hall::Message patch)
{
    published.push_back({topic, version, *patch, now_});
    const auto found = followed.find(topic);
    if (found == followed.end()) return;
    auto& client = found->second;
    REQUIRE(client.epoch == epoch);
    REQUIRE(client.version + 1 == version);
    const auto message = json::parse(*patch);
    client.version = version;
    client.view = protocol::apply(std::move(client.view), message.at("patch")).as_object();
}

void RecordingPublisher::tell(const std::string& stream, const core::Actor& subject,
                              hall::Message me)
{
    told.push_back({stream, subject, *me});
}

void RecordingPublisher::follow(const hall::Topic& topic, const hall::Snapshot& snapshot)
{
    followed[topic] = {snapshot.epoch, snapshot.version, view_of(snapshot.view)};
}

json::object view_of(const hall::Message& message)
{
    return json::parse(*message).at("view").as_object();
}

FakeWorld::FakeWorld()
    : memory{executor(), [this] { return now_.ms; }},
      ledger{memory},
      publisher{now_},
      world{.ledger = ledger,
            .lease = memory,
            .publisher = publisher,
            .now = [this] { return now_; },
            .after =
                [this](core::Span wait, std::function<void()> task) {
                    timers_.emplace(elapsed_ + wait, std::move(task));
                },
            .work = [this](hall::LongWork work) { start(std::move(work)); },
            .compute = [this](hall::Computation computation) { start(std::move(computation)); },
            .random_bytes =
                [this](std::size_t count) {
                    std::string bytes;
                    while (bytes.size() < count)
                        bytes += fake_sha256("chance " + std::to_string(++chance_));
                    bytes.resize(count);
                    return bytes;
                },
            .sha256 = fake_sha256,
            .hmac_sha256 = [](const std::string& key,
                              const std::string& text) { return fake_sha256(key + '\n' + text); },
            .owner = "this-process",
            .log_warning = [this](const std::string& text) { warnings.push_back(text); },
            .network_is_trusted = true,
            .delay_iterations = [this](core::DrawPace) { return delay; },
            .make_ballot_key = [](unsigned) { return published_ballot_key(); }}
{
}

hall::Executor FakeWorld::executor()
{
    return [this](std::function<void()> task) { tasks_.push_back(std::move(task)); };
}

void FakeWorld::start(hall::LongWork work)
{
    if (parks_work) {
        parked.push_back(std::move(work));
        return;
    }
    tasks_.emplace_back([work = std::move(work)] {
        while (work.slice()) {
        }
        work.told();
    });
}

void FakeWorld::start(hall::Computation computation)
{
    if (parks_computations) {
        computations.push_back(std::move(computation));
        return;
    }
    tasks_.emplace_back([computation = std::move(computation)] {
        computation.work();
        computation.done();
    });
}

void FakeWorld::compute_parked()
{
    parks_computations = false;
    for (auto& computation : std::exchange(computations, {})) start(std::move(computation));
}

bool FakeWorld::run_one()
{
    if (tasks_.empty()) return false;
    const auto task = std::move(tasks_.front());
    tasks_.pop_front();
    task();
    return true;
}

void FakeWorld::run_all()
{
    while (run_one()) {
    }
}

void FakeWorld::pass(core::Span by)
{
    const auto until = elapsed_ + by;
    const auto reach = [this](core::Instant moment) {
        now_ = now_ + (moment - elapsed_);
        elapsed_ = moment;
    };
    run_all();
    while (!timers_.empty() && timers_.begin()->first <= until) {
        const auto first = timers_.begin();
        reach(first->first);
        const auto task = std::move(first->second);
        timers_.erase(first);
        task();
        run_all();
    }
    reach(until);
}

void FakeWorld::crash()
{
    tasks_.clear();
    timers_.clear();
    parked.clear();
    computations.clear();
}

std::vector<std::string> FakeWorld::lines(const std::string& stream)
{
    std::vector<std::string> lines;
    memory.read(stream, 0, 1'000'000, 0, [&](const auto& page) { lines = page.value().lines; });
    run_all();
    return lines;
}

hall::Box FakeWorld::box(const std::string& stream)
{
    hall::Box box;
    memory.read_box(stream, [&](const auto& read) { box = read.value(); });
    run_all();
    return box;
}

} // namespace rostrum::test
