#include "package/manifest.hpp"

#include "trust/bytes.hpp"

#include <algorithm>

namespace rostrum::package {
namespace {

constexpr std::size_t digest_digits = 64;
constexpr std::string_view gap = "  ";

/// The digits by path, or nothing when it is no manifest: other spellings, or not sorted.
std::optional<std::map<std::string, std::string>> read_manifest(std::string_view text)
{
    std::map<std::string, std::string> stated;
    while (!text.empty()) {
        const auto end = text.find('\n');
        if (end == std::string_view::npos || end <= digest_digits + gap.size()) return std::nullopt;
        const auto digits = text.substr(0, digest_digits);
        const auto path =
            std::string{text.substr(digest_digits + gap.size(), end - digest_digits - gap.size())};
        const bool is_sorted = stated.empty() || stated.rbegin()->first < path;
        if (!trust::unhex32(digits) || text.substr(digest_digits, gap.size()) != gap || !is_sorted)
            return std::nullopt;
        stated.emplace(path, digits);
        text.remove_prefix(end + 1);
    }
    return stated;
}

Finding file_fault(const std::string& path, const char* zh, const char* en)
{
    return fails("files", path + "：" + zh, path + ": " + en);
}

} // namespace

std::string manifest_of(const Files& files)
{
    std::string text;
    for (const auto& [path, bytes] : files) {
        if (path == manifest_file) continue;
        text += trust::hex(trust::sha256(bytes)) + std::string{gap} + path + '\n';
    }
    return text;
}

Findings check_manifest(const Files& files)
{
    const auto own = files.find(std::string{manifest_file});
    const auto stated = own == files.end() ? std::nullopt : read_manifest(own->second);
    if (!stated)
        return {fails("files", "没有文件清单 manifest.txt", "there is no readable manifest.txt")};

    Findings findings;
    for (const auto& [path, bytes] : files) {
        if (path == manifest_file) continue;
        const auto line = stated->find(path);
        if (line == stated->end())
            findings.push_back(file_fault(path, "不在清单中", "not in the manifest"));
        else if (line->second != trust::hex(trust::sha256(bytes)))
            findings.push_back(file_fault(path, "内容已改变", "was changed"));
    }
    for (const auto& [path, digits] : *stated) {
        if (!files.contains(path) && path != names_file)
            findings.push_back(file_fault(path, "缺失", "is missing"));
    }
    if (findings.empty())
        findings.push_back(holds("files", "文件与清单一致", "all files are those of the manifest"));
    if (files.contains(std::string{names_file}))
        findings.push_back(noted("names", "附有姓名名单；姓名不在记录之内，可删除 names.csv",
                                 "the list of names is here; names are not part of the log, and "
                                 "names.csv may be deleted"));
    else
        findings.push_back(noted("names", "姓名名单已删除；其余内容不受影响",
                                 "the list of names was taken out; nothing else depends on it"));
    return findings;
}

} // namespace rostrum::package
