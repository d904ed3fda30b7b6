#include "intake/archive.hpp"

#include "intake/limits.hpp"

#include <zip.h>

#include <array>
#include <utility>

namespace rostrum::intake {

struct Archive::Handle {
    zip_t* zip{nullptr};

    explicit Handle(zip_t* opened) : zip{opened} {}
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle() { zip_discard(zip); }
};

Archive::Archive(std::unique_ptr<Handle> handle) : handle_{std::move(handle)} {}
Archive::Archive(Archive&&) noexcept = default;
Archive::~Archive() = default;

std::expected<Archive, Fault> Archive::open(std::string_view bytes)
{
    zip_error_t error;
    zip_error_init(&error);
    auto* source = zip_source_buffer_create(bytes.data(), bytes.size(), /*freep=*/0, &error);
    auto* zip = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
    if (zip == nullptr && source != nullptr) zip_source_free(source);
    zip_error_fini(&error);
    if (zip == nullptr) return std::unexpected{Fault::workbook_is_broken};
    Archive archive{std::make_unique<Handle>(zip)};
    if (zip_get_num_entries(zip, 0) > limits::workbook_parts_max)
        return std::unexpected{Fault::too_many_parts};
    return archive;
}

bool Archive::has(const std::string& part) const
{
    return zip_name_locate(handle_->zip, part.c_str(), 0) >= 0;
}

std::optional<Fault>
Archive::read(const std::string& part,
              const std::function<std::optional<Fault>(std::string_view piece)>& take)
{
    zip_stat_t about;
    zip_stat_init(&about);
    if (zip_stat(handle_->zip, part.c_str(), 0, &about) != 0) return Fault::workbook_is_broken;
    if ((about.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && about.encryption_method != ZIP_EM_NONE)
        return Fault::workbook_is_encrypted;
    const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file{
        zip_fopen_index(handle_->zip, about.index, 0), &zip_fclose};
    if (!file) return Fault::workbook_is_broken;
    std::array<char, 32 * 1024> piece{};
    while (true) {
        // The check sum is compared with the last piece: a failure then is one here.
        const auto got = zip_fread(file.get(), piece.data(), piece.size());
        if (got < 0) return Fault::workbook_is_broken;
        if (got == 0) return std::nullopt;
        unpacked_ += static_cast<std::size_t>(got);
        if (unpacked_ > limits::workbook_bytes_max) return Fault::workbook_is_too_large;
        if (const auto fault = take({piece.data(), static_cast<std::size_t>(got)})) return fault;
    }
}

} // namespace rostrum::intake
