// What changed in the views of a hearing since they were made last.
#pragma once

#include "core/hearing.hpp"
#include "protocol/floor_digest.hpp"
#include "protocol/touched.hpp"

#include <utility>

namespace rostrum::protocol {

class ViewChanges {
public:
    void add(Touched touched) { touched_.merge(std::move(touched)); }

    /// All that was added since it was taken last, and the questions that stand elsewhere for it.
    [[nodiscard]] Touched take(const core::Hearing& hearing);
    /// As of now. Whoever asks before the others are shown it leaves them what moved.
    [[nodiscard]] const FloorDigest& digest(const core::Hearing& hearing);

private:
    void bring_up_to_date(const core::Hearing& hearing);

    Touched touched_;
    FloorDigest digest_; ///< Of an empty hearing at first, as a hearing begins.
};

} // namespace rostrum::protocol
