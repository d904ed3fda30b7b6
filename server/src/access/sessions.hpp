// Login sessions: who holds which cookie, as what, until when.
#pragma once

#include "access/people_store.hpp"
#include "access/tokens.hpp"
#include "core/ids.hpp"
#include "core/role.hpp"
#include "core/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace rostrum::access {

/// SHA-256 of the cookie in hexadecimal: names a session in memory and in logs, and opens nothing.
using SessionId = core::Id<struct SessionIdKind>;

enum class SessionKind : std::uint8_t { attendee, staff, observer, screen };

struct Session {
    SessionId id;
    SessionKind kind{SessionKind::observer};
    std::string subject; ///< A card handle, a staff login, or a LinkId, as the kind says.
    core::Role role{core::Role::observer};
    core::Instant created_at;
    core::Instant expires_at; ///< Dead from this instant on.
    core::Instant last_seen_at;

    bool operator==(const Session&) const = default;
};

struct NewSession {
    Session session;
    std::string cookie; ///< Shown to the client once; never stored.
};

using SessionIds = std::vector<SessionId>;

/// All sessions in memory, every change in the store first. The caller closes the sockets of every
/// session that a function here or beside it reports as ended.
class Sessions {
public:
    /// Both must outlive this.
    Sessions(PeopleStore& store, Entropy entropy);

    /// Call once before the first `find`.
    std::expected<void, StoreError> load();

    /// Always a new id, so that nobody logs in on a cookie planted beforehand.
    std::expected<NewSession, StoreError> create(SessionKind kind, std::string_view subject,
                                                 core::Role role, core::Instant now);

    /// Whose cookie this is. Counts as a sign of life. Memory only: takes no disk, throws nothing.
    [[nodiscard]] std::optional<Session> find(std::string_view cookie, core::Instant now);

    /// The same by id, and no sign of life.
    [[nodiscard]] std::optional<Session> get(const SessionId& id, core::Instant now) const;

    /// For a connection that is open already: a sign of life by a person (a command, not a ping).
    /// False when the session is over.
    bool touch(const SessionId& id, core::Instant now);
    /// When each was seen says no longer how long ago that is: all count as seen now. How long a
    /// session lives in all goes by the clock as it is.
    void on_clock_set(core::Instant now);

    /// The person has shown a one-time code again: a new cookie and id for what otherwise goes on
    /// as it was, and the old ones are dead. Nothing when the session is over.
    std::expected<std::optional<NewSession>, StoreError> renew(const SessionId& id,
                                                               core::Instant now);
    /// A one-time code has just been shown. In memory only: after a restart it is asked again.
    void confirm(const SessionId& id, core::Instant now);
    /// Whether one was shown within `limits::step_up_lifetime`.
    [[nodiscard]] bool confirmed(const SessionId& id, core::Instant now) const;

    /// Logout. Succeeds also when there is no such session.
    std::expected<void, StoreError> revoke(const SessionId& id);
    std::expected<SessionIds, StoreError> revoke_all(SessionKind kind, std::string_view subject);

    /// Call every `limits::reap_interval`. Removes what has run out, notices what another process
    /// (`rostrum staff`) ended, writes down the last signs of life; returns the ended ones.
    std::expected<SessionIds, StoreError> reap(core::Instant now);

    [[nodiscard]] std::size_t count(SessionKind kind) const;

private:
    struct Entry {
        Session session;
        core::Instant written_at; ///< The `last_seen_at` that the store knows.
        std::optional<core::Instant> confirmed_at;
    };
    using Entries = std::unordered_map<std::string, Entry>;

    static bool alive(const Session& session, core::Instant now);
    [[nodiscard]] Entries read_all();
    [[nodiscard]] std::int64_t data_version();
    [[nodiscard]] bool is_quiet(core::Instant now);
    [[nodiscard]] SessionIds merge_foreign_changes();
    void write_last_seen(core::Instant now);
    void erase(const SessionIds& ids);

    PeopleStore& store_;
    Entropy entropy_;
    Entries entries_;
    std::int64_t data_version_{0};
};

} // namespace rostrum::access
