#include "simulation/client.hpp"

#include "protocol/command_codec.hpp"
#include "protocol/merge_patch.hpp"
#include "protocol/wire_names.hpp"
#include "simulation/violation.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <utility>
#include <variant>

namespace rostrum::simulation {

namespace json = boost::json;

namespace {

constexpr std::size_t asked_max = 12;
constexpr core::Span ping_interval = core::seconds(20);
constexpr core::Span never_reads = core::days(1);

std::string_view view_of(const json::string& text)
{
    return {text.data(), text.size()};
}

std::string text_of(const json::value& value)
{
    return std::string{view_of(value.as_string())};
}

json::string text_value(std::string_view text)
{
    return json::string(text.data(), text.size());
}

const json::object* member(const json::object& object, std::string_view name)
{
    const auto* found = object.if_contains(name);
    return found == nullptr ? nullptr : found->if_object();
}

} // namespace

Client::Client(Ground ground, Dial dial, Post post, session::Identity identity,
               protocol::Audience audience, std::string window)
    : ground_(ground),
      dial_(std::move(dial)),
      identity_(std::move(identity)),
      topic_{hearing_id, audience},
      window_(std::move(window)),
      slow_(ground.chance.once_in(ground.weather.slow_reader)),
      voting_(
          ground, identity_.subject, [this](const core::Command& command) { ask(command); },
          std::move(post))
{
    tick_later();
}

void Client::connect()
{
    if (link_) return;
    link_ = dial_(identity_);
    if (!link_) return connect_later();
    link_->set_client(this);
    if (slow_) link_->set_reading_time(ground_.chance.between(20, 3'000));
    deaf_ = ground_.chance.once_in(ground_.weather.deaf);
    if (deaf_) link_->set_reading_time(never_reads);
    received_.clear();
    settled_ = false;
    hello();
}

void Client::connect_later()
{
    const auto most =
        std::min<std::int64_t>(500LL << std::min<std::size_t>(attempts_++, 5), 15'000);
    ground_.timeline.after(ground_.chance.between(most / 2, most), world_owner,
                           [this] { connect(); });
}

void Client::hello()
{
    greeted_at_ = ground_.timeline.now();
    json::object message{{"type", "hello"},
                         {"protocol", 1},
                         {"hearing", topic_.stream},
                         {"audience", text_value(protocol::name_of(topic_.audience))},
                         {"nonce", identity_.nonce}};
    if (has_view_) message["resume"] = {{"epoch", epoch_}, {"version", version_}};
    send(json::serialize(message));
}

void Client::send(const std::string& text)
{
    if (link_) link_->send_text(text);
}

void Client::rest()
{
    rests_ = true;
    slow_ = false;
    if (std::exchange(deaf_, false)) return hang_up(); // What it did not read until now, is lost.
    if (link_) link_->set_reading_time({});
}

void Client::say(const std::string& text)
{
    send(text);
}

void Client::hang_up()
{
    if (link_) link_->cut();
}

void Client::on_cut()
{
    link_.reset();
    if (!replaced_) connect_later();
}

void Client::ask(const core::Command& command)
{
    if (replaced_ || asked_.size() >= asked_max) return;
    const auto id = window_ + "-command-" + std::to_string(++commands_);
    const json::object message{{"type", "command"},
                               {"id", id},
                               {"name", core::name_of(command)},
                               {"body", protocol::encode_command(command)}};
    auto& asked = asked_[id];
    const auto now = ground_.timeline.now();
    asked = {command, json::serialize(message), now, now + core::seconds(3)};
    send(asked.text);
}

void Client::tick_later()
{
    ground_.timeline.after(ground_.chance.between(500, 1'500), world_owner, [this] {
        const auto now = ground_.timeline.now();
        for (auto& [id, asked] : asked_) {
            if (now < asked.again_at) continue;
            asked.again_at = now + ground_.chance.between(2'000, 6'000);
            send(asked.text);
        }
        if (link_ && now - pinged_at_ > ping_interval) {
            pinged_at_ = now;
            send(json::serialize(json::object{{"type", "ping"}, {"t", now.ms}}));
        }
        // The hello or its answer may have been lost.
        if (link_ && !settled_ && now - greeted_at_ > core::seconds(3)) hello();
        live();
        tick_later();
    });
}

void Client::live()
{
    if (rests_ || identity_.role != core::Role::attendee || !has_view_) return;
    if (const auto* ballot = member(view_, "ballot")) voting_.look(*ballot, asked_.empty());
}

void Client::on_bytes(const std::string& bytes)
{
    received_ += bytes;
    // RFC 6455 §5.2: the server's frames are whole and bare.
    while (received_.size() >= 2) {
        const auto byte = [this](std::size_t at) {
            return static_cast<std::size_t>(static_cast<unsigned char>(received_[at]));
        };
        std::size_t length = byte(1);
        std::size_t head = 2;
        const auto wide = length == 126 ? 2U : length == 127 ? 8U : 0U;
        if (received_.size() < head + wide) return;
        if (wide > 0) length = 0;
        for (unsigned i = 0; i < wide; ++i) length = length << 8 | byte(head + i);
        head += wide;
        if (received_.size() < head + length) return;
        const auto opcode = static_cast<unsigned>(byte(0));
        const auto payload = received_.substr(head, length);
        received_.erase(0, head + length);
        on_frame(opcode, payload);
        if (!link_) return;
    }
}

void Client::on_frame(unsigned opcode, std::string_view payload)
{
    if (opcode == 0x88) {
        const auto code =
            static_cast<unsigned char>(payload[0]) << 8 | static_cast<unsigned char>(payload[1]);
        replaced_ = code == static_cast<int>(session::CloseCode::replaced);
        return hang_up();
    }
    require(opcode == 0x81, rule::fold, "a frame begins inside another");
    ground_.watch.secrecy().frame(identity_, topic_.audience, payload);
    on_message(payload);
}

void Client::on_message(std::string_view text)
{
    const auto parsed = json::parse({text.data(), text.size()});
    const auto& message = parsed.as_object();
    const auto type = view_of(message.at("type").as_string());
    if (type == "view") return on_view(message);
    if (type == "patch") return on_patch(message);
    if (type == "me") me_ = message.at("me").as_object();
    if (type == "ack" || type == "refusal") return on_answer(message, type);
    if (type == "error") return on_error(message);
    if (type == "welcome" && has_view_) settled_ = true; // Until a view says otherwise.
}

void Client::on_view(const json::object& message)
{
    const auto epoch = message.at("epoch").to_number<hall::Epoch>();
    require(epoch >= epoch_, rule::epoch,
            "after " + std::to_string(epoch_) + " comes " + std::to_string(epoch));
    epoch_ = epoch;
    version_ = message.at("version").to_number<hall::Version>();
    view_ = message.at("view").as_object();
    has_view_ = true;
    settled_ = true;
    attempts_ = 0;
    ground_.watch.secrecy().view(topic_.audience, view_, view_);
    ground_.watch.compare(topic_, epoch_, version_, view_);
}

void Client::on_patch(const json::object& message)
{
    const auto version = message.at("version").to_number<hall::Version>();
    if (!has_view_ || version <= version_) return; // Its view is on the way; or already seen.
    if (version != version_ + 1) {
        has_view_ = false;
        settled_ = false;
        return hello();
    }
    settled_ = true;
    version_ = version;
    const auto& patch = message.at("patch");
    view_ = protocol::apply(std::move(view_), patch).as_object();
    ground_.watch.secrecy().view(topic_.audience, patch.as_object(), view_);
    if (ground_.chance.once_in(4)) ground_.watch.compare(topic_, epoch_, version_, view_);
}

void Client::on_answer(const json::object& message, std::string_view type)
{
    const auto asked = asked_.find(text_of(message.at("id")));
    if (asked == asked_.end()) return; // Answered before.
    const auto* claim = std::get_if<core::ClaimBallot>(&asked->second.command);
    if (claim != nullptr && type == "ack")
        voting_.claimed(claim->ballot, message.at("result").as_object());
    asked_.erase(asked);
}

void Client::on_error(const json::object& message)
{
    const auto* id = message.if_contains("id");
    const auto code = text_of(message.at("code"));
    if (id == nullptr) {
        // The hearing is not open yet, or the session's hello came late.
        if (code == "unknown_hearing") hang_up();
        return;
    }
    const auto asked = asked_.find(text_of(*id));
    if (asked == asked_.end()) return;
    // Not done, to be sent again; anything else is final.
    static constexpr std::array again{"busy", "storage_failed", "unknown_hearing",
                                      "hello_expected"};
    if (std::ranges::find(again, code) == again.end())
        asked_.erase(asked);
    else
        asked->second.again_at = ground_.timeline.now() + ground_.chance.between(500, 3'000);
}

bool Client::is_quiet() const
{
    if (replaced_) return true;
    return link_ && settled_ && asked_.empty() && place() == ground_.watch.head(topic_);
}

void Client::compare_me() const
{
    if (!replaced_) ground_.watch.compare_me(identity_.actor(), me_);
}

core::Instant Client::waits_since() const
{
    auto since = ground_.timeline.now();
    if (replaced_) return since;
    for (const auto& [id, asked] : asked_) since = std::min(since, asked.asked_at);
    return since;
}

std::string Client::state() const
{
    std::string waits;
    for (const auto& [id, asked] : asked_)
        waits += std::string{" "} + core::name_of(asked.command) + " since " +
                 std::to_string((ground_.timeline.now() - asked.asked_at).ms) + " ms,";
    return identity_.subject + (link_ ? "" : ", not connected") +
           (settled_ ? "" : ", without view") + ", waits for" + waits + " has version " +
           std::to_string(version_) + " of epoch " + std::to_string(epoch_);
}

} // namespace rostrum::simulation
