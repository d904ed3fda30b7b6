// The office looks for words over all hearings. The index follows the record when somebody asks;
// names are looked through as they are, and are in no index.
#include "core/text.hpp"
#include "net/api.hpp"
#include "net/limits.hpp"
#include "papers/search_texts.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <map>
#include <memory>
#include <utility>
#include <vector>

namespace rostrum::net {
namespace {

namespace json = boost::json;

/// How far the index has followed each hearing. On the hall thread.
using Followed = std::map<core::HearingId, std::uint64_t>;
/// What has changed since. To the index's thread.
using Changes = std::map<core::HearingId, std::vector<protocol::Findable>>;

/// As the answer names the kinds, in their order.
constexpr std::array<const char*, protocol::findable_kinds> kind_names{"questions", "answers",
                                                                       "duties", "instructions"};

Changes changes_since(const hall::Halls& halls, Followed& followed)
{
    Changes changes;
    for (const auto& [id, hearing] : halls.hearings()) {
        if (hearing->hearing.empty()) continue; // It is opened anew.
        const auto revision = halls.revision(id);
        const auto known = followed.find(id);
        if (known != followed.end() && known->second == revision) continue;
        followed[id] = revision;
        changes.emplace(id, papers::search_texts(*hearing));
    }
    return changes;
}

json::object found_json(const hall::FoundOfKind& found)
{
    json::array list;
    for (const auto& one : found.first)
        list.push_back(json::object{{"hearing", one.hearing.value},
                                    {"id", one.id},
                                    {"text", one.text},
                                    {"about", one.about}});
    return {{"count", found.count}, {"found", std::move(list)}};
}

json::object people_json(const papers::FoundPeople& people)
{
    json::array list;
    for (const auto& [participant, name, hearings] : people.first) {
        json::array ids;
        for (const auto& hearing : hearings) ids.emplace_back(hearing.value);
        list.push_back(json::object{{"participant", participant.value},
                                    {"name", name.name},
                                    {"organisation", name.organisation},
                                    {"title", name.title},
                                    {"seat", name.seat},
                                    {"hearings", std::move(ids)}});
    }
    return {{"count", people.count}, {"found", std::move(list)}};
}

HttpResponse search_answer(hall::SearchIndex& index, const Changes& changes,
                           const std::vector<std::string>& words, const papers::FoundPeople& people)
{
    for (const auto& [hearing, findables] : changes)
        if (const auto done = index.replace(hearing, findables); !done)
            return store_failed(done.error());
    const auto found = index.find(words, limits::search_found_max);
    if (!found) return store_failed(found.error());
    json::object answer{{"people", people_json(people)}};
    for (std::size_t kind = 0; kind < found->size(); ++kind)
        answer[kind_names.at(kind)] = found_json(found->at(kind));
    return json_response(200, json::serialize(answer));
}

void search(const Api& api, const std::shared_ptr<Followed>& followed,
            std::vector<std::string> words, const Respond& respond)
{
    api->hub.ask([api, followed, words = std::move(words), respond](hall::Front&) mutable {
        auto people = papers::find_people(api->halls.names(), api->halls.hearings(), words,
                                          limits::search_found_max);
        const auto before = *followed;
        auto changes = changes_since(api->halls, *followed);
        const bool queued =
            api->papers.post([api, followed, changes = std::move(changes), words = std::move(words),
                              people = std::move(people), respond] {
                auto answer = search_answer(api->search, changes, words, people);
                // What did not go into the index goes there the next time.
                if (answer.status != 200)
                    api->hub.ask([followed](hall::Front&) { followed->clear(); });
                respond(std::move(answer));
            });
        if (queued) return;
        *followed = before;
        respond(problem(503, "busy", "too many documents at once"));
    });
}

void take_search(const Api& api, const std::shared_ptr<Followed>& followed,
                 const HttpRequest& request, const Respond& respond)
{
    const auto object = read_object(request, {"text"});
    if (!object) return respond(object.error());
    const auto text = text_member(*object, "text");
    if (!text) return respond(missing_field("text"));
    if (core::length(*text) > limits::search_length_max)
        return respond(problem(400, "text_is_too_long", "/text"));
    if (text->contains('\0')) return respond(problem(400, "wrong_shape", "/text"));
    auto words = papers::search_words(*text);
    if (words.empty()) return respond(missing_field("text"));
    if (words.size() > limits::search_words_max) words.resize(limits::search_words_max);
    search(api, followed, std::move(words), respond);
}

} // namespace

void add_search_routes(Router& router, const Api& api)
{
    // In the body, so that no name that is looked for stands in an address that somebody logs.
    router.add({"POST", "/api/v1/series/search", Who::secretariat, Accepts::json,
                limits::http_body_bytes_max,
                [api, followed = std::make_shared<Followed>()](
                    const HttpRequest& request, const std::string&, const Respond& respond) {
                    take_search(api, followed, request, respond);
                }});
}

} // namespace rostrum::net
