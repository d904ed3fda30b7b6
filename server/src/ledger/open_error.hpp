// Why a data folder is not opened, in a sentence for the person who has to act on it.
#pragma once

#include <string>

namespace rostrum::ledger {

struct OpenError {
    std::string message;
};

} // namespace rostrum::ledger
