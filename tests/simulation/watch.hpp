// What everybody was told, held against what is durable and what was published.
#pragma once

#include "core/role.hpp"
#include "hall/front.hpp"
#include "hall/world.hpp"
#include "protocol/names.hpp"
#include "protocol/view_common.hpp"
#include "session/connection.hpp"
#include "simulation/record.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace rostrum::simulation {

/// Of a value, whatever the order of its members.
[[nodiscard]] std::uint64_t digest(const boost::json::value& value);

/// How far a view has come, over all lives of the server.
struct Place {
    hall::Epoch epoch{0};
    hall::Version version{0};

    auto operator<=>(const Place&) const = default;
};

class Watch {
public:
    Watch(const Record& record, const hall::World& world) : record_(record), world_(world) {}

    // What the hall publishes.
    void begin(const hall::Topic& topic, const hall::Snapshot& snapshot);
    void publish(const hall::Topic& topic, hall::Epoch epoch, hall::Version version,
                 const std::string& patch);
    /// The view as it was last published must be the one that follows from the record.
    void compare_with_record(const hall::Topic& topic) const;
    [[nodiscard]] Place head(const hall::Topic& topic) const;

    // What clients have. Nothing to say about a view that was published too long ago.
    void compare(const hall::Topic& topic, hall::Epoch epoch, hall::Version version,
                 const boost::json::object& view) const;

    // What is sent.
    void frame(const session::Identity& to, protocol::Audience audience,
               std::string_view text) const;
    /// An acknowledgement leaves the hall.
    void acknowledged(const core::Actor& actor, const std::string& id, const core::Command& command,
                      const std::string& result);
    void refused(const core::Actor& actor, const std::string& id) const;

    /// A text that only its asker and the desks may see until it is public.
    [[nodiscard]] std::string question_text();
    /// A text for the desks alone.
    [[nodiscard]] std::string desk_text();

private:
    struct Published {
        hall::Epoch epoch{0};
        hall::Version version{0};
        boost::json::object view;
        std::map<hall::Version, std::uint64_t> digests;
    };

    void mark_question(std::string_view text, const session::Identity& to) const;
    void note(Published& published);

    const Record& record_;
    const hall::World& world_;
    std::map<hall::Topic, Published> published_;
    std::map<std::pair<std::string, std::string>, std::string> results_; ///< By sender and id.
    int texts_{0};
};

} // namespace rostrum::simulation
