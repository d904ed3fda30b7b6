// The draws of a story: from the pool to those called.
#include "package/story_steps.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <array>

namespace rostrum::package {
namespace {

namespace json = boost::json;

constexpr auto draw_steps = std::to_array<Step>({
    {"draw_opened", "", "opened"},
    {"draw_pool_listed", "opened", "opened"},
    {"nonce_collection_started", "opened", "collecting"},
    {"nonce_contributed", "collecting", "collecting"},
    {"draw_frozen", "collecting", "frozen"},
    {"draw_revealed", "frozen", "revealed"},
    {"draw_finished", "revealed", "finished"},
    {"drawn_called", "finished", "finished"},
    {"drawn_accepted", "finished", "finished"},
    {"drawn_declined", "finished", "finished"},
    {"drawn_absent", "finished", "finished"},
    {"draw_checked", "frozen", "frozen"},
    {"draw_checked", "revealed", "revealed"},
    {"draw_checked", "finished", "finished"},
    {"draw_checked", "voided", "voided"},
    // Whoever holds the secret after the freeze can look at the outcome: no void any more, unless
    // there is no secret.
    {"draw_voided", "opened", "voided"},
    {"draw_voided", "collecting", "voided"},
    {"draw_voided", "frozen", "voided"},
});

/// A whole number in figures; empty when it is none.
std::string figure_of(const json::object& object, std::string_view name)
{
    const auto* number = member_of(object, name).if_int64();
    return number == nullptr ? std::string{} : std::to_string(*number);
}

const json::object& object_of(const json::object& object, std::string_view name)
{
    static const json::object nothing;
    const auto* found = member_of(object, name).if_object();
    return found == nullptr ? nothing : *found;
}

/// As freeze.txt states it.
std::string rule_text(const json::object& rule)
{
    const auto kind = text_of(rule, "kind");
    if (kind != "quota") return kind + ' ' + figure_of(rule, "count");
    auto text = kind;
    const auto* quotas = member_of(rule, "quotas").if_array();
    if (quotas == nullptr) return text;
    for (const auto& one : *quotas) {
        const auto* quota = one.if_object();
        if (quota == nullptr) return {};
        text += ' ' + text_of(*quota, "stratum") + ':' + figure_of(*quota, "count");
    }
    return text;
}

std::string present_in(const ToldRoster& roster)
{
    std::string lines;
    for (const auto& [card, person] : roster)
        if (person.is_present) lines += card + ' ' + person.category + '\n';
    return lines;
}

/// Not before everybody on whom the lot fell has been called and has answered, or did not react:
/// who is passed over in silence would be one who was not wanted.
bool has_ended(const ToldDraw& draw)
{
    return draw.state == "voided" ||
           (draw.state == "finished" && draw.answered == draw.drawn.size());
}

Fault open_draw(Story& story, const json::object& data)
{
    auto& draws = story.draws;
    if (!draws.empty() && !has_ended(draws.back()))
        return Words{"上一次抽签尚未结束", "the draw before has not ended"};
    ToldDraw draw;
    draw.id = text_of(data, "draw");
    draw.public_id = text_of(data, "public_id");
    const bool is_known =
        std::ranges::find(draws, draw.public_id, &ToldDraw::public_id) != draws.end();
    if (draw.id != "d" + std::to_string(draws.size() + 1) || is_known ||
        !draw.public_id.starts_with(story.hearing + "/draw/"))
        return Words{"抽签编号不属于本场会议，或有重复",
                     "its number is not the next, or its name not one of this hearing's"};
    draw.terms = "hdraw1/freeze\ndraw " + draw.public_id + "\nrule " +
                 rule_text(object_of(data, "rule")) + "\ncommit " + text_of(data, "commit") + '\n';
    draw.outlook = "delay " + figure_of(data, "delay") + "\npublic " +
                   (is_true(data, "public_dice") ? "required" : "none") + '\n';
    draw.present = present_in(story.roster);
    draws.push_back(std::move(draw));
    return std::nullopt;
}

void list_pool(ToldDraw& draw, const json::object& data)
{
    const auto* lines = member_of(data, "lines").if_array();
    if (lines == nullptr) return;
    for (const auto& one : *lines) {
        const auto* line = one.if_object();
        if (line == nullptr) continue;
        const auto person = text_of(*line, "participant") + ' ' + text_of(*line, "stratum");
        auto reason = text_of(*line, "exclusion");
        std::ranges::replace(reason, '_', '-');
        draw.listed += person + '\n';
        draw.pool += person + ' ' + figure_of(*line, "weight") +
                     (reason == "none" ? "" : ' ' + reason) + '\n';
    }
}

Fault give_nonce(ToldDraw& draw, const ToldRoster& roster, const json::object& data)
{
    const auto card = text_of(data, "participant");
    const auto person = roster.find(card);
    if (person == roster.end() || !person->second.is_present)
        return Words{"此席卡不在到会名册上", "this card is not of somebody present"};
    if (!draw.nonces.emplace(card, text_of(data, "nonce")).second)
        return Words{"此席卡已给出随机数", "this card has given a number already"};
    return std::nullopt;
}

void freeze(ToldDraw& draw, const json::object& data)
{
    const auto& seals = object_of(data, "seals");
    const auto sealed = [&](const char* name) {
        const auto& seal = object_of(seals, name);
        return figure_of(seal, "lines") + ' ' + text_of(seal, "sha256") + '\n';
    };
    for (const auto& [card, nonce] : draw.nonces) draw.contributions += card + ' ' + nonce + '\n';
    draw.freeze =
        draw.terms + "pool " + sealed("pool") + "contrib " + sealed("contributions") + draw.outlook;
    draw.freeze_sha256 = text_of(seals, "sha256");
}

/// They are called one by one, in the order of the lot.
Fault call(ToldDraw& draw, const json::object& data)
{
    if (draw.is_called)
        return Words{"上一位被抽中的人尚未答复", "who was called before has not answered"};
    if (draw.answered == draw.drawn.size() ||
        text_of(data, "participant") != draw.drawn[draw.answered])
        return Words{"叫到的不是依次抽中的人", "this card is not the next of those drawn"};
    draw.is_called = true;
    return std::nullopt;
}

/// Accepted, declined or absent.
Fault answer(ToldDraw& draw, const json::object& data)
{
    if (!draw.is_called || text_of(data, "participant") != draw.drawn[draw.answered])
        return Words{"答复的人没有被叫到", "this card has not been called"};
    draw.is_called = false;
    ++draw.answered;
    return std::nullopt;
}

Fault take(ToldDraw& draw, const ToldRoster& roster, const LoggedEvent& event,
           std::string_view before)
{
    const auto& [name, data] = event;
    if (name == "draw_pool_listed") list_pool(draw, data);
    if (name == "nonce_collection_started" && draw.listed != draw.present)
        return Words{"抽签范围与到会人员不符", "the pool is not those who were present"};
    if (name == "nonce_contributed") return give_nonce(draw, roster, data);
    if (name == "draw_frozen") freeze(draw, data);
    if (name == "draw_revealed")
        draw.reveal = "hdraw1/reveal\nsecret " + text_of(data, "secret") + "\npublic " +
                      text_of(data, "public_text") + '\n';
    if (name == "draw_finished") {
        draw.seed = text_of(data, "seed");
        draw.drawn = texts_of(data, "drawn");
    }
    if (name == "drawn_called") return call(draw, data);
    if (name == "drawn_accepted" || name == "drawn_declined" || name == "drawn_absent")
        return answer(draw, data);
    if (name == "draw_voided" && before == "frozen") {
        draw.is_lost = true;
        if (text_of(data, "cause") != "secret_is_lost")
            return Words{"冻结之后不得作废", "a draw cannot be voided after its freeze"};
    }
    return std::nullopt;
}

} // namespace

Fault take_draw(Story& story, const LoggedEvent& event)
{
    const auto& [name, data] = event;
    if (!is_of(draw_steps, name)) return std::nullopt;
    if (name == "draw_opened") {
        if (auto fault = open_draw(story, data)) return fault;
    }
    const auto draw = std::ranges::find(story.draws, text_of(data, "draw"), &ToldDraw::id);
    if (draw == story.draws.end()) return Words{"没有这次抽签", "there is no such draw"};
    const auto before = draw->state;
    if (!step(draw_steps, name, draw->state))
        return Words{"这次抽签此时不可能有此事项",
                     "this cannot happen to the draw any more, or yet"};
    return take(*draw, story.roster, event, before);
}

} // namespace rostrum::package
