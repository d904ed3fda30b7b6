// Instants as people and logs write them: `2026-01-01T09:00:00.000Z`.
#pragma once

#include "core/time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rostrum::protocol {

/// Precondition: within the years 0000 to 9999.
[[nodiscard]] std::string utc_text(core::Instant instant);

/// Exactly the form `utc_text` writes, of a moment there is; nothing otherwise.
[[nodiscard]] std::optional<core::Instant> instant_from_utc(std::string_view text);

} // namespace rostrum::protocol
