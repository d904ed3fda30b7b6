// The routes under /api/v1, and those for monitoring. Each file of them adds its own.
#pragma once

#include "access/tokens.hpp"
#include "core/hearing.hpp"
#include "hall/files.hpp"
#include "hall/front.hpp"
#include "hall/halls.hpp"
#include "hall/ports.hpp"
#include "hall/search_index.hpp"
#include "net/door.hpp"
#include "net/http.hpp"
#include "net/hub.hpp"
#include "net/metrics.hpp"
#include "net/name_keeper.hpp"
#include "net/router.hpp"
#include "net/slide_desk.hpp"
#include "net/work_thread.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <expected>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace rostrum::net {

struct ApiParts {
    Hub& hub;
    hall::Halls& halls;   ///< Touch on the hall thread only, that is, within `hub.ask`.
    hall::Ledger& ledger; ///< Likewise.
    Door& door;
    Metrics& metrics;
    SlideDesk& slides;
    std::string public_url;
    bool secure_cookies{false};
    bool allow_plain_staff{false};
    std::function<void(std::size_t)> cards_issued; ///< How many there are in all now; thread-safe.
    WorkThread& papers;                            ///< Makes documents, one at a time.
    hall::Files& files;                            ///< Touch on that thread only.
    /// The ZIP of a hearing's package, or a sentence for the operator's log. On the thread above.
    std::function<std::expected<std::string, std::string>(const std::string&)> package_of;
    hall::SearchIndex& search; ///< Touch on the thread of `papers` only.
    const NameKeeper& names;   ///< Touch on the hall thread only.
};
using Api = std::shared_ptr<const ApiParts>;

void add_session_routes(Router& router, const Api& api);
void add_login_routes(Router& router, const Api& api);
void add_series_routes(Router& router, const Api& api);
void add_series_file_routes(Router& router, const Api& api);
void add_hearing_routes(Router& router, const Api& api);
void add_roster_routes(Router& router, const Api& api);
void add_dossier_routes(Router& router, const Api& api);
void add_card_routes(Router& router, const Api& api);
void add_slide_routes(Router& router, const Api& api);
void add_paper_routes(Router& router, const Api& api);
void add_print_routes(Router& router, const Api& api);
void add_document_routes(Router& router, const Api& api);
void add_submission_routes(Router& router, const Api& api);
void add_calendar_routes(Router& router, const Api& api);
void add_search_routes(Router& router, const Api& api);
void add_name_routes(Router& router, const Api& api);
void add_draw_routes(Router& router, const Api& api);
void add_ballot_routes(Router& router, const Api& api);
void add_rule_trial_routes(Router& router, const Api& api);
void add_monitor_routes(Router& router, const Api& api);
/// All of them.
[[nodiscard]] Router routes_of(const Api& api);

// ---- What these share.

/// A JSON object with some of these members and no other; else the answer that says so.
[[nodiscard]] std::expected<boost::json::object, HttpResponse>
read_object(const HttpRequest& request, std::initializer_list<std::string_view> members);

/// A text member; nothing when it is not there or no text.
[[nodiscard]] std::optional<std::string> text_member(const boost::json::object& object,
                                                     std::string_view name);

[[nodiscard]] HttpResponse missing_field(std::string_view name);

[[nodiscard]] HttpResponse troubled(hall::Trouble trouble);
[[nodiscard]] HttpResponse refused(core::Refusal refusal);

/// What a submitted command's answer is in HTTP. `status`: when it is done.
[[nodiscard]] HttpResponse response_for(const hall::Answer& answer, unsigned status);

/// Logs what the store said, and says nothing of it to the client.
[[nodiscard]] HttpResponse store_failed(const std::string& message);

/// For a request whose body has no id of its own: unlike any other of this or an earlier process.
[[nodiscard]] std::string fresh_command_id(Hub& hub);

/// Calls `then` on the hall thread with the durable state, or answers that there is no such
/// hearing.
void with_hearing(const Api& api, const std::string& hearing, const Respond& respond,
                  std::function<void(const core::Hearing&)> then);

/// Calls `then` on the door's thread when the person has shown a one-time code lately, or needs
/// none; else answers 403 `step_up_needed`.
void with_step_up(const Api& api, const session::Identity& who, const Respond& respond,
                  std::function<void(DoorKeeper&)> then);

/// Makes an answer that takes its time, where nobody waits for it but who asked; 503 `busy` when
/// too many wait already. What it needs of the hall it has to hold.
void make_apart(const Api& api, const Respond& respond, std::function<HttpResponse()> make);

/// A place among the documents that wait to be made, to be taken before much is copied or read for
/// one. Nothing when too many wait already; then 503 `busy` is answered.
[[nodiscard]] WorkThread::Place place_for_document(const Api& api, const Respond& respond);
/// Like `make_apart`, in such a place.
void make_at(const Api& api, WorkThread::Place place, const Respond& respond,
             std::function<HttpResponse()> make);

} // namespace rostrum::net
