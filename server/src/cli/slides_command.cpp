#include "cli/slides_command.hpp"

#include "cli/runtime.hpp"
#include "protocol/wire_names.hpp"
#include "slides/examination.hpp"
#include "slides/limits.hpp"

#include <spdlog/spdlog.h>

#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>

namespace rostrum::cli {
namespace {

struct SlidesArguments {
    std::string data;
    std::string hearing;
    std::string file;
};

std::string read_deck(const std::filesystem::path& file)
{
    if (std::filesystem::file_size(file) > slides::limits::file_bytes_max)
        throw std::runtime_error(file.string() + ": slides have at most 64 MiB");
    std::ifstream stream(file, std::ios::binary);
    std::string bytes(std::istreambuf_iterator<char>(stream), {});
    if (!stream) throw std::runtime_error("cannot read " + file.string());
    return bytes;
}

int attach_slides(const SlidesArguments& arguments)
{
    const std::filesystem::path file{arguments.file};
    const auto bytes = read_deck(file);
    spdlog::set_level(spdlog::level::warn);
    Config config;
    config.data = arguments.data;
    config.listens = false;
    const auto runtime = Runtime::start(config);
    if (!runtime) throw std::runtime_error(runtime.error());

    const slides::Intake intake{config.data, [](const auto& deck, const auto& stop) {
                                    return slides::examine_apart(this_program(), deck, stop);
                                }};
    const auto deck = intake.take(bytes, {});
    if (!deck)
        throw std::runtime_error(file.string() + ": " + std::string{slides::name_of(deck.error())});
    const auto answer = (*runtime)->command(
        arguments.hearing, {core::Role::secretariat, "command-line"},
        core::AttachSlides{file.filename().string(), deck->sha256, deck->pages});
    if (const auto* refusal = std::get_if<core::Refusal>(&answer))
        throw std::runtime_error(std::string{protocol::name_of(*refusal)});
    if (!std::holds_alternative<hall::Acknowledged>(answer))
        throw std::runtime_error("there is no hearing " + arguments.hearing);
    std::cout << file.filename().string() << ": " << deck->pages << " pages, " << deck->sha256
              << '\n';
    return 0;
}

} // namespace

std::filesystem::path this_program()
{
    return std::filesystem::read_symlink("/proc/self/exe");
}

void add_slides_commands(CLI::App& program, std::function<int()>& action)
{
    const auto arguments = std::make_shared<SlidesArguments>();
    auto* slides = program.add_subcommand(
        "slides", "Attach slides (PDF; PPTX with LibreOffice) while no server runs");
    slides->add_option("--data", arguments->data, "folder of the data")->required();
    slides->add_option("--hearing", arguments->hearing, "its id, such as h01")->required();
    slides->add_option("slides", arguments->file, "the file")->required()->check(CLI::ExistingFile);
    slides->callback(
        [&action, arguments] { action = [arguments] { return attach_slides(*arguments); }; });

    // The server's own, so it is in no list: `slides::examine_apart` starts it.
    auto* examine = program.add_subcommand("slides-examine", "Look into one file")->group("");
    examine->add_option("file", arguments->file)->required();
    examine->callback([&action, arguments] {
        action = [arguments] { return slides::examine_and_tell(arguments->file); };
    });
}

} // namespace rostrum::cli
