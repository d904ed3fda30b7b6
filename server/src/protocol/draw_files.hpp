// A draw of the record as the files of `hdraw1`, which everybody may fetch and repeat.
#pragma once

#include "core/draw.hpp"
#include "trust/bytes.hpp"
#include "trust/draw_files.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace rostrum::protocol {

inline constexpr std::array<std::string_view, 4> draw_file_names{"pool", "contrib", "freeze",
                                                                 "reveal"};

/// One of `draw_file_names`, byte for byte; nothing before it exists.
[[nodiscard]] std::optional<std::string> draw_file(const core::Draw& draw, std::string_view name);

[[nodiscard]] trust::Pool pool_of(const core::Draw& draw);
[[nodiscard]] trust::Rule rule_of(const core::DrawRule& rule);

/// The hashes that a draw is frozen by.
[[nodiscard]] core::DrawSeals draw_seals(const core::Draw& draw);

/// What the slow step of a revealed draw starts from.
[[nodiscard]] trust::Bytes32 delay_input_of(const core::Draw& draw);

/// Of a value of the record that is 32 bytes in hexadecimal.
[[nodiscard]] trust::Bytes32 bytes32_of(const std::string& hexadecimal);

} // namespace rostrum::protocol
