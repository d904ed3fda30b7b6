#include "slides/intake.hpp"

#include "slides/document.hpp"
#include "slides/limits.hpp"

#include <spdlog/spdlog.h>

#include <fstream>
#include <system_error>
#include <utility>

namespace rostrum::slides {
namespace {

namespace fs = std::filesystem;

void clear(const fs::path& folder)
{
    std::error_code ignored; // What stays is thrown away before the next.
    fs::remove_all(folder, ignored);
}

/// What was made of a presentation: it may be as large as a PDF that is uploaded, and no larger.
std::expected<std::string, Fault> read_made(const fs::path& pdf)
{
    std::error_code error;
    const auto size = fs::file_size(pdf, error);
    if (error) return std::unexpected(Fault::slides_not_converted);
    if (size > limits::file_bytes_max) return std::unexpected(Fault::slides_are_too_demanding);
    std::string bytes(size, '\0');
    std::ifstream stream(pdf, std::ios::binary);
    if (!stream.read(bytes.data(), static_cast<std::streamsize>(size)))
        return std::unexpected(Fault::slides_not_converted);
    return bytes;
}

bool write(const fs::path& file, std::string_view bytes)
{
    std::ofstream stream(file, std::ios::binary);
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    stream.close();
    return !stream.fail();
}

} // namespace

Intake::Intake(fs::path data, Examine examine)
    : store_(Store::in(data)),
      workplace_(std::move(data) / "slides-incoming"),
      examine_(std::move(examine))
{
    clear(workplace_);
    store_.forget_unfinished();
}

std::expected<Deck, Fault> Intake::take(std::string_view bytes, const std::stop_token& stop) const
{
    // What the first bytes tell needs no process.
    if (bytes.empty()) return std::unexpected(Fault::slides_are_empty);
    if (kind_of(bytes) == Kind::other) return std::unexpected(Fault::not_a_presentation);
    auto deck = take_apart(bytes, stop);
    clear(workplace_);
    return deck;
}

std::expected<Deck, Fault> Intake::take_apart(std::string_view bytes,
                                              const std::stop_token& stop) const
{
    std::error_code error;
    clear(workplace_);
    fs::create_directories(workplace_, error);
    const auto file = workplace_ / ("deck" + std::string{extension_of(bytes)});
    if (error || !write(file, bytes)) return std::unexpected(Fault::storage_failed);

    const auto examined = examine_(file, stop);
    if (!examined) return std::unexpected(examined.error());
    std::string made;
    if (examined->pdf != file) {
        auto read = read_made(examined->pdf);
        if (!read) return std::unexpected(read.error());
        made = std::move(*read);
        bytes = made;
    }
    auto kept = store_.keep(bytes);
    if (!kept) {
        spdlog::error("slides cannot be kept: {}", kept.error());
        return std::unexpected(Fault::storage_failed);
    }
    return Deck{std::move(*kept), examined->pages};
}

} // namespace rostrum::slides
