// Catch2 2.13 (Debian 12) and 3.x (Debian 13, Ubuntu 24.04) under one name. Tests include this,
// never Catch2's own.
#pragma once

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>

namespace tst {
using Catch::Approx;
using namespace Catch::Matchers;

inline auto has_text(const std::string& text)
{
    return ContainsSubstring(text);
}
} // namespace tst
#else
#include <catch2/catch.hpp>

namespace tst {
using Catch::Detail::Approx;
using namespace Catch::Matchers;

inline auto has_text(const std::string& text)
{
    return Contains(text);
}
} // namespace tst
#endif
