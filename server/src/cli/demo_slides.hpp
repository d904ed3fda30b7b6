// The slides of the demo's live hearing: server/demo/slides.pdf, made by web/tools/demo-slides.mjs.
#pragma once

#include "core/agenda.hpp"

#include <filesystem>

namespace rostrum::cli {

/// Puts them where a server that runs on this folder finds them. Throws.
[[nodiscard]] core::AttachSlides lay_out_demo_slides(const std::filesystem::path& data);

} // namespace rostrum::cli
