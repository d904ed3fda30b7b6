// A hearing's roster, in and out. Names go to the store of people, the rest onto the record.
#include "core/name_keeping.hpp"
#include "intake/limits.hpp"
#include "intake/roster.hpp"
#include "net/api.hpp"
#include "net/file_import.hpp"
#include "net/limits.hpp"
#include "net/places.hpp"
#include "papers/roster_csv.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <span>
#include <utility>
#include <vector>

namespace rostrum::net {
namespace {

namespace json = boost::json;

/// One import on its way from thread to thread; only one of them has it at a time.
struct Import {
    HttpRequest request;
    std::string hearing;
    Respond respond;
    intake::Choices choices;
    std::shared_ptr<Places> places;
    Places::Place place;       ///< None for a preview, which changes nothing.
    intake::RosterBasis basis; ///< As it was when the request came.
    intake::RosterPlan plan;

    /// The place is free by then: whoever has the answer may send the next.
    void answer(HttpResponse response)
    {
        place.reset();
        respond(std::move(response));
    }
};
using ImportPtr = std::shared_ptr<Import>;

json::object line_json(const intake::RosterLine& line)
{
    return {{"row", line.row},
            {"participant", line.entry.participant.value},
            {"number_is_new", line.number_is_new},
            {"change", line.change == intake::Change::added ? "added" : "updated"},
            {"name", line.name.name},
            {"organisation", line.name.organisation},
            {"title", line.name.title},
            {"seat", line.name.seat},
            {"category", line.entry.category.value},
            {"may_question", line.entry.may_question},
            {"may_vote", line.entry.may_vote},
            {"in_draw_pool", line.entry.in_draw_pool}};
}

HttpResponse preview(const intake::RosterPlan& plan)
{
    auto answer = counts_json(plan);
    answer["fingerprint"] = plan.fingerprint();
    answer["file"] = file_json(plan.reading);
    put_notes(answer, plan.reading.errors, plan.reading.warnings);
    json::array lines;
    for (const auto& line : plan.lines) {
        if (line.change == intake::Change::left) continue;
        if (lines.size() == intake::limits::preview_lines_max) break;
        lines.push_back(line_json(line));
    }
    answer["lines"] = std::move(lines);
    return json_response(200, json::serialize(answer));
}

intake::RosterBasis basis_of(const core::Hearing& hearing, const hall::Halls& halls)
{
    intake::RosterBasis basis{
        hearing.rules.categories, {}, halls.names(), core::everybody(halls.hearings())};
    for (const auto& [id, participant] : hearing.roster.participants)
        basis.entries.emplace(id, participant.entry);
    return basis;
}

protocol::NameBook changed_names(const Import& import)
{
    protocol::NameBook changed;
    for (const auto& line : import.plan.lines) {
        if (line.name.name.empty()) continue; // A roster that was exported after names were erased.
        const auto known = import.basis.names.find(line.entry.participant);
        if (known == import.basis.names.end() || known->second != line.name)
            changed.emplace(line.entry.participant, line.name);
    }
    return changed;
}

std::vector<core::RosterEntry> changed_entries(const Import& import)
{
    std::vector<core::RosterEntry> changed;
    for (const auto& line : import.plan.lines) {
        const auto known = import.basis.entries.find(line.entry.participant);
        if (known == import.basis.entries.end() || known->second != line.entry)
            changed.push_back(line.entry);
    }
    return changed;
}

std::expected<void, access::StoreError> store_names(DoorKeeper& keeper,
                                                    const protocol::NameBook& names)
{
    if (names.empty()) return {};
    access::PersonNames stored;
    for (const auto& [id, name] : names)
        stored.emplace(id, access::PersonName{name.name, name.organisation, name.title, name.seat});
    return keeper.store.upsert_names(stored);
}

/// On the hall thread, when the roster is on the record.
void finish(const Api& api, Import& import)
{
    if (const auto changed = changed_names(import); !changed.empty()) {
        auto names = api->halls.names();
        for (const auto& [id, name] : changed) names.insert_or_assign(id, name);
        api->halls.set_names(std::move(names));
    }
    import.answer(json_response(200, json::serialize(counts_json(import.plan))));
}

void record(const Api& api, const ImportPtr& import)
{
    api->hub.ask([api, import](hall::Front& front) {
        auto entries = changed_entries(*import);
        if (entries.empty()) return finish(api, *import);
        front.submit({import->hearing, fresh_command_id(api->hub),
                      import->request.identity->actor(), core::ImportRoster{std::move(entries)},
                      [api, import](const hall::Answer& answer) {
                          if (std::holds_alternative<hall::Acknowledged>(answer)) {
                              return finish(api, *import);
                          }
                          import->answer(response_for(answer, 200));
                      }});
    });
}

/// On the door's thread.
void store(const Api& api, DoorKeeper& keeper, const ImportPtr& import)
{
    // Names first: whoever is on the record has one, and a second try finds both as they should be.
    if (const auto stored = store_names(keeper, changed_names(*import)); !stored) {
        return import->answer(store_failed(stored.error().message));
    }
    record(api, import);
}

/// On the hall thread: of a roster that the hearing would not take no name is stored.
void judge(const Api& api, const ImportPtr& import)
{
    const auto& who = import->request.identity->actor();
    if (auto entries = changed_entries(*import); !entries.empty()) {
        const auto refusal =
            api->halls.would_refuse({import->hearing}, who, core::ImportRoster{std::move(entries)});
        if (refusal) return import->answer(refused(*refusal));
    }
    api->door.post([api, import](DoorKeeper& keeper) {
        if (is_preview(import->request)) return import->answer(preview(import->plan));
        store(api, keeper, import);
    });
}

/// On the door's thread, which may take its time: a full roster is some megabytes.
void read(const Api& api, const ImportPtr& import)
{
    auto plan = intake::plan_roster(import->request.body, import->choices, import->basis);
    if (!plan) return import->answer(wrong_rows(std::span{&plan.error(), 1}));
    import->plan = std::move(*plan);
    if (const auto& errors = import->plan.reading.errors; !errors.empty()) {
        if (is_preview(import->request)) return import->answer(preview(import->plan));
        return import->answer(wrong_rows(errors.told()));
    }
    if (!expects(import->request, import->plan.fingerprint()))
        return import->answer(problem(409, "preview_is_outdated", "look at a new preview"));
    api->hub.ask([api, import](hall::Front&) { judge(api, import); });
}

/// A number that is free is given out when the file is read, and taken once the hearing has it:
/// two files at a time would give two people the same.
void import_roster(const Api& api, const std::shared_ptr<Places>& places, HttpRequest request,
                   const std::string& hearing, const Respond& respond)
{
    auto choices = choices_of(request);
    if (!choices) return respond(choices.error());
    const auto import = std::make_shared<Import>();
    if (!is_preview(request)) {
        import->places = places;
        import->place = places->take();
        if (!import->place) return respond(problem(503, "busy", "another roster is on its way"));
    }
    import->request = std::move(request);
    import->hearing = hearing;
    import->respond = respond;
    import->choices = std::move(*choices);
    const auto answer = [import](HttpResponse response) { import->answer(std::move(response)); };
    with_hearing(api, hearing, answer, [api, import](const core::Hearing& state) {
        import->basis = basis_of(state, api->halls);
        api->door.post([api, import](DoorKeeper&) { read(api, import); });
    });
}

} // namespace

void add_roster_routes(Router& router, const Api& api)
{
    const auto places = std::make_shared<Places>(limits::roster_imports_max);
    router.add(
        {"POST", "/api/v1/hearings/{id}/roster", Who::preparer, Accepts::table,
         limits::http_import_bytes_max,
         [api, places](HttpRequest request, const std::string& hearing, const Respond& respond) {
             import_roster(api, places, std::move(request), hearing, respond);
         }});
    router.add({"GET", "/api/v1/hearings/{id}/roster", Who::desk, Accepts::nothing, 0,
                [api](const HttpRequest&, const std::string& hearing, const Respond& respond) {
                    with_hearing(
                        api, hearing, respond, [api, hearing, respond](const core::Hearing& state) {
                            respond(download("text/csv; charset=utf-8", hearing + "-roster.csv",
                                             papers::write_roster(state, api->halls.names())));
                        });
                }});
}

} // namespace rostrum::net
