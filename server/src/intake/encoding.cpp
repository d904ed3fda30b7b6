#include "intake/encoding.hpp"

#include "core/text.hpp"

#include <iconv.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <optional>

namespace rostrum::intake {
namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";
constexpr std::string_view utf16_little_mark = "\xFF\xFE";
constexpr std::string_view utf16_big_mark = "\xFE\xFF";

class Converter {
public:
    explicit Converter(const char* from) : handle_{iconv_open("UTF-8", from)} {}
    Converter(const Converter&) = delete;
    Converter& operator=(const Converter&) = delete;
    ~Converter()
    {
        if (usable()) iconv_close(handle_);
    }

    /// Nothing when any byte of it has no meaning.
    std::optional<std::string> convert(std::string_view bytes)
    {
        if (!usable()) return std::nullopt;
        std::string result;
        std::string portion(64 * 1024, '\0');
        // POSIX forgot a const; nothing is written there.
        auto* from = const_cast<char*>(bytes.data());
        std::size_t from_left = bytes.size();
        while (from_left > 0) {
            auto* to = portion.data();
            std::size_t to_left = portion.size();
            const auto done = iconv(handle_, &from, &from_left, &to, &to_left);
            const bool full = done == static_cast<std::size_t>(-1) && errno == E2BIG;
            if (done == static_cast<std::size_t>(-1) && !full) return std::nullopt;
            result.append(portion.data(), portion.size() - to_left);
        }
        return result;
    }

private:
    [[nodiscard]] bool usable() const { return handle_ != reinterpret_cast<iconv_t>(-1); }

    iconv_t handle_;
};

struct Utf8Look {
    std::int64_t characters{0}; ///< Beyond ASCII, and whole.
    std::int64_t faults{0};     ///< Bytes that belong to none.
    std::int64_t first_fault_line{1};
};

Utf8Look look_at(std::string_view text)
{
    Utf8Look look;
    std::int64_t line = 1;
    while (!text.empty()) {
        const auto bytes = core::code_point_bytes(text);
        if (bytes == 0 && ++look.faults == 1) look.first_fault_line = line;
        if (bytes > 1) ++look.characters;
        if (text.front() == '\n') ++line;
        text.remove_prefix(std::max<std::size_t>(bytes, 1));
    }
    return look;
}

} // namespace

std::expected<DecodedText, std::int64_t> decode_text(std::string_view bytes)
{
    if (bytes.starts_with(utf16_little_mark) || bytes.starts_with(utf16_big_mark)) {
        const auto* from = bytes.starts_with(utf16_little_mark) ? "UTF-16LE" : "UTF-16BE";
        auto text = Converter{from}.convert(bytes.substr(utf16_little_mark.size()));
        if (!text) return std::unexpected{1};
        return DecodedText{std::move(*text), "UTF-16"};
    }
    const bool marked = bytes.starts_with(utf8_mark);
    if (marked) bytes.remove_prefix(utf8_mark.size());
    const auto look = look_at(bytes);
    if (look.faults == 0) return DecodedText{std::string{bytes}, "UTF-8"};
    // Chinese in GB18030 hardly ever looks like whole characters of UTF-8: a text that mostly does
    // is damaged, and reading it as something else would make other characters of all of it.
    if (marked || look.characters > look.faults) return std::unexpected{look.first_fault_line};
    auto text = Converter{"GB18030"}.convert(bytes);
    if (!text) return std::unexpected{look.first_fault_line};
    return DecodedText{std::move(*text), "GB18030"};
}

} // namespace rostrum::intake
