// Every decoder over its whole corpus, and over the same with cheap damage: the same in every run.
// What takes chance and time is the program of libFuzzer's: tests/fuzz/run, docs/reliability.md.
#include "fuzz/seeds.hpp"

#include "simulation/chance.hpp"
#include "support/catch.hpp"

#include <string>
#include <string_view>
#include <vector>

using namespace rostrum::fuzz;
using rostrum::simulation::Chance;
using namespace std::string_view_literals;

namespace {

/// Of short seeds every beginning is tried; of longer ones so many, and so many damaged copies.
constexpr std::size_t short_bytes = 48;
constexpr std::size_t copies = 12;

/// Bytes that mean something to one decoder or another.
constexpr auto meaning = "\0\n\r\t \"'\\{}[]<>,;:.=-+&#%/019aZ\x1E\x7F\x80\xC3\xE4\xFF"sv;

void attack(const Decoder& decoder, const std::string& bytes)
{
    // In a buffer of its own, so that the sanitizer sees whoever reads behind it.
    const std::vector<char> exact{bytes.begin(), bytes.end()};
    decoder.attack({exact.data(), exact.size()});
}

void attack_around(const Decoder& decoder, const Seed& seed)
{
    INFO(decoder.name << " with " << seed.name);
    const auto& bytes = seed.bytes;
    attack(decoder, bytes);
    if (bytes.size() <= short_bytes)
        for (std::size_t size = 0; size < bytes.size(); ++size)
            attack(decoder, bytes.substr(0, size));
    if (bytes.empty()) return;
    Chance chance{bytes.size()};
    for (std::size_t copy = 0; copy < copies; ++copy) {
        INFO("copy " << copy);
        auto damaged = bytes;
        damaged[chance.below(damaged.size())] = meaning[chance.below(meaning.size())];
        attack(decoder, damaged);
        const auto from = chance.below(bytes.size());
        damaged.erase(from, 1 + chance.below(bytes.size() - from));
        attack(decoder, damaged);
        attack(decoder, bytes.substr(0, from));
    }
}

void attack_all(const Decoders& decoders)
{
    for (const auto& decoder : decoders) {
        const auto seeds = seeds_of(decoder);
        INFO(decoder.name);
        REQUIRE_FALSE(seeds.empty());
        attack(decoder, "");
        for (const auto& seed : seeds) attack_around(decoder, seed);
    }
}

} // namespace

TEST_CASE("whatever a client sends or a log holds is read soundly or told what is wrong", "[fuzz]")
{
    attack_all(protocol_decoders());
}

TEST_CASE("whatever file an office brings is read soundly or told what is wrong", "[fuzz]")
{
    attack_all(file_decoders());
}

TEST_CASE("whatever a package holds is judged by its verifier", "[fuzz]")
{
    attack_all(package_decoders());
}

TEST_CASE("whatever stands on a socket before anybody is known is read soundly or refused",
          "[fuzz]")
{
    attack_all(wire_decoders());
}
