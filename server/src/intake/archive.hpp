// A ZIP archive in memory, unpacked piece by piece. Nothing of it ever becomes a file, so the names
// in it can point nowhere.
#pragma once

#include "intake/fault.hpp"

#include <cstddef>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace rostrum::intake {

class Archive {
public:
    /// The bytes must outlive it.
    [[nodiscard]] static std::expected<Archive, Fault> open(std::string_view bytes);

    Archive(Archive&&) noexcept;
    Archive& operator=(Archive&&) = delete;
    ~Archive();

    [[nodiscard]] bool has(const std::string& part) const;

    /// Hands over one part in pieces until `take` finds fault. `unpacked_` goes over all parts.
    [[nodiscard]] std::optional<Fault>
    read(const std::string& part,
         const std::function<std::optional<Fault>(std::string_view piece)>& take);

private:
    struct Handle;
    explicit Archive(std::unique_ptr<Handle> handle);

    std::unique_ptr<Handle> handle_;
    std::size_t unpacked_{0};
};

} // namespace rostrum::intake
