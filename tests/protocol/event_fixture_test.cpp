// The promise of schema/README.md: a line that was stored once is read for ever. These files are
// only ever added to.
#include "protocol/event_codec.hpp"
#include "protocol/series_codec.hpp"
#include "support/catch.hpp"
#include "support/schema_files.hpp"

#include <set>
#include <string>
#include <type_traits>

using namespace rostrum;
using namespace rostrum::protocol;

namespace {

template <typename... Ts>
std::set<std::string> names_of_all(std::type_identity<std::variant<Ts...>> /*variant*/)
{
    return {Ts::name...};
}

std::string name_in(const std::string& line)
{
    const auto from = line.find(R"("e":")") + 5;
    return line.substr(from, line.find('"', from) - from);
}

} // namespace

TEST_CASE("every event of a hearing that was ever stored is read, and is the same bytes again",
          "[protocol]")
{
    std::set<std::string> names;
    for (const auto& line :
         test::read_lines(test::schema_folder() / "examples/events/hearing_v1.jsonl")) {
        INFO(line);
        const auto recorded = decode_line(line);
        REQUIRE(recorded);
        CHECK(encode_line(*recorded) == line);
        names.insert(name_in(line));
    }
    CHECK(names == names_of_all(std::type_identity<core::EventAlternatives>{}));
}

TEST_CASE("every event of a series that was ever stored is read, and is the same bytes again",
          "[protocol]")
{
    std::set<std::string> names;
    for (const auto& line :
         test::read_lines(test::schema_folder() / "examples/events/series_v1.jsonl")) {
        INFO(line);
        const auto recorded = decode_series_line(line);
        REQUIRE(recorded);
        CHECK(encode_series_line(*recorded) == line);
        names.insert(name_in(line));
    }
    CHECK(names == names_of_all(std::type_identity<core::SeriesEvent>{}));
}
