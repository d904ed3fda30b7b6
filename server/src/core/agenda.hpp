// The run of the hearing: phases in their order, each with its clock, each reopenable.
#pragma once

#include "core/clock.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace rostrum::core {

enum class Phase : std::uint8_t { draft, check_in, report, inquiry, ballot, result, closed };

inline constexpr int phase_count = 7;

struct Slides {
    std::string file;   ///< The name under which it was uploaded.
    std::string sha256; ///< Of its bytes, hexadecimal: where it is stored.
    std::int64_t pages{0};
    std::int64_t page{0}; ///< Shown now, from 1; 0: none yet.

    bool operator==(const Slides&) const = default;
};

struct Agenda {
    Phase phase{Phase::draft};
    Instant phase_since;
    std::optional<Clock> clock; ///< Of the phase, where the rules limit it.
    std::optional<Slides> slides;

    bool operator==(const Agenda&) const = default;
};

// Commands.
struct AdvancePhase {
    static constexpr const char* name = "advance_phase";
    Phase to;
    std::string reason; ///< Needed only to leave the inquiry without the draws the rules require.
};
struct ReopenPhase {
    static constexpr const char* name = "reopen_phase";
    Phase to;
    std::string reason;
};
struct AttachSlides {
    static constexpr const char* name = "attach_slides";
    std::string file;
    std::string sha256;
    std::int64_t pages;
};
struct ShowSlide {
    static constexpr const char* name = "show_slide";
    std::int64_t page;
};

// Events.
struct PhaseEntered {
    static constexpr const char* name = "phase_entered";
    Phase to;
    std::string reason;
    bool operator==(const PhaseEntered&) const = default;
};
struct PhaseReopened {
    static constexpr const char* name = "phase_reopened";
    Phase to;
    std::string reason;
    bool operator==(const PhaseReopened&) const = default;
};
struct SlidesAttached {
    static constexpr const char* name = "slides_attached";
    std::string file;
    std::string sha256;
    std::int64_t pages{0};
    bool operator==(const SlidesAttached&) const = default;
};
struct SlideShown {
    static constexpr const char* name = "slide_shown";
    std::int64_t page{0};
    bool operator==(const SlideShown&) const = default;
};

} // namespace rostrum::core
