#include "package/folders.hpp"

namespace rostrum::package {

Files draw_files(const std::vector<LoggedEvent>& /*events*/)
{
    return {};
}

Files ballot_files(const std::vector<LoggedEvent>& /*events*/)
{
    return {};
}

} // namespace rostrum::package
