// How every port answers: later, and on the caller's own thread.
#pragma once

#include "hall/ports.hpp"

#include <expected>
#include <utility>

namespace rostrum::ledger {

template <typename T>
void answer(const hall::Executor& executor, hall::Callback<T> done,
            std::expected<T, hall::Failure> result)
{
    executor([done = std::move(done), result = std::move(result)]() mutable {
        done(std::move(result));
    });
}

} // namespace rostrum::ledger
