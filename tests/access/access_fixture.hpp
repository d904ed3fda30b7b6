// What the tests of this folder share: a data folder of their own, and chance that repeats.
#pragma once

#include "access/links.hpp"
#include "access/people_store.hpp"
#include "access/seat_cards.hpp"
#include "access/sessions.hpp"
#include "access/staff_accounts.hpp"
#include "access/tokens.hpp"

#include "support/catch.hpp"

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>

namespace rostrum::access {

/// SplitMix64: the same bytes in every run.
inline Entropy repeatable_entropy(std::uint64_t seed)
{
    return [state = std::make_shared<std::uint64_t>(seed)](std::span<std::byte> bytes) {
        for (std::byte& byte : bytes) {
            std::uint64_t mixed = (*state += 0x9E37'79B9'7F4A'7C15U);
            mixed = (mixed ^ (mixed >> 30U)) * 0xBF58'476D'1CE4'E5B9U;
            mixed = (mixed ^ (mixed >> 27U)) * 0x94D0'49BB'1331'11EBU;
            byte = static_cast<std::byte>((mixed ^ (mixed >> 31U)) & 0xFFU);
        }
    };
}

class DataFolder {
public:
    DataFolder()
    {
        auto name = (std::filesystem::temp_directory_path() / "rostrum-access-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) throw std::runtime_error{"no folder for the test"};
        folder_ = name;
    }
    ~DataFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    DataFolder(const DataFolder&) = delete;
    DataFolder& operator=(const DataFolder&) = delete;

    [[nodiscard]] std::filesystem::path file(const std::string& name = "people.db") const
    {
        return folder_ / name;
    }

    /// Every byte of every file: database, write-ahead log, shared memory.
    [[nodiscard]] std::string bytes() const
    {
        std::string all;
        for (const auto& entry : std::filesystem::directory_iterator{folder_}) {
            std::ifstream in{entry.path(), std::ios::binary};
            all.append(std::istreambuf_iterator<char>{in}, {});
        }
        return all;
    }

private:
    std::filesystem::path folder_;
};

inline constexpr core::Instant start{1'700'000'000'000};
inline const std::string phone_key = "q83vEjRWeJCrze8SNFZ4kA";

/// One process over one data folder; a second one over the same folder is a second process to
/// SQLite.
struct Desk {
    explicit Desk(const DataFolder& folder, std::uint64_t seed = 1)
        : store{PeopleStore::open(folder.file()).value()},
          entropy{repeatable_entropy(seed)},
          sessions{*store, entropy},
          cards{*store, sessions, entropy},
          staff{*store, sessions, least_cost()},
          links{*store, sessions, entropy}
    {
        sessions.load().value();
    }

    std::string issue(const std::string& handle, core::Instant now = start)
    {
        const core::ParticipantId one{handle};
        return cards.issue({&one, 1}, now).value().cards.at(0).token;
    }

    std::expected<Redeemed, RedeemError> redeem(const std::string& token, core::Instant now = start,
                                                const std::string& device = {})
    {
        return cards.redeem({token, {}, device}, now);
    }

    std::unique_ptr<PeopleStore> store;
    Entropy entropy;
    Sessions sessions;
    SeatCards cards;
    StaffAccounts staff;
    Links links;
};

} // namespace rostrum::access
