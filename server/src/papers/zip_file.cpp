#include "papers/zip_file.hpp"

#include <zip.h>

#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string_view>

namespace rostrum::papers {
namespace {

/// 1980-01-01 as a DOS date.
constexpr zip_uint16_t first_day = 0x21;
/// Whoever unpacks it may read it, wherever it was packed.
constexpr zip_uint32_t readable_by_all = 0100644U << 16U;

struct SourceFree {
    void operator()(zip_source_t* source) const { zip_source_free(source); }
};
using Source = std::unique_ptr<zip_source_t, SourceFree>;

/// Memory is all it takes, so whatever fails here is a lack of that, or a bug.
[[noreturn]] void fail(const char* what)
{
    throw std::runtime_error(std::string{"a ZIP archive cannot be made: "} + what);
}

void add(zip_t* archive, const std::string& path, std::string_view bytes)
{
    auto* source = zip_source_buffer(archive, bytes.data(), bytes.size(), /*freep=*/0);
    if (source == nullptr) fail(zip_strerror(archive));
    const auto index = zip_file_add(archive, path.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(source);
        fail(zip_strerror(archive));
    }
    const auto at = static_cast<zip_uint64_t>(index);
    if (zip_file_set_dostime(archive, at, /*dtime=*/0, first_day, /*flags=*/0) != 0)
        fail(zip_strerror(archive));
    zip_file_set_external_attributes(archive, at, 0, ZIP_OPSYS_UNIX, readable_by_all);
}

std::string bytes_of(zip_source_t* source)
{
    if (zip_source_open(source) != 0) fail("its bytes cannot be read");
    std::string bytes;
    std::string block(64 * std::size_t{1024}, '\0');
    for (;;) {
        const auto count = zip_source_read(source, block.data(), block.size());
        if (count < 0) fail("its bytes cannot be read");
        if (count == 0) break;
        bytes.append(block, 0, static_cast<std::size_t>(count));
    }
    zip_source_close(source);
    return bytes;
}

} // namespace

std::string zip_of(const ZipParts& parts, const std::string& first)
{
    zip_error_t error;
    zip_error_init(&error);
    const Source target{zip_source_buffer_create(nullptr, 0, 0, &error)};
    if (!target) fail("no memory");
    auto* archive = zip_open_from_source(target.get(), ZIP_CREATE | ZIP_TRUNCATE, &error);
    if (archive == nullptr) fail("it cannot be opened");
    zip_source_keep(target.get()); // The archive gives one reference up when it is closed.
    try {
        if (const auto front = parts.find(first); front != parts.end())
            add(archive, front->first, front->second);
        for (const auto& [path, bytes] : parts)
            if (path != first) add(archive, path, bytes);
    }
    catch (...) {
        zip_discard(archive);
        throw;
    }
    if (zip_close(archive) != 0) {
        zip_discard(archive);
        fail("it cannot be closed");
    }
    return bytes_of(target.get());
}

} // namespace rostrum::papers
