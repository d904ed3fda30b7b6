#include "core/hearing.hpp"

namespace rostrum::core {

// A copy is made and moved in: the variant's own assignment, for each pair of what is there and
// what comes, takes as long to compile as all the rest here.

Command::Command() = default;
Command::Command(const Command&) = default;
Command::Command(Command&&) noexcept = default;
Command& Command::operator=(const Command& other)
{
    return *this = Command(other);
}
Command& Command::operator=(Command&&) noexcept = default;
Command::~Command() = default;

Event::Event() = default;
Event::Event(const Event&) = default;
Event::Event(Event&&) noexcept = default;
Event& Event::operator=(const Event& other)
{
    return *this = Event(other);
}
Event& Event::operator=(Event&&) noexcept = default;
Event::~Event() = default;

bool operator==(const Event& left, const Event& right)
{
    return static_cast<const EventAlternatives&>(left) ==
           static_cast<const EventAlternatives&>(right);
}

} // namespace rostrum::core
