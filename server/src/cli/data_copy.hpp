// The data of a folder as of one moment, to work on beside a running server.
#pragma once

#include "cli/scratch_folder.hpp"

#include <filesystem>
#include <string>

namespace rostrum::cli {

/// All that documents are made from: the databases, but not what units handed in. It has the names,
/// and of an open ballot the secrets, so it is overwritten before it is deleted.
class DataCopy {
public:
    /// Throws a sentence for the operator.
    DataCopy(const std::string& purpose, const std::filesystem::path& data);

    [[nodiscard]] std::filesystem::path folder() const { return scratch_.path() / "copy"; }

private:
    ScratchFolder scratch_;
};

} // namespace rostrum::cli
