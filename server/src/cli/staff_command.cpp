#include "cli/staff_command.hpp"

#include "access/links.hpp"
#include "access/password_check.hpp"
#include "access/passwords.hpp"
#include "access/people_store.hpp"
#include "access/role_names.hpp"
#include "access/sessions.hpp"
#include "access/staff_accounts.hpp"
#include "access/totp.hpp"
#include "cli/clock.hpp"
#include "cli/crypto.hpp"
#include "net/qr_svg.hpp"

#include <CLI/CLI.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <termios.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace rostrum::cli {
namespace {

struct StaffArguments {
    std::string data;
    std::string login;
    std::string role;
    std::string name;
    std::string label;
    std::string link;
    bool off{false};
};

/// Whether a folder that is not there, or has nobody yet, may be meant.
enum class Folder : std::uint8_t { there, there_or_new };

/// The people's side of a data folder.
struct People {
    explicit People(const std::filesystem::path& data, Folder folder = Folder::there)
    {
        const auto file = data / "people.db";
        if (folder == Folder::there_or_new)
            std::filesystem::create_directories(data);
        else if (!std::filesystem::exists(file))
            throw std::runtime_error(data.string() + " holds no data: it has no people.db");
        auto opened = access::PeopleStore::open(file);
        if (!opened) throw std::runtime_error(opened.error().message);
        store = std::move(*opened);
        sessions = std::make_unique<access::Sessions>(*store, entropy());
        accounts = std::make_unique<access::StaffAccounts>(*store, *sessions);
        links = std::make_unique<access::Links>(*store, *sessions, entropy());
        if (const auto loaded = sessions->load(); !loaded) {
            throw std::runtime_error(loaded.error().message);
        }
    }

