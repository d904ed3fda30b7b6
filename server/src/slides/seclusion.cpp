#include "slides/seclusion.hpp"

#include <array>
#include <cstdint>
#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace rostrum::slides {
namespace {

namespace fs = std::filesystem;

using Rights = std::uint64_t;

constexpr Rights reading = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
/// Sockets are not among what is governed: LibreOffice makes one in `sockets`.
constexpr Rights writing = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_FILE |
                           LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |
                           LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_SYM;
constexpr Rights of_a_file = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE;
/// To move a file from folder to folder; the second version of Landlock has it.
constexpr Rights moving = LANDLOCK_ACCESS_FS_REFER;

/// Programs, fonts and what they ask of the machine. No place where people keep data, and of /etc
/// nothing that could be a configuration or a key of ours.
constexpr std::array system_places{"/bin",
                                   "/lib",
                                   "/lib64",
                                   "/usr",
                                   "/etc/alternatives",
                                   "/etc/fonts",
                                   "/etc/ld.so.cache",
                                   "/etc/libreoffice",
                                   "/etc/localtime",
                                   "/etc/nsswitch.conf",
                                   "/etc/passwd",
                                   "/proc",
                                   "/sys",
                                   "/var/cache/fontconfig",
                                   "/var/lib/libreoffice"};
/// The only thing done there is to take a socket away again, which the next run would stumble over.
constexpr auto sockets = "/tmp";
constexpr std::array devices{"/dev/null", "/dev/random", "/dev/urandom", "/dev/zero"};

/// A set of rules, closed when it goes.
class Rules {
public:
    Rules()
    {
        const auto version =
            ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
        if (version < 1) return;
        landlock_ruleset_attr governed{};
        governed.handled_access_fs = reading | writing | (version < 2 ? 0 : moving);
        governed_ = governed.handled_access_fs;
        rules_ = static_cast<int>(
            ::syscall(SYS_landlock_create_ruleset, &governed, sizeof(governed), 0));
    }
    ~Rules()
    {
        if (rules_ >= 0) ::close(rules_);
    }
    Rules(const Rules&) = delete;
    Rules& operator=(const Rules&) = delete;

    /// Of what is not there nothing has to be allowed.
    void allow(const fs::path& place, Rights rights) const
    {
        const int file = ::open(place.c_str(), O_PATH | O_CLOEXEC);
        if (file < 0) return;
        struct stat found{};
        const bool is_folder = ::fstat(file, &found) == 0 && S_ISDIR(found.st_mode);
        landlock_path_beneath_attr rule{};
        rule.allowed_access = rights & governed_ & (is_folder ? ~Rights{0} : of_a_file);
        rule.parent_fd = file;
        ::syscall(SYS_landlock_add_rule, rules_, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
        ::close(file);
    }

    [[nodiscard]] bool enforce() const
    {
        return rules_ >= 0 && ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
               ::syscall(SYS_landlock_restrict_self, rules_, 0) == 0;
    }

private:
    int rules_{-1};
    Rights governed_{0};
};

} // namespace

bool seclude(const fs::path& folder, const std::vector<fs::path>& readable)
{
    const Rules rules;
    rules.allow(folder, reading | writing | moving);
    for (const auto& place : readable) rules.allow(place, reading);
    for (const auto* place : system_places) rules.allow(place, reading);
    for (const auto* device : devices) rules.allow(device, of_a_file);
    rules.allow(sockets, LANDLOCK_ACCESS_FS_REMOVE_FILE);
    return rules.enforce();
}

} // namespace rostrum::slides
