#include "papers/figures.hpp"

#include "support/catch.hpp"

using namespace rostrum::papers;

TEST_CASE("a percentage has two decimals and is not rounded up", "[figures]")
{
    CHECK(percent_text(8992) == "89.92%"); // 116 of 129.
    CHECK(percent_text(8997) == "89.97%"); // 359 of 399.
    CHECK(percent_text(9000) == "90.00%");
    CHECK(percent_text(7) == "0.07%");
    CHECK(percent_text(10'000) == "100.00%");
    CHECK(percent_text(-1).empty());
}

TEST_CASE("a threshold is a percentage where it is one exactly", "[figures]")
{
    CHECK(fraction_text({9, 10}) == "90%");
    CHECK(fraction_text({2, 3}) == "2/3");
    CHECK(fraction_text({1, 8}) == "12.5%");
    CHECK(fraction_text({8501, 10'000}) == "85.01%");
    CHECK(fraction_text({0, 1}) == "0%");
}
