// A type that is one of some.
#pragma once

#include <concepts>

namespace rostrum::protocol {

template <typename T, typename... Others>
concept OneOf = (std::same_as<T, Others> || ...);

} // namespace rostrum::protocol
