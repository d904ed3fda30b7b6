// Halls for Rostrum to be measured in, as folders that it finds.
#pragma once

#include "core/hearing.hpp"
#include "core/limits.hpp"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace rostrum::bench {

/// Somebody's way in: the cookie of a session, and the key of their ballot where one was issued.
struct Guest {
    std::string cookie;
    std::string key{};
};

/// A hearing in a phase, with so many attendees who are there. In the inquiry it has one question
/// in its queue; in the ballot each has a confidential one, which is open.
[[nodiscard]] std::vector<Guest> make_hall(const std::filesystem::path& data, std::size_t people,
                                           core::Phase phase);
/// What one attendee may have asked without an answer.
inline constexpr std::size_t questions_of_one = core::limits::open_questions_per_person_max - 1;
/// So many more questions in the queue of a hall that was made, by all in turn.
void ask_questions(const std::filesystem::path& data, std::size_t count);
/// So many more hearings in the series, each with the same people.
void plan_more(const std::filesystem::path& data, std::size_t count);

/// So many sessions of observers.
[[nodiscard]] std::vector<Guest> let_observe(const std::filesystem::path& data,
                                             std::size_t sessions);

/// Beside the hall itself, for copies of it.
void write_guests(const std::filesystem::path& data, const std::vector<Guest>& guests);
[[nodiscard]] std::vector<Guest> read_guests(const std::filesystem::path& data);

} // namespace rostrum::bench
