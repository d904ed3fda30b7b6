// One page: a phone, a desk, a screen. Speaks docs/protocol.md, folds its view, sends again what
// was not answered, comes back when it is cut off.
#pragma once

#include "core/hearing.hpp"
#include "session/connection.hpp"
#include "simulation/link.hpp"
#include "simulation/process.hpp"
#include "simulation/voting.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace rostrum::simulation {

class Client final : public Link::ClientEnd {
public:
    /// Brings a new connection to whatever process there is; empty when nobody answers.
    using Dial = std::function<std::shared_ptr<Link>(const session::Identity&)>;

    /// `window`: of the same person; each makes its own ids.
    Client(Ground ground, Dial dial, Post post, session::Identity identity,
           protocol::Audience audience, std::string window);
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;
    virtual ~Client() = default;

    void start() { connect(); }
    /// Sends it until it is answered; not when too many wait already.
    void ask(const core::Command& command);
    /// Does what is to be done on a phone by itself: votes while a ballot is open.
    void live();
    /// From now on it does nothing by itself, and reads at once.
    void rest();
    /// Says something that is not the protocol.
    void say(const std::string& text);
    void hang_up();

    [[nodiscard]] const session::Identity& identity() const { return identity_; }
    [[nodiscard]] const hall::Topic& topic() const { return topic_; }
    /// What it has of its view.
    [[nodiscard]] Place place() const { return {epoch_, version_}; }
    /// Another window of the same session has taken its place.
    [[nodiscard]] bool is_over() const { return replaced_; }
    /// Has what was last published, and waits for nothing.
    [[nodiscard]] bool is_quiet() const;
    /// What it was last told of its person must follow from the record.
    void compare_me() const;
    /// When it asked for what it waits for longest; now, if it waits for nothing.
    [[nodiscard]] core::Instant waits_since() const;
    [[nodiscard]] std::string state() const;

    void on_bytes(const std::string& bytes) override;
    void on_cut() override;

private:
    struct Asked {
        core::Command command;
        std::string text;
        core::Instant asked_at;
        core::Instant again_at;
    };

    void connect();
    void connect_later();
    void tick_later();
    void hello();
    void send(const std::string& text);
    void on_frame(unsigned opcode, std::string_view payload);
    void on_message(std::string_view text);
    void on_view(const boost::json::object& message);
    void on_patch(const boost::json::object& message);
    void on_answer(const boost::json::object& message, std::string_view type);
    void on_error(const boost::json::object& message);

    Ground ground_;
    Dial dial_;
    session::Identity identity_;
    hall::Topic topic_;
    std::string window_;
    bool slow_;
    bool deaf_{false};
    bool rests_{false};
    bool replaced_{false}; ///< Another window of the same session is open; this one is over.
    std::shared_ptr<Link> link_;
    std::string received_; ///< Not yet a whole frame.
    bool has_view_{false};
    bool settled_{false}; ///< This connection follows: it had a view, or goes on from the last.
    hall::Epoch epoch_{0};
    hall::Version version_{0};
    boost::json::object view_;
    std::map<std::string, Asked> asked_;
    boost::json::object me_;
    Voting voting_;
    std::size_t commands_{0};
    std::size_t attempts_{0};
    core::Instant pinged_at_;
    core::Instant greeted_at_;
};

} // namespace rostrum::simulation
