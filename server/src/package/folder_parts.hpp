// What the checks of both kinds of folders share. For this folder's own sources.
#pragma once

#include "package/package.hpp"

#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace rostrum::package {

using FolderNames = std::array<std::string_view, 4>;
using FolderFiles = std::array<std::string_view, 4>; ///< The bytes of each.

inline constexpr FolderNames draw_names{"pool.txt", "contrib.txt", "freeze.txt", "reveal.txt"};
inline constexpr FolderNames ballot_names{"roll.txt", "issued.txt", "ballots.txt", "ballot.txt"};

/// `draws/d1/`.
[[nodiscard]] inline std::string folder_of(std::string_view kind, std::string_view id)
{
    return std::string{kind} + '/' + std::string{id} + '/';
}

/// The four files of a folder, or nothing when one is missing.
[[nodiscard]] inline std::optional<FolderFiles>
folder_files(const Files& files, const std::string& folder, const FolderNames& names)
{
    FolderFiles found;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto file = files.find(folder + std::string{names[i]});
        if (file == files.end()) return std::nullopt;
        found[i] = file->second;
    }
    return found;
}

/// Folders of a kind (`draws/`) for which the log knows no reason.
[[nodiscard]] inline Findings strangers(const Files& files, const std::string& kind,
                                        const std::set<std::string>& known)
{
    std::set<std::string> strange;
    for (const auto& [path, bytes] : files) {
        if (!path.starts_with(kind + '/')) continue;
        const auto id =
            path.substr(kind.size() + 1, path.find('/', kind.size() + 1) - kind.size() - 1);
        if (!known.contains(id)) strange.insert(id);
    }
    Findings findings;
    for (const auto& id : strange) {
        findings.push_back(fails(folder_of(kind, id), "记录中没有与此文件夹对应的事项",
                                 "the log knows nothing that this folder could be of"));
    }
    return findings;
}

} // namespace rostrum::package
