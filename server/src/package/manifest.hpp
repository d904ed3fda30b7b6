// manifest.txt: the SHA-256 of every other file, in the form that `sha256sum -c` reads.
#pragma once

#include "package/package.hpp"

#include <optional>
#include <string>

namespace rostrum::package {

[[nodiscard]] std::string manifest_of(const Files& files);

/// Whether the files are those of the manifest; the list of names may be missing. With a finding of
/// its own for that list.
[[nodiscard]] Findings check_manifest(const Files& files);

} // namespace rostrum::package
