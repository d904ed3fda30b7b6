#include "fuzz/seeds.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace rostrum::fuzz {
namespace {

namespace fs = std::filesystem;

fs::path top()
{
    return fs::path{ROSTRUM_SOURCE_DIR};
}

void add(Seeds& seeds, Seeds more)
{
    std::ranges::move(more, std::back_inserter(seeds));
}

} // namespace

std::string read_bytes(const fs::path& file)
{
    std::ifstream stream{file, std::ios::binary};
    if (!stream) throw std::runtime_error("cannot read " + file.string());
    return {std::istreambuf_iterator<char>{stream}, {}};
}

Seeds files_of(const std::string& folder, std::string_view ending)
{
    Seeds seeds;
    if (!fs::exists(top() / folder)) return seeds;
    for (const auto& entry : fs::recursive_directory_iterator{top() / folder}) {
        const auto name = fs::relative(entry.path(), top()).generic_string();
        if (entry.is_regular_file() && name.ends_with(ending))
            seeds.push_back({name, read_bytes(entry.path())});
    }
    std::ranges::sort(seeds, {}, &Seed::name);
    return seeds;
}

Seeds lines_of(const std::string& file)
{
    Seeds seeds;
    const auto bytes = read_bytes(top() / file);
    for (auto [line, rest] = split_line(bytes); !line.empty();) {
        seeds.push_back({file + ':' + std::to_string(seeds.size() + 1), std::string{line}});
        const auto next = split_line(rest);
        line = next.first;
        rest = next.rest;
    }
    return seeds;
}

Seeds messages()
{
    auto seeds = files_of("schema/examples/valid", ".json");
    for (auto& filed : files_of("schema/examples/invalid", ".json")) {
        const auto wrapper = boost::json::parse(filed.bytes).as_object();
        if (const auto* message = wrapper.if_contains("message"))
            seeds.push_back({filed.name + ":message", boost::json::serialize(*message)});
        if (const auto* text = wrapper.if_contains("text"); text != nullptr && text->is_string())
            seeds.push_back({filed.name + ":text", std::string{text->as_string()}});
        seeds.push_back(std::move(filed));
    }
    return seeds;
}

Seeds seeds_of(const Decoder& decoder)
{
    auto seeds = decoder.seeds == nullptr ? Seeds{} : decoder.seeds();
    add(seeds, files_of(std::string{"tests/fuzz/corpus/"} + decoder.name));
    return seeds;
}

Decoders all_decoders()
{
    Decoders all;
    for (const auto& some :
         {protocol_decoders(), file_decoders(), package_decoders(), wire_decoders()})
        all.insert(all.end(), some.begin(), some.end());
    return all;
}

} // namespace rostrum::fuzz
