#include "cli/demo_slides.hpp"

#include "slides/intake.hpp"

#include "demo/slides.hpp"

#include <stdexcept>
#include <string>
#include <string_view>

namespace rostrum::cli {

core::AttachSlides lay_out_demo_slides(const std::filesystem::path& data)
{
    const std::string_view bytes{reinterpret_cast<const char*>(demo_slides_pdf),
                                 sizeof demo_slides_pdf};
    // Our own file: it may be looked into here.
    const slides::Intake intake{
        data, [](const auto& file, const auto& /*stop*/) { return slides::examine(file); }};
    const auto deck = intake.take(bytes, {});
    if (!deck) throw std::runtime_error(std::string{slides::name_of(deck.error())});
    return {"汇报.pdf", deck->sha256, deck->pages};
}

} // namespace rostrum::cli
