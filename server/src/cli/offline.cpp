#include "cli/offline.hpp"

#include <spdlog/spdlog.h>

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace rostrum::cli {

std::unique_ptr<Runtime> open_data(const std::filesystem::path& folder)
{
    if (!std::filesystem::exists(folder / "log.db"))
        throw std::runtime_error(folder.string() + " holds no data: it has no log.db");
    return open_or_make_data(folder);
}

std::unique_ptr<Runtime> open_or_make_data(const std::filesystem::path& folder)
{
    spdlog::set_level(spdlog::level::warn);
    Config config;
    config.data = folder;
    config.listens = false;
    auto runtime = Runtime::start(config);
    if (!runtime) throw std::runtime_error(runtime.error());
    return std::move(*runtime);
}

core::Hearing hearing_state(Runtime& runtime, const std::string& id)
{
    core::Hearing state;
    runtime.on_hall([&](hall::Halls& halls) {
        const auto* hearing = halls.hearing(core::HearingId{id});
        if (hearing == nullptr) throw std::runtime_error("there is no hearing " + id);
        state = *hearing;
    });
    return state;
}

std::string read_file(const std::string& file)
{
    std::ifstream stream(file, std::ios::binary);
    std::string bytes(std::istreambuf_iterator<char>(stream), {});
    if (!stream) throw std::runtime_error("cannot read " + file);
    return bytes;
}

} // namespace rostrum::cli
