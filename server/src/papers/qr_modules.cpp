#include "papers/qr_modules.hpp"

#include <qrencode.h>

#include <cstddef>
#include <memory>
#include <span>

namespace rostrum::papers {

std::expected<QrModules, std::string> qr_modules(const std::string& text)
{
    // Level M: 15 % may be unreadable, which a projector's glare and a folded card need.
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code{
        QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M), &QRcode_free};
    if (!code) return std::unexpected("the text is too long for a QR code");
    const auto width = static_cast<std::size_t>(code->width);
    const std::span bytes(code->data, width * width);
    QrModules modules(width, std::vector<bool>(width));
    for (std::size_t y = 0; y < width; ++y)
        for (std::size_t x = 0; x < width; ++x) modules[y][x] = (bytes[y * width + x] & 1U) != 0;
    return modules;
}

} // namespace rostrum::papers
