#include "net/qr_svg.hpp"

#include <qrencode.h>

#include <cstddef>
#include <memory>
#include <span>

namespace rostrum::net {
namespace {

constexpr int quiet_zone = 4;

using Code = std::unique_ptr<QRcode, decltype(&QRcode_free)>;

Code encoded(const std::string& text)
{
    // Level M: 15 % may be unreadable, which a projector's glare needs.
    return {QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M), &QRcode_free};
}

/// One run of dark modules per rectangle.
std::string rectangles(const QRcode& code)
{
    const auto width = static_cast<std::size_t>(code.width);
    const std::span modules(code.data, width * width);
    std::string path;
    for (std::size_t y = 0; y < width; ++y) {
        for (std::size_t x = 0; x < width; ++x) {
            std::size_t run = 0;
            while (x + run < width && (modules[y * width + x + run] & 1U) != 0) ++run;
            if (run == 0) continue;
            path += 'M' + std::to_string(x + quiet_zone) + ' ' + std::to_string(y + quiet_zone) +
                    'h' + std::to_string(run) + "v1H" + std::to_string(x + quiet_zone) + 'z';
            x += run;
        }
    }
    return path;
}

} // namespace

std::expected<std::string, std::string> qr_blocks(const std::string& text)
{
    const auto code = encoded(text);
    if (!code) return std::unexpected("the text is too long for a QR code");
    const auto is_light = [&](int x, int y) {
        x -= quiet_zone;
        y -= quiet_zone;
        if (x < 0 || y < 0 || x >= code->width || y >= code->width) return true;
        return (code->data[y * code->width + x] & 1U) == 0;
    };
    const int side = code->width + 2 * quiet_zone;
    std::string picture;
    for (int y = 0; y < side; y += 2) {
        for (int x = 0; x < side; ++x) {
            const bool upper = is_light(x, y);
            const bool lower = y + 1 < side && is_light(x, y + 1);
            picture += upper ? (lower ? "█" : "▀") : (lower ? "▄" : " ");
        }
        picture += '\n';
    }
    return picture;
}

std::expected<std::string, std::string> qr_svg(const std::string& text)
{
    const auto code = encoded(text);
    if (!code) return std::unexpected("the address is too long for a QR code");
    const auto side = std::to_string(code->width + 2 * quiet_zone);
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + ' ' + side +
           "\" shape-rendering=\"crispEdges\"><rect width=\"" + side + "\" height=\"" + side +
           "\" fill=\"#fff\"/><path fill=\"#000\" d=\"" + rectangles(*code) + "\"/></svg>";
}

} // namespace rostrum::net
