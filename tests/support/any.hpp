// Numbers for properties.
#pragma once

#include <rapidcheck.h>

namespace rostrum::test {

/// One of least … most, evenly from the first case on: RapidCheck would begin with the smallest.
template <typename Number>
Number any(Number least, Number most)
{
    return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange<Number>(least, most + 1));
}

} // namespace rostrum::test
