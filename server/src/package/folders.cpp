#include "package/folders.hpp"

#include "protocol/draw_files.hpp"
#include "protocol/event_codec.hpp"

#include <utility>

namespace rostrum::package {

Files draw_files(const std::vector<std::string>& lines)
{
    core::Hearing hearing;
    for (const auto& line : lines) {
        const auto recorded = protocol::decode_line(line);
        if (!recorded) return {};
        hearing = core::evolve(std::move(hearing), recorded->event, recorded->at);
    }
    Files files;
    for (const auto& draw : hearing.draws.draws) {
        if (draw.seed.empty()) continue; // Void, or not finished: there is nothing to repeat.
        for (const auto name : protocol::draw_file_names) {
            if (auto file = protocol::draw_file(draw, name))
                files["draws/" + draw.draw.value + '/' + std::string{name} + ".txt"] =
                    std::move(*file);
        }
    }
    return files;
}

Files ballot_files(const std::vector<LoggedEvent>& /*events*/)
{
    return {};
}

} // namespace rostrum::package
