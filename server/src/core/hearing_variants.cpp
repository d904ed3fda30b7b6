#include "core/hearing.hpp"

namespace rostrum::core {

Command::Command() = default;
Command::Command(const Command&) = default;
Command::Command(Command&&) noexcept = default;
Command& Command::operator=(const Command&) = default;
Command& Command::operator=(Command&&) noexcept = default;
Command::~Command() = default;

Event::Event() = default;
Event::Event(const Event&) = default;
Event::Event(Event&&) noexcept = default;
Event& Event::operator=(const Event&) = default;
Event& Event::operator=(Event&&) noexcept = default;
Event::~Event() = default;

bool operator==(const Event& left, const Event& right)
{
    return static_cast<const EventAlternatives&>(left) ==
           static_cast<const EventAlternatives&>(right);
}

} // namespace rostrum::core
