// README.txt of a package: for somebody who has never seen one.
#pragma once

#include <string>

namespace rostrum::package {

[[nodiscard]] std::string readme(const std::string& hearing);

} // namespace rostrum::package
