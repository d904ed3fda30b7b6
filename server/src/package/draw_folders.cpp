#include "package/folder_parts.hpp"
#include "package/folders.hpp"
#include "trust/draw_check.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace rostrum::package {
namespace {

Finding check_frozen(const ToldDraw& told, const Files& files, const trust::Watch& watch)
{
    const auto item = "draw " + told.id;
    const auto found = folder_files(files, folder_of("draws", told.id), draw_names);
    if (!found) return fails(item, "缺少抽签文件", "files of the draw are missing");
    const auto freeze_hash = trust::unhex32(told.freeze_sha256);
    const auto seed = trust::unhex32(told.seed);
    if (!freeze_hash || !seed)
        return fails(item, "记录中没有冻结摘要或种子", "the log states no freeze or no seed");
    const std::array<std::string_view, 4> as_told{told.pool, told.contributions, told.freeze,
                                                  told.reveal};
    const auto differs = std::ranges::mismatch(*found, as_told).in1 - found->begin();
    if (differs < std::ssize(draw_names)) {
        const std::string name{draw_names.at(static_cast<std::size_t>(differs))};
        return fails(item, name + " 与记录不符", name + " is not what the log says");
    }
    const auto& [pool, contributions, freeze, reveal] = *found;
    const auto audit = trust::check_draw(
        {.pool = pool, .contributions = contributions, .freeze = freeze, .reveal = reveal},
        {.freeze_hash = freeze_hash, .seed = seed, .called = told.drawn}, watch);
    if (!audit.findings.empty()) {
        const auto words = std::string{trust::in_words(audit.findings.front().fault)};
        return fails(item, "抽签无法复核：" + words, words);
    }
    if (!audit.holds()) return fails(item, "未复核完毕", "not checked to the end");
    if (audit.is_weak)
        return noted(item, "抽签结果可复算；延时偏短，对运营者的防护较弱",
                     "the draw can be repeated; its delay was short: weak against the operator");
    return holds(item, "抽签结果由全部输入复算一致", "the draw follows from its inputs");
}

} // namespace

Findings check_draws(const Files& files, const Story& story, const trust::Watch& watch)
{
    Findings findings;
    std::set<std::string> known;
    for (const auto& told : story.draws) {
        const auto item = "draw " + told.id;
        if (told.is_lost) {
            findings.push_back(noted(item, "此次抽签在冻结之后因秘密值丢失而作废",
                                     "this draw is void: its secret was lost after the freeze"));
        }
        else if (told.state == "voided") {
            findings.push_back(noted(item, "此次抽签已作废", "this draw is void"));
        }
        else if (told.state != "finished") {
            findings.push_back(noted(item, "此次抽签尚未完成", "this draw was not finished"));
        }
        else {
            findings.push_back(check_frozen(told, files, watch));
            known.insert(told.id);
        }
    }
    std::ranges::move(strangers(files, "draws", known), std::back_inserter(findings));
    return findings;
}

} // namespace rostrum::package
