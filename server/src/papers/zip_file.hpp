// ZIP archives, made and read in memory.
#pragma once

#include <map>
#include <string>

namespace rostrum::papers {

/// Bytes by path within the archive, with `/`.
using ZipParts = std::map<std::string, std::string>;

/// The same parts give the same bytes: every part bears the first moment that a ZIP can tell.
/// `first`: a part that has to stand in front, as some formats want it.
[[nodiscard]] std::string zip_of(const ZipParts& parts, const std::string& first = {});

} // namespace rostrum::papers
