#include "access/staff_accounts.hpp"

#include "access/role_names.hpp"
#include "access/totp.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <SQLiteCpp/VariadicBind.h>

#include <algorithm>

namespace rostrum::access {
namespace {

constexpr std::size_t login_chars_max = 32; // As core::StaffId and the schema have it.

bool is_login(std::string_view login)
{
    const auto allowed = [](char digit) {
        return (digit >= 'a' && digit <= 'z') || (digit >= '0' && digit <= '9') || digit == '.' ||
               digit == '_' || digit == '-';
    };
    return !login.empty() && login.size() <= login_chars_max && std::ranges::all_of(login, allowed);
}

std::unexpected<StaffError> refuse(StaffRefusal reason, std::string message = {})
{
    return std::unexpected(StaffError{reason, std::move(message)});
}

/// What stands when the transaction failed, else what its work answered.
template <typename T>
std::expected<T, StaffError> flatten(std::expected<std::expected<T, StaffError>, StoreError> result)
{
    if (!result) return refuse(StaffRefusal::store_failed, std::move(result.error().message));
    return std::move(*result);
}

StaffAccount account_in(SQLite::Statement& row)
{
    const auto role = role_from(row.getColumn(1).getString());
    if (!role) throw SQLite::Exception{"an account of an unknown role"};
    return {.login = {row.getColumn(0).getString()},
            .role = *role,
            .display_name = row.getColumn(2).getString(),
            .disabled = row.getColumn(3).getInt() != 0,
            .has_totp = row.getColumn(4).getInt() != 0};
}

} // namespace

StaffAccounts::StaffAccounts(PeopleStore& store, Sessions& sessions, PasswordCost cost)
    : store_{store}, sessions_{sessions}, nobodys_hash_{nobodys_hash(cost)}
{
}

std::expected<void, StaffError> StaffAccounts::add(const StaffAccount& account,
                                                   const std::string& password_hash)
{
    if (!is_login(account.login.value)) return refuse(StaffRefusal::bad_login);
    if (!is_staff_role(account.role)) return refuse(StaffRefusal::bad_role);
    return flatten<void>(store_.transact([&]() -> std::expected<void, StaffError> {
        if (row_of(account.login.value)) return refuse(StaffRefusal::login_taken);
        SQLite::Statement insert{store_.database(),
                                 "INSERT INTO staff (login, role, display_name, password_hash, "
                                 "disabled) VALUES (?, ?, ?, ?, ?)"};
        SQLite::bind(insert, account.login.value, std::string{role_name(account.role)},
                     account.display_name, password_hash, account.disabled ? 1 : 0);
        insert.exec();
        return {};
    }));
}

std::expected<SessionIds, StaffError> StaffAccounts::set_password(const core::StaffId& login,
                                                                  const std::string& password_hash)
{
    return change(login, "password_hash = ?", password_hash);
}

std::expected<SessionIds, StaffError> StaffAccounts::set_role(const core::StaffId& login,
                                                              core::Role role)
{
    if (!is_staff_role(role)) return refuse(StaffRefusal::bad_role);
    return change(login, "role = ?", std::string{role_name(role)});
}

std::expected<SessionIds, StaffError> StaffAccounts::set_disabled(const core::StaffId& login,
                                                                  bool disabled)
{
    return change(login, "disabled = CAST(? AS INTEGER)", disabled ? "1" : "0");
}

std::expected<SessionIds, StaffError> StaffAccounts::set_totp(const core::StaffId& login,
                                                              const std::string& key)
{
    return change(login, "totp_step = 0, totp_key = nullif(?, '')", key);
}

std::expected<SessionIds, StaffError> StaffAccounts::change(const core::StaffId& login,
                                                            const std::string& assignment,
                                                            const std::string& value)
{
    return flatten<SessionIds>(store_.transact([&]() -> std::expected<SessionIds, StaffError> {
        SQLite::Statement update{store_.database(),
                                 "UPDATE staff SET " + assignment + " WHERE login = ?"};
        SQLite::bind(update, value, login.value);
        if (update.exec() == 0) return refuse(StaffRefusal::unknown_login);
        // Inside the transaction: a failure has left as an exception, so there is a value.
        return sessions_.revoke_all(SessionKind::staff, login.value).value();
    }));
}

std::expected<std::vector<StaffAccount>, StoreError> StaffAccounts::list()
{
    return store_.guard([&] {
        std::vector<StaffAccount> accounts;
        SQLite::Statement row{
            store_.database(),
            "SELECT login, role, display_name, disabled, totp_key IS NOT NULL FROM staff "
            "ORDER BY login"};
        while (row.executeStep()) accounts.push_back(account_in(row));
        return accounts;
    });
}

std::expected<LoginAttempt, StoreError> StaffAccounts::begin_login(std::string_view login)
{
    const LoginAttempt nobody{{std::string{login}}, nobodys_hash_};
    if (!is_login(login)) return nobody;
    return store_.guard([&] {
        const auto row = row_of(std::string{login});
        return row ? LoginAttempt{row->account.login, row->password_hash} : nobody;
    });
}

std::expected<NewSession, LoginRefusal> StaffAccounts::finish_login(const LoginAttempt& attempt,
                                                                    bool verified,
                                                                    std::string_view code,
                                                                    core::Instant now)
{
    if (!verified) return std::unexpected(LoginRefusal::wrong_login);
    auto result = store_.transact([&]() -> std::expected<NewSession, LoginRefusal> {
        const auto row = row_of(attempt.login.value);
        if (!row || row->account.disabled || row->password_hash != attempt.hash)
            return std::unexpected(LoginRefusal::wrong_login);
        return let_in(*row, code, now);
    });
    if (!result) return std::unexpected(LoginRefusal::store_failed);
    return std::move(*result);
}

/// Within a transaction, so that a code is spent if and only if it has opened a session.
std::expected<NewSession, LoginRefusal> StaffAccounts::let_in(const Row& row, std::string_view code,
                                                              core::Instant now)
{
    if (row.account.has_totp) {
        if (code.empty()) return std::unexpected(LoginRefusal::code_needed);
        if (!take_code(row, code, now)) return std::unexpected(LoginRefusal::wrong_code);
    }
    auto made = sessions_.create(SessionKind::staff, row.account.login.value, row.account.role, now)
                    .value();
    if (row.account.has_totp) {
        store_.after_commit([this, id = made.session.id, now] { sessions_.confirm(id, now); });
    }
    return made;
}

std::expected<NewSession, LoginRefusal> StaffAccounts::login(std::string_view login,
                                                             std::string_view password,
                                                             std::string_view code,
                                                             core::Instant now)
{
    const auto attempt = begin_login(login);
    if (!attempt) return std::unexpected(LoginRefusal::store_failed);
    return finish_login(*attempt, verify_password(attempt->hash, password), code, now);
}

std::expected<bool, StoreError> StaffAccounts::has_totp(std::string_view login)
{
    return store_.guard([&] {
        const auto row = row_of(std::string{login});
        return row && row->account.has_totp;
    });
}

std::expected<bool, StoreError> StaffAccounts::use_code(std::string_view login,
                                                        std::string_view code, core::Instant now)
{
    return store_.transact([&] {
        const auto row = row_of(std::string{login});
        return row && row->account.has_totp && !row->account.disabled && take_code(*row, code, now);
    });
}

bool StaffAccounts::take_code(const Row& row, std::string_view code, core::Instant now)
{
    const auto step = find_totp_step(row.totp_key, code, now, row.totp_step);
    if (!step) return false;
    SQLite::Statement update{store_.database(), "UPDATE staff SET totp_step = ? WHERE login = ?"};
    SQLite::bind(update, *step, row.account.login.value);
    update.exec();
    return true;
}

std::optional<StaffAccounts::Row> StaffAccounts::row_of(const std::string& login)
{
    SQLite::Statement row{
        store_.database(),
        "SELECT login, role, display_name, disabled, totp_key IS NOT NULL, password_hash, "
        "ifnull(totp_key, ''), totp_step FROM staff WHERE login = ?"};
    row.bind(1, login);
    if (!row.executeStep()) return std::nullopt;
    return Row{account_in(row), row.getColumn(5).getString(), row.getColumn(6).getString(),
               row.getColumn(7).getInt64()};
}

} // namespace rostrum::access
