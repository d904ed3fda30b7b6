// What everybody was told, held against what is durable and what was published.
#pragma once

#include "core/role.hpp"
#include "hall/front.hpp"
#include "hall/world.hpp"
#include "protocol/names.hpp"
#include "protocol/view_common.hpp"
#include "session/connection.hpp"
#include "simulation/record.hpp"
#include "simulation/secrecy.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
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
    Watch(const Record& record, const hall::World& world)
        : record_(record), world_(world), secrecy_(record)
    {
    }

    [[nodiscard]] Secrecy& secrecy() { return secrecy_; }

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

    /// What a person is told of themselves must follow from the record.
    void compare_me(const core::Actor& actor, const boost::json::object& me) const;

    // What is answered.
    void asked(const core::Actor& actor, const std::string& id);
    /// An acknowledgement leaves the hall.
    void acknowledged(const core::Actor& actor, const std::string& id, const core::Command& command,
                      const std::string& result);
    void refused(const core::Actor& actor, const std::string& id) const;
    /// A receipt leaves the hall.
    void cast_acknowledged(const std::string& public_ballot, const trust::Cast& cast);
    [[nodiscard]] std::size_t receipts() const { return receipts_; }

private:
    struct Published {
        hall::Epoch epoch{0};
        hall::Version version{0};
        boost::json::object view;
        std::map<hall::Version, std::uint64_t> digests;
    };

    using CommandName = std::pair<std::string, std::string>; ///< Sender and id.

    void note(Published& published);
    [[nodiscard]] bool could_change_nothing(const core::Actor& actor, const CommandName& name,
                                            const core::Command& command) const;

    const Record& record_;
    const hall::World& world_;
    std::map<hall::Topic, Published> published_;
    Secrecy secrecy_;
    std::map<CommandName, std::string> results_;
    std::size_t receipts_{0};
    std::map<CommandName, hall::Seq> asked_at_; ///< The log's head when it came first.
};

} // namespace rostrum::simulation
