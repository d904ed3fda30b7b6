// What the audiences of one stream see: the last published view of each, its version, and the patch
// from one to the next, encoded once for everybody.
#pragma once

#include "hall/front.hpp"
#include "hall/world.hpp"
#include "protocol/touched.hpp"

#include <boost/json/object.hpp>

#include <functional>
#include <map>
#include <string>

namespace rostrum::hall {

class Showing {
public:
    /// Where views come from: durable state.
    struct Views {
        /// What changed since it was asked last.
        std::function<protocol::Touched()> changes;
        /// The view of an audience, with these lines of its long tables.
        std::function<boost::json::object(protocol::Audience, const protocol::Touched& lines)> make;
    };

    /// `interval`: views are published at most this often, and rest ten times as long as they took,
    /// but no longer than `limits::publish_rest_max`.
    Showing(World& world, std::string stream, core::Span interval, Views views);

    /// From now on in this epoch; versions begin anew.
    void begin(Epoch epoch) { epoch_ = epoch; }
    /// Something durable changed: publishes soon, or as soon as the interval allows.
    void changed();
    /// The last published view; the first call for an audience makes it one that is published.
    [[nodiscard]] Snapshot snapshot(protocol::Audience audience);

private:
    struct Shown {
        boost::json::object view;
        Version version{1};
        Message encoded; ///< Of `view`; empty until somebody asks.
        core::Instant encoded_at;
    };

    void publish();

    World& world_;
    std::string stream_;
    core::Span interval_;
    Views views_;
    Epoch epoch_{0};
    std::map<protocol::Audience, Shown> shown_;
    core::Instant last_published_;
    core::Span rest_; ///< From then on.
    bool scheduled_{false};
    std::shared_ptr<bool> alive_{std::make_shared<bool>(true)};
};

} // namespace rostrum::hall