    std::unique_ptr<access::PeopleStore> store;
    std::unique_ptr<access::Sessions> sessions;
    std::unique_ptr<access::StaffAccounts> accounts;
    std::unique_ptr<access::Links> links;
};

const char* sentence(access::StaffRefusal refusal)
{
    switch (refusal) {
    case access::StaffRefusal::bad_login: return "a login has 1 to 32 characters of a-z 0-9 . _ -";
    case access::StaffRefusal::bad_role:
        return "a role is one of moderator, chair, teller, secretariat, respondent";
    case access::StaffRefusal::login_taken: return "this login exists";
    case access::StaffRefusal::unknown_login: return "there is no such login";
    case access::StaffRefusal::store_failed: return "the data cannot be written";
    }
    return "";
}

template <typename T>
void require(const std::expected<T, access::StaffError>& result)
{
    if (!result) throw std::runtime_error(sentence(result.error().reason));
}

/// From the terminal without echo, or a line of standard input.
std::string ask_password()
{
    const bool terminal = isatty(STDIN_FILENO) == 1;
    termios before{};
    if (terminal) {
        std::cerr << "Password (at least 12 characters): ";
        tcgetattr(STDIN_FILENO, &before);
        auto silent = before;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        tcsetattr(STDIN_FILENO, TCSANOW, &silent);
    }
    std::string password;
    std::getline(std::cin, password);
    if (terminal) {
        tcsetattr(STDIN_FILENO, TCSANOW, &before);
        std::cerr << '\n';
    }
    return password;
}

const char* sentence(access::PasswordRefusal refusal)
{
    switch (refusal) {
    case access::PasswordRefusal::too_short:
        return "the password is too short: at least 12 characters";
    case access::PasswordRefusal::too_long: return "the password is too long";
    case access::PasswordRefusal::too_simple:
        return "the password is too simple: the login, well-known words, runs and repetitions do "
               "not count, and 8 other characters are needed";
    case access::PasswordRefusal::no_memory: return "not enough memory to hash the password";
    }
    return "";
}

std::string hashed_password(const std::string& login)
{
    const auto password = ask_password();
    if (const auto refusal = access::check_password(password, login)) {
        throw std::runtime_error(sentence(*refusal));
    }
    const auto hash = access::hash_password(password, access::interactive_cost());
    if (!hash) throw std::runtime_error(sentence(hash.error()));
    return *hash;
}

int add(const StaffArguments& arguments)
{
    const auto role = access::role_from(arguments.role);
    if (!role) throw std::runtime_error(sentence(access::StaffRefusal::bad_role));
    People people(arguments.data, Folder::there_or_new);
    require(people.accounts->add({core::StaffId{arguments.login}, *role,
                                  arguments.name.empty() ? arguments.login : arguments.name, false},
                                 hashed_password(arguments.login)));
    std::cout << "added " << arguments.login << '\n';
    return 0;
}

int list(const StaffArguments& arguments)
{
    People people(arguments.data);
    const auto accounts = people.accounts->list();
    if (!accounts) throw std::runtime_error(accounts.error().message);
    for (const auto& account : *accounts) {
        std::cout << account.login.value << '\t' << access::role_name(account.role) << '\t'
                  << account.display_name << (account.disabled ? "\tdisabled" : "")
                  << (account.has_totp ? "\ttotp" : "") << '\n';
    }
    return 0;
}

int set_password(const StaffArguments& arguments)
{
    People people(arguments.data);
    require(people.accounts->set_password(core::StaffId{arguments.login},
                                          hashed_password(arguments.login)));
    std::cout << "changed; sessions of " << arguments.login << " have ended\n";
    return 0;
}

int set_disabled(const StaffArguments& arguments, bool disabled)
{
    People people(arguments.data);
    require(people.accounts->set_disabled(core::StaffId{arguments.login}, disabled));
    std::cout << arguments.login << (disabled ? " is disabled\n" : " is enabled\n");
    return 0;
}

int set_role(const StaffArguments& arguments)
{
    const auto role = access::role_from(arguments.role);
    if (!role) throw std::runtime_error(sentence(access::StaffRefusal::bad_role));
    People people(arguments.data);
    require(people.accounts->set_role(core::StaffId{arguments.login}, *role));
    std::cout << "changed; sessions of " << arguments.login << " have ended\n";
    return 0;
}

int set_totp(const StaffArguments& arguments)
{
    People people(arguments.data);
    const core::StaffId login{arguments.login};
    if (arguments.off) {
        require(people.accounts->set_totp(login, {}));
        std::cout << arguments.login << " needs no one-time code any more\n";
        return 0;
    }
    const auto key = access::make_totp_key(entropy());
    require(people.accounts->set_totp(login, key));
    const auto uri = access::otpauth_uri(key, arguments.login);
    if (const auto picture = net::qr_blocks(uri)) std::cout << '\n' << *picture;
    std::cout << '\n'
              << uri << "\n\nScan it with an authenticator now: it is shown only this once. From "
              << "here on " << arguments.login << " logs in with a one-time code.\n";
    return 0;
}

int make_link(const StaffArguments& arguments)
{
    if (arguments.role != "observer" && arguments.role != "screen") {
        throw std::runtime_error("a link is for an observer or a screen");
    }
    People people(arguments.data, Folder::there_or_new);
    const bool screen = arguments.role == "screen";
    const auto made =
        people.links->create(screen ? access::LinkRole::screen : access::LinkRole::observer,
                             arguments.label.empty() ? arguments.role : arguments.label, now());
    if (!made) throw std::runtime_error(made.error().message);
    std::cout << (screen ? "/screen#l=" : "/#o=") << made->token
              << "\nPut the server's address before it. It is shown only now.\n";
    return 0;
}

/// Of a link's id, which is a hash: enough to tell it from all others.
constexpr std::size_t link_id_digits = 12;

std::vector<access::Link> links_of(const People& people)
{
    auto links = people.links->list();
    if (!links) throw std::runtime_error(links.error().message);
    return std::move(*links);
}

int list_links(const StaffArguments& arguments)
{
    const People people(arguments.data);
    for (const auto& link : links_of(people)) {
        std::cout << link.id.value.substr(0, link_id_digits) << '\t'
                  << (link.role == access::LinkRole::screen ? "screen" : "observer") << '\t'
                  << link.label << (link.revoked ? "\trevoked" : "") << '\n';
    }
    return 0;
}

int revoke_link(const StaffArguments& arguments)
{
    const People people(arguments.data);
    auto links = links_of(people);
    std::erase_if(links, [&](const access::Link& link) {
        return !link.id.value.starts_with(arguments.link);
    });
    if (links.size() != 1) {
        throw std::runtime_error("there is no such link; `rostrum staff links` lists them");
    }
    const auto ended = people.links->revoke(links.front().id);
    if (!ended) throw std::runtime_error(ended.error().message);
    std::cout << "revoked; sessions that have ended: " << ended->size() << '\n';
    return 0;
}

void add_link_commands(CLI::App& staff, std::function<int()>& action,
                       const std::shared_ptr<StaffArguments>& arguments)
{
    auto* link = staff.add_subcommand("link", "Make a link for observers or a big screen");
    link->add_option("--role", arguments->role, "observer or screen")->required();
    link->add_option("--label", arguments->label, "what it is for");
    link->callback(
        [&action, arguments] { action = [arguments] { return make_link(*arguments); }; });
    staff.add_subcommand("links", "List the links")->callback([&action, arguments] {
        action = [arguments] { return list_links(*arguments); };
    });
    auto* revoking = staff.add_subcommand(
        "revoke-link", "Let nobody in by a link any more; ends the sessions it has opened");
    revoking->add_option("id", arguments->link, "as `links` shows it")->required();
    revoking->callback(
        [&action, arguments] { action = [arguments] { return revoke_link(*arguments); }; });
}

} // namespace

