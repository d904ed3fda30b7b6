// `files.db`: what units handed in, under its hash. Made when the first file comes.
#pragma once

#include "hall/files.hpp"
#include "ledger/open_error.hpp"

#include <SQLiteCpp/Database.h>

#include <filesystem>
#include <memory>

namespace rostrum::ledger {

class FileStore final : public hall::Files {
public:
    [[nodiscard]] static std::expected<std::unique_ptr<FileStore>, OpenError>
    open(const std::filesystem::path& folder);

    std::expected<hall::SubmittedFile, std::string> keep(const core::HearingId& hearing,
                                                         const core::DutyId& duty,
                                                         const hall::SubmittedFile& file,
                                                         const std::string& bytes) override;
    std::expected<std::vector<hall::SubmittedFile>, std::string>
    list(const core::HearingId& hearing, const core::DutyId& duty) override;
    std::expected<std::optional<std::string>, std::string> read(const std::string& sha256) override;

private:
    explicit FileStore(SQLite::Database database) : database_{std::move(database)} {}

    SQLite::Database database_;
};

} // namespace rostrum::ledger
