#include "net/metrics.hpp"

#include <string_view>
#include <utility>

namespace rostrum::net {
namespace {

class Page {
public:
    void family(std::string_view name, std::string_view type, std::string_view help)
    {
        text_ += "# HELP rostrum_";
        text_.append(name).append(" ").append(help).append("\n# TYPE rostrum_");
        text_.append(name).append(" ").append(type).append("\n");
        name_ = name;
    }
    void value(std::string_view labels, std::int64_t value)
    {
        text_.append("rostrum_").append(name_).append(labels).append(" ");
        text_.append(std::to_string(value)).append("\n");
    }
    void one(std::string_view name, std::string_view type, std::string_view help,
             std::int64_t number)
    {
        family(name, type, help);
        value("", number);
    }
    [[nodiscard]] std::string take() { return std::move(text_); }

private:
    std::string text_;
    std::string_view name_;
};

} // namespace

std::string metrics_text(const Metrics& metrics, const HubCounts& hub, std::int64_t code_hashes)
{
    Page page;
    page.one("connections", "gauge", "Open WebSocket connections.", hub.connections);
    page.one("connections_total", "counter", "WebSocket connections since the start.",
             hub.connections_total);
    page.family("commands_total", "counter", "Commands answered, by outcome.");
    page.value("{outcome=\"done\"}", metrics.commands_done);
    page.value("{outcome=\"refused\"}", metrics.commands_refused);
    page.value("{outcome=\"not_done\"}", metrics.commands_not_done);
    page.one("events_appended_total", "counter", "Events made durable.", metrics.events_appended);
    page.one("appends_failed_total", "counter", "Batches the ledger refused.",
             metrics.appends_failed);
    page.one("published_frames_total", "counter", "Changes published to audiences.",
             hub.frames_published_total);
    page.one("published_bytes_total", "counter", "Bytes of these, each counted once.",
             hub.bytes_published_total);
    page.family("http_requests_total", "counter", "HTTP answers, by class of status.");
    for (std::size_t status = 2; status < metrics.http_by_class.size(); ++status) {
        page.value("{status=\"" + std::to_string(status) + "xx\"}", metrics.http_by_class[status]);
    }
    page.one("code_hashes_total", "counter", "Codes of seat cards hashed, made and checked alike.",
             code_hashes);
    return page.take();
}

void CountingFront::submit(hall::Submission submission)
{
    submission.reply = [&metrics = metrics_,
                        reply = std::move(submission.reply)](hall::Answer answer) {
        if (std::holds_alternative<hall::Acknowledged>(answer))
            ++metrics.commands_done;
        else if (std::holds_alternative<core::Refusal>(answer))
            ++metrics.commands_refused;
        else
            ++metrics.commands_not_done;
        reply(std::move(answer));
    };
    front_.submit(std::move(submission));
}

void CountingFront::subscribe(
    hall::Topic topic, std::function<void(std::expected<hall::Snapshot, hall::Trouble>)> done)
{
    front_.subscribe(std::move(topic), std::move(done));
}

void CountingFront::me(hall::Follower follower,
                       std::function<void(std::expected<hall::Message, hall::Trouble>)> done)
{
    front_.me(std::move(follower), std::move(done));
}

void CountingFront::cast(std::string public_ballot, trust::Cast cast,
                         std::function<void(hall::CastAnswer)> done)
{
    front_.cast(std::move(public_ballot), std::move(cast), std::move(done));
}

void CountingFront::ballot_file(
    std::string stream, core::BallotId ballot, std::string name,
    std::function<void(std::expected<hall::Message, hall::Trouble>)> done)
{
    front_.ballot_file(std::move(stream), std::move(ballot), std::move(name), std::move(done));
}

void CountingLedger::append(hall::Batch batch, hall::Callback<hall::Appended> done)
{
    const auto events = static_cast<std::int64_t>(batch.lines.size());
    ledger_.append(std::move(batch), [&metrics = metrics_, events, done = std::move(done)](
                                         std::expected<hall::Appended, hall::Failure> result) {
        if (result)
            metrics.events_appended += events;
        else
            ++metrics.appends_failed;
        done(std::move(result));
    });
}

void CountingLedger::read(std::string stream, hall::Seq from, std::size_t max, hall::Seq need,
                          hall::Callback<hall::Page> done)
{
    ledger_.read(std::move(stream), from, max, need, std::move(done));
}

void CountingLedger::read_box(std::string stream, hall::Callback<hall::Box> done)
{
    ledger_.read_box(std::move(stream), std::move(done));
}

void CountingLedger::streams(hall::Callback<std::vector<std::string>> done)
{
    ledger_.streams(std::move(done));
}

} // namespace rostrum::net
