// An office document taken apart: its parts by path.
#pragma once

#include "papers/zip_file.hpp"

#include "support/catch.hpp"

#include <zip.h>

#include <memory>
#include <string>
#include <string_view>

namespace rostrum::test {

inline papers::ZipParts unzipped(std::string_view bytes)
{
    zip_error_t error;
    zip_error_init(&error);
    auto* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    REQUIRE(source != nullptr);
    const std::unique_ptr<zip_t, void (*)(zip_t*)> archive{
        zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error), zip_discard};
    REQUIRE(archive != nullptr);
    papers::ZipParts parts;
    for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(zip_get_num_entries(archive.get(), 0));
         ++i) {
        zip_stat_t stat;
        REQUIRE(zip_stat_index(archive.get(), i, 0, &stat) == 0);
        std::string part(stat.size, '\0');
        const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file{
            zip_fopen_index(archive.get(), i, 0), zip_fclose};
        REQUIRE(file != nullptr);
        REQUIRE(zip_fread(file.get(), part.data(), part.size()) ==
                static_cast<zip_int64_t>(part.size()));
        parts.emplace(stat.name, std::move(part));
    }
    return parts;
}

} // namespace rostrum::test
