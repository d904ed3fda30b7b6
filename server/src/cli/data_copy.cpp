#include "cli/data_copy.hpp"

#include "cli/data_files.hpp"
#include "ledger/backup.hpp"

#include <stdexcept>

namespace rostrum::cli {

DataCopy::DataCopy(const std::string& purpose, const std::filesystem::path& data)
    : scratch_(purpose, std::filesystem::temp_directory_path(), ScratchFolder::Contents::secret)
{
    auto files = data_files(data);
    std::erase(files, files_database);
    const auto copied = ledger::backup_folder(data, folder(), files);
    if (!copied) throw std::runtime_error(copied.error());
}

} // namespace rostrum::cli
