// The decoders as a program of libFuzzer, which is told the one to attack:
//   rostrum_fuzz --decoder=NAME [libFuzzer's own options, folders or files]
//   rostrum_fuzz --list
//   rostrum_fuzz --decoder=NAME --seeds=FOLDER    writes the seeds there
#include "fuzz/seeds.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <optional>
#include <span>

namespace {

using namespace rostrum::fuzz;

std::optional<Decoder> chosen;

/// What follows `--name=`; nothing when it is not there. libFuzzer passes over what begins with
/// two dashes.
std::optional<std::string> option(std::span<char*> arguments, const std::string& name)
{
    const auto start = "--" + name;
    for (const std::string_view argument : arguments) {
        if (argument == start) return "";
        if (argument.starts_with(start + '='))
            return std::string{argument.substr(start.size() + 1)};
    }
    return std::nullopt;
}

void write_seeds(const Decoder& decoder, const std::filesystem::path& folder)
{
    std::filesystem::create_directories(folder);
    std::size_t number = 0;
    for (const auto& seed : seeds_of(decoder))
        std::ofstream{folder / std::to_string(++number), std::ios::binary} << seed.bytes;
}

} // namespace

extern "C" int LLVMFuzzerInitialize(int* count, char*** arguments)
{
    const std::span given{*arguments, static_cast<std::size_t>(*count)};
    const auto all = all_decoders();
    if (option(given, "list")) {
        for (const auto& decoder : all) std::cout << decoder.name << '\n';
        std::exit(0);
    }
    const auto found =
        std::ranges::find(all, option(given, "decoder").value_or(""), &Decoder::name);
    if (found == all.end()) {
        std::cerr << "Which decoder? --decoder=NAME; --list names them.\n";
        std::exit(2);
    }
    chosen = *found;
    if (const auto folder = option(given, "seeds")) {
        write_seeds(*chosen, *folder);
        std::exit(0);
    }
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    chosen->attack({reinterpret_cast<const char*>(bytes), size});
    return 0;
}