void add_staff_commands(CLI::App& program, std::function<int()>& action)
{
    auto* staff = program.add_subcommand("staff", "Accounts of moderators, chairs, tellers …");
    staff->require_subcommand(1);
    const auto arguments = std::make_shared<StaffArguments>();
    staff->add_option("--data", arguments->data, "folder of the data")->required();

    auto* adding = staff->add_subcommand("add", "Add an account; asks for the password");
    adding->add_option("login", arguments->login, "login name")->required();
    adding
        ->add_option("--role", arguments->role,
                     "moderator, chair, teller, secretariat or respondent")
        ->required();
    adding->add_option("--name", arguments->name, "the name shown");
    adding->callback([&action, arguments] { action = [arguments] { return add(*arguments); }; });

    staff->add_subcommand("list", "List the accounts")->callback([&action, arguments] {
        action = [arguments] { return list(*arguments); };
    });
    auto* password = staff->add_subcommand("password", "Set another password; ends the sessions");
    password->add_option("login", arguments->login, "login name")->required();
    password->callback(
        [&action, arguments] { action = [arguments] { return set_password(*arguments); }; });
    auto* role = staff->add_subcommand("role", "Give another role; ends the sessions");
    role->add_option("login", arguments->login, "login name")->required();
    role->add_option("--role", arguments->role,
                     "moderator, chair, teller, secretariat or respondent")
        ->required();
    role->callback([&action, arguments] { action = [arguments] { return set_role(*arguments); }; });
    auto* totp = staff->add_subcommand(
        "totp", "Ask for one-time codes of an authenticator; shows the key, ends the sessions");
    totp->add_option("login", arguments->login, "login name")->required();
    totp->add_flag("--off", arguments->off, "ask no more");
    totp->callback([&action, arguments] { action = [arguments] { return set_totp(*arguments); }; });
    auto* disable = staff->add_subcommand("disable", "Let nobody in with this account");
    disable->add_option("login", arguments->login, "login name")->required();
    disable->callback(
        [&action, arguments] { action = [arguments] { return set_disabled(*arguments, true); }; });
    auto* enable = staff->add_subcommand("enable", "Let them in again");
    enable->add_option("login", arguments->login, "login name")->required();
    enable->callback(
        [&action, arguments] { action = [arguments] { return set_disabled(*arguments, false); }; });
    add_link_commands(*staff, action, arguments);
}

} // namespace rostrum::cli
