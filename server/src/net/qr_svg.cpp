#include "net/qr_svg.hpp"

#include "papers/qr_modules.hpp"

#include <cstddef>

namespace rostrum::net {
namespace {

using papers::qr_quiet_zone;

/// One run of dark modules per rectangle.
std::string rectangles(const papers::QrModules& modules)
{
    constexpr auto zone = static_cast<std::size_t>(qr_quiet_zone);
    std::string path;
    for (std::size_t y = 0; y < modules.size(); ++y) {
        const auto& line = modules[y];
        for (std::size_t x = 0; x < line.size(); ++x) {
            std::size_t run = 0;
            while (x + run < line.size() && line[x + run]) ++run;
            if (run == 0) continue;
            path += 'M' + std::to_string(x + zone) + ' ' + std::to_string(y + zone) + 'h' +
                    std::to_string(run) + "v1H" + std::to_string(x + zone) + 'z';
            x += run;
        }
    }
    return path;
}

} // namespace

std::expected<std::string, std::string> qr_blocks(const std::string& text)
{
    const auto modules = papers::qr_modules(text);
    if (!modules) return std::unexpected(modules.error());
    const int width = static_cast<int>(modules->size());
    const auto is_light = [&](int x, int y) {
        x -= qr_quiet_zone;
        y -= qr_quiet_zone;
        if (x < 0 || y < 0 || x >= width || y >= width) return true;
        return !(*modules)[static_cast<std::size_t>(y)][static_cast<std::size_t>(x)];
    };
    const int side = width + 2 * qr_quiet_zone;
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
    const auto modules = papers::qr_modules(text);
    if (!modules) return std::unexpected(modules.error());
    const auto side = std::to_string(modules->size() + 2 * qr_quiet_zone);
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + ' ' + side +
           "\" shape-rendering=\"crispEdges\"><rect width=\"" + side + "\" height=\"" + side +
           "\" fill=\"#fff\"/><path fill=\"#000\" d=\"" + rectangles(*modules) + "\"/></svg>";
}

} // namespace rostrum::net
