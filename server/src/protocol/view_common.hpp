// What the views have in common. A view is a pure function of its input; it holds no null, and
// nothing its audience must not see.
#pragma once

#include "core/hearing.hpp"
#include "core/pulse.hpp"
#include "protocol/codec.hpp"
#include "protocol/floor_digest.hpp"
#include "protocol/names.hpp"
#include "protocol/touched.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rostrum::protocol {

/// How far the slow step of a draw is.
struct DrawProgress {
    core::DrawId draw;
    std::uint32_t done{0}; ///< Of the draw's `delay` iterations.

    bool operator==(const DrawProgress&) const = default;
};

/// Where phones send the votes of a secret ballot: apart from everything that knows them.
struct CastAddress {
    std::uint16_t port{0}; ///< Of the host that the page came from; 0: there is none.
    std::string url{};     ///< Instead, where something stands in between.

    bool operator==(const CastAddress&) const = default;
};

/// How the people of one category are connected, by their own phones. Each is one of connected,
/// away and never.
struct CategoryHealth {
    std::int64_t connected{0};
    std::int64_t slow{0};          ///< Of the connected: those who do not keep up.
    std::int64_t away{0};          ///< Were connected.
    std::int64_t never{0};         ///< Were not.
    std::int64_t never_present{0}; ///< Of those: who is in the hall all the same.

    bool operator==(const CategoryHealth&) const = default;
};

struct PagesHealth {
    std::int64_t connected{0};
    std::int64_t slow{0};

    bool operator==(const PagesHealth&) const = default;
};

/// How the hall is connected (会场连接): counted now and then, and no fact of the hearing.
struct HallHealth {
    std::map<core::CategoryId, CategoryHealth> categories;
    PagesHealth screens;
    PagesHealth observers;

    bool operator==(const HallHealth&) const = default;
};

/// What views need and the record does not hold.
struct ViewSettings {
    std::string series_title;
    std::string join_url;     ///< Where phones join: `http://10.0.0.5:8080/`.
    std::string verifier{};   ///< The log's first public key; empty: it is not signed.
    std::string checkpoint{}; ///< The last signed note, which says how far the log goes.
    std::optional<DrawProgress> draw_progress{};
    CastAddress cast{};
    std::optional<core::PulseCount> pulse{}; ///< Of the turn, once enough people gave it.
    std::optional<HallHealth> health{};      ///< Once somebody was connected.
};

/// What a view is made of, for the length of one call. Of the long tables `lines` are made.
struct ViewInput {
    const core::Hearing& hearing;
    const core::BallotBox& box;
    const NameBook& names;
    const ViewSettings& settings;
    const FloorDigest& digest; ///< Of `hearing`.
    const Touched& lines;
};

[[nodiscard]] boost::json::value text_value(std::string_view text);
/// A member that is absent when the text is empty.
void add_text(boost::json::object& object, std::string_view name, std::string_view text);

/// Name, organisation and, where `with_seat`, title and seat; each absent when nobody knows it.
void add_person(boost::json::object& object, const NameBook& names,
                const core::ParticipantId& participant, bool with_seat);

[[nodiscard]] boost::json::object clock_view(const core::Clock& clock);
[[nodiscard]] boost::json::object notes_view(const std::vector<core::AnswerNote>& notes);
/// In a state that everybody may see: approved, or past that.
[[nodiscard]] bool is_public(const core::Question& question);

} // namespace rostrum::protocol
