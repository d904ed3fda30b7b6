#include "package/folder_parts.hpp"
#include "package/folders.hpp"
#include "trust/draw_check.hpp"

#include <algorithm>
#include <ranges>
#include <utility>

namespace rostrum::package {
namespace {

/// One draw as its events tell it.
struct ToldDraw {
    std::string id;
    std::string public_id;
    std::string commit;
    std::string freeze_sha256;
    std::string seed;
    std::vector<std::string> drawn;
    bool is_finished{false};
    bool is_voided{false};
};

void take(ToldDraw& told, const LoggedEvent& event)
{
    const auto& [name, data] = event;
    if (name == "draw_opened") {
        told.public_id = text_of(data, "public_id");
        told.commit = text_of(data, "commit");
    }
    else if (name == "draw_frozen") {
        const auto* seals = member_of(data, "seals").if_object();
        if (seals != nullptr) told.freeze_sha256 = text_of(*seals, "sha256");
    }
    else if (name == "draw_finished") {
        told.seed = text_of(data, "seed");
        told.drawn = texts_of(data, "drawn");
        told.is_finished = true;
    }
    else if (name == "draw_voided") {
        told.is_voided = true;
    }
}

std::vector<ToldDraw> draws_of(const std::vector<LoggedEvent>& events)
{
    std::vector<ToldDraw> draws;
    for (const auto& event : events) {
        const auto id = text_of(event.data, "draw");
        if (id.empty()) continue;
        auto found = std::ranges::find(draws, id, &ToldDraw::id);
        if (found == draws.end()) {
            draws.emplace_back().id = id;
            found = draws.end() - 1;
        }
        take(*found, event);
    }
    return draws;
}

Finding check_frozen(const ToldDraw& told, const Files& files, const trust::Watch& watch)
{
    const auto item = "draw " + told.id;
    const auto found = folder_files(files, folder_of("draws", told.id), draw_names);
    if (!found) return fails(item, "缺少抽签文件", "files of the draw are missing");
    const auto freeze_hash = trust::unhex32(told.freeze_sha256);
    const auto seed = trust::unhex32(told.seed);
    if (!freeze_hash || !seed)
        return fails(item, "记录中没有冻结摘要或种子", "the log states no freeze or no seed");
    const auto& [pool, contributions, freeze, reveal] = *found;
    const auto audit = trust::check_draw(
        {.pool = pool, .contributions = contributions, .freeze = freeze, .reveal = reveal},
        {.freeze_hash = freeze_hash, .seed = seed, .called = told.drawn}, watch);
    if (!audit.findings.empty()) {
        const auto words = std::string{trust::in_words(audit.findings.front().fault)};
        return fails(item, "抽签无法复核：" + words, words);
    }
    if (!audit.holds()) return fails(item, "未复核完毕", "not checked to the end");
    const auto stated = trust::read_freeze(freeze);
    if (!stated || stated->draw != told.public_id || trust::hex(stated->commit) != told.commit)
        return fails(item, "冻结文件不属于这次抽签", "the freeze is of another draw");
    if (audit.is_weak)
        return noted(item, "抽签结果可复算；延时偏短，对运营者的防护较弱",
                     "the draw can be repeated; its delay was short: weak against the operator");
    return holds(item, "抽签结果由全部输入复算一致", "the draw follows from its inputs");
}

} // namespace

Findings check_draws(const Files& files, const std::vector<LoggedEvent>& events,
                     const trust::Watch& watch)
{
    Findings findings;
    std::set<std::string> known;
    for (const auto& told : draws_of(events)) {
        const auto item = "draw " + told.id;
        if (told.is_voided) {
            findings.push_back(noted(item, "此次抽签已作废", "this draw is void"));
        }
        else if (!told.is_finished) {
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
