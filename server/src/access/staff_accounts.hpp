// Accounts of the people who run a hearing.
#pragma once

#include "access/passwords.hpp"
#include "access/people_store.hpp"
#include "access/sessions.hpp"
#include "core/ids.hpp"
#include "core/role.hpp"
#include "core/time.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rostrum::access {

struct StaffAccount {
    core::StaffId login;
    core::Role role{core::Role::moderator};
    std::string display_name;
    bool disabled{false};
    bool has_totp{false}; ///< Set by `set_totp` only.

    bool operator==(const StaffAccount&) const = default;
};

enum class StaffRefusal : std::uint8_t {
    bad_login, ///< Not 1 to 32 characters of [a-z0-9._-].
    bad_role,  ///< Not a role that is entered with a password.
    login_taken,
    unknown_login,
    store_failed,
};

struct StaffError {
    StaffRefusal reason{StaffRefusal::store_failed};
    std::string message; ///< Of `store_failed`, for the operator's log.
};

/// A login on its way over the password thread: give `hash` and the password to `verify_password`
/// there, and come back with its answer.
struct LoginAttempt {
    core::StaffId login;
    std::string hash; ///< `nobodys_hash` when the login is unknown.
};

enum class LoginRefusal : std::uint8_t {
    wrong_login, ///< Login or password: which of them, nobody is told.
    code_needed, ///< The password is right; the account wants a one-time code too.
    wrong_code,  ///< Or one used before.
    store_failed,
};

/// Every change of an account ends its sessions and returns them: close their sockets (4401).
class StaffAccounts {
public:
    /// Both must outlive this.
    StaffAccounts(PeopleStore& store, Sessions& sessions, PasswordCost cost = interactive_cost());

    /// The hash comes from `hash_password`.
    std::expected<void, StaffError> add(const StaffAccount& account,
                                        const std::string& password_hash);
    std::expected<SessionIds, StaffError> set_password(const core::StaffId& login,
                                                       const std::string& password_hash);
    std::expected<SessionIds, StaffError> set_role(const core::StaffId& login, core::Role role);
    std::expected<SessionIds, StaffError> set_disabled(const core::StaffId& login, bool disabled);
    /// The key of an authenticator (`make_totp_key`); empty: no code is asked any more.
    std::expected<SessionIds, StaffError> set_totp(const core::StaffId& login,
                                                   const std::string& key);
    [[nodiscard]] std::expected<std::vector<StaffAccount>, StoreError> list();

    /// Whether an account asks for one-time codes. An unknown one does not.
    [[nodiscard]] std::expected<bool, StoreError> has_totp(std::string_view login);
    /// Takes a one-time code: true once, and false for it and every earlier one from then on.
    std::expected<bool, StoreError> use_code(std::string_view login, std::string_view code,
                                             core::Instant now);

    [[nodiscard]] std::expected<LoginAttempt, StoreError> begin_login(std::string_view login);
    /// Refuses also when the account is disabled, or was changed while the password was being
    /// checked.
    std::expected<NewSession, LoginRefusal> finish_login(const LoginAttempt& attempt, bool verified,
                                                         std::string_view code, core::Instant now);
    /// All three steps at once, for whoever has no other thread: the command line and tests.
    std::expected<NewSession, LoginRefusal> login(std::string_view login, std::string_view password,
                                                  std::string_view code, core::Instant now);

private:
    struct Row {
        StaffAccount account;
        std::string password_hash;
        std::string totp_key; ///< Empty: no code is asked.
        std::int64_t totp_step{0};
    };

    [[nodiscard]] std::optional<Row> row_of(const std::string& login);
    bool take_code(const Row& row, std::string_view code, core::Instant now);
    std::expected<NewSession, LoginRefusal> let_in(const Row& row, std::string_view code,
                                                   core::Instant now);
    std::expected<SessionIds, StaffError>
    change(const core::StaffId& login, const std::string& assignment, const std::string& value);

    PeopleStore& store_;
    Sessions& sessions_;
    std::string nobodys_hash_;
};

} // namespace rostrum::access
