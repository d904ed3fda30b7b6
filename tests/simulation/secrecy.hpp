// What is sent, held against what docs/protocol.md §5 lets each audience see, and not against the
// views' own code.
#pragma once

#include "protocol/view_common.hpp"
#include "session/connection.hpp"
#include "simulation/record.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace rostrum::simulation {

class Secrecy {
public:
    explicit Secrecy(const Record& record) : record_(record) {}

    /// Any frame, as it is.
    void frame(const session::Identity& to, protocol::Audience audience,
               std::string_view text) const;
    /// What has come, a view or a patch of it, and the view that it makes.
    void view(protocol::Audience audience, const boost::json::object& came,
              const boost::json::object& view) const;

    /// A text about one question, which nobody but its asker and the desks may see until it is
    /// public: the question as asked or as edited, why it was returned, what was confirmed.
    [[nodiscard]] std::string question_text();
    /// A text for the desks alone.
    [[nodiscard]] std::string desk_text();

private:
    void check_question(std::string_view mark, const session::Identity& to) const;
    void check_ballot(const boost::json::object& ballot) const;
    void check_digits(std::string_view digits, const session::Identity& to) const;

    const Record& record_;
    int texts_{0};
};

} // namespace rostrum::simulation
