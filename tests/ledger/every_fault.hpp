// Every kind of fault of the disk at every place of a run.
#pragma once

#include "ledger/faulty_disk.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace rostrum::ledger {

struct FaultKind {
    const char* name;
    DiskFault fault;
};

inline const std::vector<FaultKind>& fault_kinds()
{
    static const std::vector<FaultKind> kinds{
        {"a write fails", {.call = DiskCall::write}},
        {"a write is torn", {.call = DiskCall::write, .writes_half = true}},
        {"the disk is full from a write on",
         {.call = DiskCall::write, .stays = true, .is_full = true, .writes_half = true}},
        {"a sync fails", {.call = DiskCall::sync}},
        {"every sync fails from one on", {.call = DiskCall::sync, .stays = true}},
        {"a truncation fails", {.call = DiskCall::truncate}},
    };
    return kinds;
}

using FileNames = std::set<std::string>;

/// Runs with the fault at the first, second … call, until one run meets none; the run says what it
/// struck. Each kind has to have struck in all of the files that `places` names for its call: a
/// fault that a run never meets proves nothing.
inline void for_every_place(const std::map<DiskCall, FileNames>& places,
                            const std::function<FileNames(const DiskFault&)>& run)
{
    for (const auto& [name, fault] : fault_kinds()) {
        FileNames struck;
        auto placed = fault;
        bool met = true;
        for (placed.at = 1; met; ++placed.at) {
            INFO(name << ", number " << placed.at);
            REQUIRE(placed.at < 500);
            const auto files = run(placed);
            met = !files.empty();
            struck.insert(files.begin(), files.end());
        }
        INFO(name);
        FileNames missed;
        std::ranges::set_difference(places.at(fault.call), struck,
                                    std::inserter(missed, missed.end()));
        CHECK(missed == FileNames{});
    }
}

} // namespace rostrum::ledger
