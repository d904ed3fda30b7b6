// A hearing's roster, in and out. Names go to the store of people, the rest onto the record.
#include "net/api.hpp"
#include "net/limits.hpp"
#include "papers/roster_csv.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

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
    bool preview{false};

    // As it was when the request came.
    std::vector<core::Category> categories;
    std::map<core::ParticipantId, core::RosterEntry> entries;
    protocol::NameBook names;

    // What follows from the file.
    std::int64_t added{0};
    std::int64_t updated{0};
    std::int64_t unchanged{0};
    std::vector<core::RosterEntry> changed_entries;
    protocol::NameBook changed_names;
};
using ImportPtr = std::shared_ptr<Import>;

HttpResponse row_problems(const std::vector<papers::CellError>& errors)
{
    json::array rows;
    for (const auto& error : errors) {
        rows.push_back(json::object{{"row", error.row},
                                    {"column", error.column},
                                    {"code", error.code},
                                    {"value", error.value}});
    }
    return {422,
            "application/problem+json",
            json::serialize(json::object{{"type", "about:blank"},
                                         {"title", "Unprocessable Content"},
                                         {"status", 422},
                                         {"code", "rows_are_wrong"},
                                         {"rows", std::move(rows)}}),
            {}};
}

HttpResponse summary(const Import& import)
{
    return json_response(200, json::serialize(json::object{{"added", import.added},
                                                           {"updated", import.updated},
                                                           {"unchanged", import.unchanged}}));
}

void remember_state(Import& import, const core::Hearing& hearing, const protocol::NameBook& names)
{
    import.categories = hearing.rules.categories;
    for (const auto& [id, participant] : hearing.roster.participants)
        import.entries.emplace(id, participant.entry);
    import.names = names;
}

void compare(Import& import, const std::vector<papers::RosterLine>& lines)
{
    for (const auto& [entry, name] : lines) {
        const auto known = import.entries.find(entry.participant);
        const auto named = import.names.find(entry.participant);
        const bool is_new = known == import.entries.end();
        const bool other_entry = is_new || known->second != entry;
        const bool other_name = named == import.names.end() || named->second != name;
        if (other_entry) import.changed_entries.push_back(entry);
        if (other_name) import.changed_names.emplace(entry.participant, name);
        ++(is_new ? import.added : other_entry || other_name ? import.updated : import.unchanged);
    }
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
void finish(const Api& api, const Import& import)
{
    if (!import.changed_names.empty()) {
        auto names = api->halls.names();
        for (const auto& [id, name] : import.changed_names) names.insert_or_assign(id, name);
        api->halls.set_names(std::move(names));
    }
    import.respond(summary(import));
}

void record(const Api& api, const ImportPtr& import)
{
    api->hub.ask([api, import](hall::Front& front) {
        if (import->changed_entries.empty()) return finish(api, *import);
        front.submit({import->hearing, fresh_command_id(api->hub),
                      import->request.identity->actor(),
                      core::ImportRoster{import->changed_entries},
                      [api, import](const hall::Answer& answer) {
                          if (std::holds_alternative<hall::Acknowledged>(answer)) {
                              return finish(api, *import);
                          }
                          import->respond(response_for(answer, 200));
                      }});
    });
}

/// On the door's thread, which may take its time: a full roster is two megabytes of text.
void read_and_store(const Api& api, DoorKeeper& keeper, const ImportPtr& import)
{
    const auto lines = papers::read_roster(import->request.body, import->categories);
    if (!lines) return import->respond(row_problems(lines.error()));
    compare(*import, *lines);
    if (import->preview) return import->respond(summary(*import));
    // Names first: whoever is on the record has one, and a second try finds both as they should be.
    if (const auto stored = store_names(keeper, import->changed_names); !stored) {
        return import->respond(store_failed(stored.error().message));
    }
    record(api, import);
}

void import_roster(const Api& api, HttpRequest request, const std::string& hearing,
                   const Respond& respond)
{
    const auto import = std::make_shared<Import>();
    const auto preview = request.query.find("preview");
    import->preview = preview != request.query.end() && preview->second == "true";
    import->request = std::move(request);
    import->hearing = hearing;
    import->respond = respond;
    with_hearing(api, hearing, respond, [api, import](const core::Hearing& state) {
        remember_state(*import, state, api->halls.names());
        api->door.post([api, import](DoorKeeper& keeper) { read_and_store(api, keeper, import); });
    });
}

} // namespace

void add_roster_routes(Router& router, const Api& api)
{
    router.add({"POST", "/api/v1/hearings/{id}/roster", Who::preparer, Accepts::csv,
                limits::http_import_bytes_max,
                [api](HttpRequest request, const std::string& hearing, const Respond& respond) {
                    import_roster(api, std::move(request), hearing, respond);
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
