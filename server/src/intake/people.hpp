// Who somebody on a list is: their category, and the card number by which we know them.
#pragma once

#include "intake/columns.hpp"
#include "intake/roster.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace rostrum::intake {

class Categories {
public:
    explicit Categories(const std::vector<core::Category>& categories);

    struct Found {
        std::optional<core::CategoryId> category;
        bool is_guessed{false};
    };
    /// By id or label; else by the only label that holds the text or is held by it: 市人大代表,
    /// 政协.
    [[nodiscard]] Found find(std::string_view text) const;

private:
    std::map<std::string, core::CategoryId> by_key_;
};

/// The people of the whole series, and those of the file beside them.
class People {
public:
    /// Lists without organisations are compared by names alone.
    People(const RosterBasis& basis, bool has_organisations);

    /// Gives each line without a number the one of the same person, or the next free one. Tells of
    /// numbers and people that come twice, and of names that make one look again.
    void number(std::vector<RosterLine>& lines, const Layout& layout, Reading& reading);

private:
    [[nodiscard]] std::string key_of(const protocol::PersonName& name) const;
    void note_numbered(const std::vector<RosterLine>& lines, const Layout& layout,
                       Reading& reading);
    void number_one(RosterLine& line, const Layout& layout, Reading& reading);
    [[nodiscard]] std::string next_number();
    [[nodiscard]] bool is_taken(const std::string& id) const;

    const RosterBasis& basis_;
    bool has_organisations_;
    std::map<std::string, std::vector<core::ParticipantId>> known_; ///< By name and organisation.
    std::set<std::string> known_names_;                             ///< By name alone.
    std::set<std::string> given_;                                   ///< Numbers of the file.
    std::set<std::string> seen_;                                    ///< People of the file so far.
    std::int64_t last_number_{0};
};

} // namespace rostrum::intake
