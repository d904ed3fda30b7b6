#include "access/sessions.hpp"

#include "access/limits.hpp"
#include "access/role_names.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <SQLiteCpp/VariadicBind.h>

#include <algorithm>
#include <array>

namespace rostrum::access {
namespace {

constexpr std::array<std::string_view, 4> kind_names{"attendee", "staff", "observer", "screen"};

std::string kind_name(SessionKind kind)
{
    return std::string{kind_names.at(static_cast<std::size_t>(kind))};
}

SessionKind kind_from(const std::string& name)
{
    const auto found = std::ranges::find(kind_names, name);
    if (found == kind_names.end()) throw SQLite::Exception{"a session of an unknown kind"};
    return static_cast<SessionKind>(found - kind_names.begin());
}

/// A projector that logs in as staff lives as long as one that follows a link.
core::Span lifetime(SessionKind kind, core::Role role)
{
    switch (kind) {
    case SessionKind::attendee: return limits::attendee_lifetime;
    case SessionKind::staff:
        return role == core::Role::screen ? limits::screen_lifetime : limits::staff_lifetime;
    case SessionKind::observer: return limits::observer_lifetime;
    case SessionKind::screen: return limits::screen_lifetime;
    }
    std::unreachable();
}

/// Phones lie in pockets and walls are never touched: only a desk can be left alone.
bool idles_out(const Session& session)
{
    return session.kind == SessionKind::staff && session.role != core::Role::screen;
}

Session session_in(SQLite::Statement& row)
{
    const auto role = role_from(row.getColumn(3).getString());
    if (!role) throw SQLite::Exception{"a session of an unknown role"};
    return {.id = {row.getColumn(0).getString()},
            .kind = kind_from(row.getColumn(1).getString()),
            .subject = row.getColumn(2).getString(),
            .role = *role,
            .created_at = {row.getColumn(4).getInt64()},
            .expires_at = {row.getColumn(5).getInt64()},
            .last_seen_at = {row.getColumn(6).getInt64()}};
}

void insert(SQLite::Database& database, const Session& session)
{
    SQLite::Statement statement{
        database, "INSERT INTO session (id_hash, kind, subject, role, created_at, expires_at, "
                  "last_seen_at) VALUES (?, ?, ?, ?, ?, ?, ?)"};
    SQLite::bind(statement, session.id.value, kind_name(session.kind), session.subject,
                 std::string{role_name(session.role)}, session.created_at.ms, session.expires_at.ms,
                 session.last_seen_at.ms);
    statement.exec();
}

} // namespace

Sessions::Sessions(PeopleStore& store, Entropy entropy)
    : store_{store}, entropy_{std::move(entropy)}
{
}

std::expected<void, StoreError> Sessions::load()
{
    return store_.guard([&] {
        // The version first: a change in between is then seen twice rather than never.
        data_version_ = data_version();
        entries_ = read_all();
    });
}

std::expected<NewSession, StoreError> Sessions::create(SessionKind kind, std::string_view subject,
                                                       core::Role role, core::Instant now)
{
    return store_.transact([&] {
        NewSession made;
        made.cookie = make_cookie(entropy_);
        made.session = {.id = {hash_secret(made.cookie)},
                        .kind = kind,
                        .subject = std::string{subject},
                        .role = role,
                        .created_at = now,
                        .expires_at = now + lifetime(kind, role),
                        .last_seen_at = now};
        insert(store_.database(), made.session);
        store_.after_commit([this, session = made.session, now] {
            entries_.insert_or_assign(session.id.value, Entry{session, now, {}});
        });
        return made;
    });
}

std::optional<Session> Sessions::find(std::string_view cookie, core::Instant now)
{
    const auto found = entries_.find(hash_secret(cookie));
    if (found == entries_.end() || !touch(found->second.session.id, now)) return std::nullopt;
    return found->second.session;
}

std::optional<Session> Sessions::get(const SessionId& id, core::Instant now) const
{
    const auto found = entries_.find(id.value);
    if (found == entries_.end() || !alive(found->second.session, now)) return std::nullopt;
    return found->second.session;
}

bool Sessions::touch(const SessionId& id, core::Instant now)
{
    const auto found = entries_.find(id.value);
    if (found == entries_.end() || !alive(found->second.session, now)) return false;
    auto& last_seen_at = found->second.session.last_seen_at;
    last_seen_at = std::max(last_seen_at, now); // A clock set back must not age anybody.
    return true;
}

void Sessions::on_clock_set(core::Instant now)
{
    for (auto& [id, entry] : entries_) entry.session.last_seen_at = now;
}

std::expected<std::optional<NewSession>, StoreError> Sessions::renew(const SessionId& id,
                                                                     core::Instant now)
{
    return store_.transact([&]() -> std::optional<NewSession> {
        const auto found = entries_.find(id.value);
        if (found == entries_.end() || !alive(found->second.session, now)) return std::nullopt;
        NewSession made{found->second.session, make_cookie(entropy_)};
        made.session.id = {hash_secret(made.cookie)};
        SQLite::Statement update{store_.database(),
                                 "UPDATE session SET id_hash = ? WHERE id_hash = ?"};
        SQLite::bind(update, made.session.id.value, id.value);
        if (update.exec() == 0) return std::nullopt; // Another process has just ended it.
        store_.after_commit([this, old = id, session = made.session, now] {
            const auto written_at = entries_.at(old.value).written_at;
            entries_.erase(old.value);
            entries_.insert_or_assign(session.id.value, Entry{session, written_at, now});
        });
        return made;
    });
}

void Sessions::confirm(const SessionId& id, core::Instant now)
{
    const auto found = entries_.find(id.value);
    if (found != entries_.end()) found->second.confirmed_at = now;
}

bool Sessions::confirmed(const SessionId& id, core::Instant now) const
{
    const auto found = entries_.find(id.value);
    if (found == entries_.end() || !found->second.confirmed_at) return false;
    const auto since = now - *found->second.confirmed_at;
    // A clock set back must not make a code last longer.
    return since >= core::Span{} && since < limits::step_up_lifetime;
}

std::expected<void, StoreError> Sessions::revoke(const SessionId& id)
{
    return store_.transact([&] { erase({id}); });
}

std::expected<SessionIds, StoreError> Sessions::revoke_all(SessionKind kind,
                                                           std::string_view subject)
{
    return store_.transact([&] {
        SessionIds ids;
        SQLite::Statement row{store_.database(),
                              "SELECT id_hash FROM session WHERE kind = ? AND subject = ?"};
        SQLite::bind(row, kind_name(kind), std::string{subject});
        while (row.executeStep()) ids.push_back({row.getColumn(0).getString()});
        erase(ids);
        return ids;
    });
}

std::expected<SessionIds, StoreError> Sessions::reap(core::Instant now)
{
    // Twice a second nothing has happened: no reason to keep `rostrum staff` from writing.
    const auto quiet = store_.guard([&] { return is_quiet(now); });
    if (!quiet) return std::unexpected(quiet.error());
    if (*quiet) return SessionIds{};
    return store_.transact([&] {
        SessionIds ended = merge_foreign_changes();
        for (const auto& [id, entry] : entries_)
            if (!alive(entry.session, now)) ended.push_back(entry.session.id);
        write_last_seen(now);
        erase(ended);
        std::ranges::sort(ended);
        const auto repeated = std::ranges::unique(ended);
        ended.erase(repeated.begin(), repeated.end());
        return ended;
    });
}

std::size_t Sessions::count(SessionKind kind) const
{
    return static_cast<std::size_t>(std::ranges::count_if(
        entries_, [&](const auto& each) { return each.second.session.kind == kind; }));
}

bool Sessions::alive(const Session& session, core::Instant now)
{
    if (now >= session.expires_at) return false;
    return !idles_out(session) || now - session.last_seen_at < limits::staff_idle;
}

Sessions::Entries Sessions::read_all()
{
    Entries entries;
    SQLite::Statement row{store_.database(), "SELECT id_hash, kind, subject, role, created_at, "
                                             "expires_at, last_seen_at FROM session"};
    while (row.executeStep()) {
        const Session session = session_in(row);
        entries.emplace(session.id.value, Entry{session, session.last_seen_at, {}});
    }
    return entries;
}

std::int64_t Sessions::data_version()
{
    // Changes with every commit by another connection, never with our own.
    SQLite::Statement row{store_.database(), "PRAGMA data_version"};
    row.executeStep();
    return row.getColumn(0).getInt64();
}

bool Sessions::is_quiet(core::Instant now)
{
    if (data_version() != data_version_) return false;
    return std::ranges::all_of(entries_, [&](const auto& each) {
        const auto& [session, written_at, confirmed_at] = each.second;
        return alive(session, now) && (session.last_seen_at <= written_at ||
                                       now - written_at < limits::last_seen_interval);
    });
}

SessionIds Sessions::merge_foreign_changes()
{
    const std::int64_t version = data_version();
    if (version == data_version_) return {};
    SessionIds ended;
    Entries stored = read_all();
    for (const auto& [id, entry] : entries_) {
        const auto still = stored.find(id);
        if (still == stored.end())
            ended.push_back({id});
        else
            still->second = entry; // Memory knows the later sign of life.
    }
    store_.after_commit([this, version, stored = std::move(stored)] {
        entries_ = stored;
        data_version_ = version;
    });
    return ended;
}

void Sessions::write_last_seen(core::Instant now)
{
    SQLite::Statement statement{store_.database(),
                                "UPDATE session SET last_seen_at = ? WHERE id_hash = ?"};
    std::vector<std::pair<std::string, core::Instant>> written;
    std::size_t room = limits::last_seen_batch_max;
    for (const auto& [id, entry] : entries_) {
        const core::Instant seen = entry.session.last_seen_at;
        if (seen <= entry.written_at) continue;
        if (now - entry.written_at < limits::last_seen_interval) continue;
        // A desk's idle time must survive a restart, so it never waits for the next batch.
        if (room == 0 && !idles_out(entry.session)) continue;
        if (room > 0) --room;
        SQLite::bind(statement, seen.ms, id);
        statement.exec();
        statement.reset();
        written.emplace_back(id, seen);
    }
    store_.after_commit([this, written = std::move(written)] {
        for (const auto& [id, seen] : written) {
            const auto found = entries_.find(id);
            if (found != entries_.end()) found->second.written_at = seen;
        }
    });
}

void Sessions::erase(const SessionIds& ids)
{
    SQLite::Statement statement{store_.database(), "DELETE FROM session WHERE id_hash = ?"};
    for (const SessionId& id : ids) {
        statement.bind(1, id.value);
        statement.exec();
        statement.reset();
    }
    store_.after_commit([this, ids] {
        for (const SessionId& id : ids) entries_.erase(id.value);
    });
}

} // namespace rostrum::access
