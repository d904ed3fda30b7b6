#include "cli/output_file.hpp"

#include "disk/durable_file.hpp"

#include <fstream>
#include <stdexcept>
#include <system_error>

namespace rostrum::cli {

namespace fs = std::filesystem;

void write_output(const fs::path& path, const std::string& bytes)
try {
    if (!fs::exists(path) || fs::is_regular_file(path))
        return disk::write_durably(fs::weakly_canonical(path), bytes);
    std::ofstream stream(path, std::ios::binary);
    stream << bytes;
    stream.close();
    if (!stream) throw std::runtime_error("cannot write " + path.string());
}
catch (const std::system_error& error) { // Of the files or of the folder.
    throw std::runtime_error("cannot write " + path.string() + ": " + error.code().message());
}

} // namespace rostrum::cli
