#include "protocol/time_text.hpp"

#include "support/catch.hpp"

#include <rapidcheck.h>

#include <string>

using namespace rostrum;
using namespace rostrum::protocol;

TEST_CASE("an instant is written in UTC with milliseconds", "[protocol]")
{
    CHECK(utc_text({0}) == "1970-01-01T00:00:00.000Z");
    CHECK(utc_text({-1}) == "1969-12-31T23:59:59.999Z");
    CHECK(utc_text({1'767'258'000'000}) == "2026-01-01T09:00:00.000Z");
    CHECK(utc_text({951'782'400'000}) == "2000-02-29T00:00:00.000Z");
    CHECK(utc_text({1'709'251'199'007}) == "2024-02-29T23:59:59.007Z");
    CHECK(utc_text({-62'167'219'200'000}) == "0000-01-01T00:00:00.000Z");
    CHECK(utc_text({253'402'300'799'999}) == "9999-12-31T23:59:59.999Z");
}

TEST_CASE("only that form of a moment there is, is read as an instant", "[protocol]")
{
    const std::string text = GENERATE(
        "", "2026-01-01T09:00:00Z", "2026-01-01 09:00:00.000Z", "2026-01-01T09:00:00.000",
        "2026-01-01T09:00:00.000z", "2026-02-30T00:00:00.000Z", "2026-13-01T00:00:00.000Z",
        "2026-00-10T00:00:00.000Z", "2026-01-01T24:00:00.000Z", "2026-01-01T23:59:60.000Z",
        "2025-02-29T00:00:00.000Z", "+026-01-01T09:00:00.000Z", "9999-12-32T00:00:00.000Z");
    CHECK_FALSE(instant_from_utc(text));
}

TEST_CASE("an instant survives being written", "[protocol]")
{
    const bool holds = rc::check("", [] {
        const core::Instant instant{
            *rc::gen::inRange<std::int64_t>(-62'167'219'200'000, 253'402'300'800'000)};
        RC_ASSERT(instant_from_utc(utc_text(instant)) == instant);
    });
    CHECK(holds);
}
