// Everything that can be checked of a package without trusting whoever made it.
#pragma once

#include "package/package.hpp"
#include "trust/bytes.hpp"

namespace rostrum::package {

struct Audit {
    Findings findings;

    [[nodiscard]] bool holds() const;
};

/// Takes as long as all draws of the hearing took; see `check_draws` for the watch.
[[nodiscard]] Audit audit(const Files& files, const trust::Watch& watch);

} // namespace rostrum::package
