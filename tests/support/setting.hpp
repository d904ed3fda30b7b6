// What the environment of the programs that a test starts has in it meanwhile.
#pragma once

#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

namespace tst {

/// A variable, until this is gone. Where there is one already, it is a list: the value is added to
/// it behind a colon.
class Setting {
public:
    Setting(std::string name, const std::string& value) : name_(std::move(name))
    {
        if (const auto* before = std::getenv(name_.c_str())) before_ = before;
        ::setenv(name_.c_str(), (before_ ? *before_ + ':' + value : value).c_str(), 1);
    }
    ~Setting()
    {
        if (before_)
            ::setenv(name_.c_str(), before_->c_str(), 1);
        else
            ::unsetenv(name_.c_str());
    }
    Setting(const Setting&) = delete;
    Setting& operator=(const Setting&) = delete;

private:
    std::string name_;
    std::optional<std::string> before_;
};

} // namespace tst
