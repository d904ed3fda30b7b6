#include "core/text.hpp"

#include "support/catch.hpp"

#include <string>

using namespace rostrum::core;
using std::nullopt;

TEST_CASE("a text's length counts code points, not bytes")
{
    CHECK(length("") == 0);
    CHECK(length("abc") == 3);
    CHECK(length("质询台") == 3);
    CHECK(length("𠀀a") == 2);
}

TEST_CASE("a text may be exactly as long as the limit, and no longer")
{
    CHECK(check_text("质询台", 3) == nullopt);
    CHECK(check_text("质询台", 2) == Refusal::text_is_too_long);
    CHECK(check_optional_text("质询台", 2) == Refusal::text_is_too_long);
}

TEST_CASE("a text of nothing but white space is empty")
{
    const auto blank = GENERATE("", " ", "\n \n", "\u3000", "\u00a0\u200b\ufeff", "\u2028");
    CHECK(check_text(blank, 100) == Refusal::text_is_empty);
    CHECK(check_optional_text(blank, 100) == nullopt);
}

TEST_CASE("a text has no control characters but line breaks")
{
    const auto text = GENERATE(as<std::string>{}, "a\tb", "a\rb", "a\x1b[0m", "a\x7f", "a\u0085b",
                               "a\u009f", std::string{"a\0b", 3});
    CHECK(check_text(text, 100) == Refusal::text_has_control_characters);
    CHECK(check_optional_text(text, 100) == Refusal::text_has_control_characters);
}

TEST_CASE("line breaks, emoji and every script are text")
{
    const auto text = GENERATE("one\ntwo", "\u00a0x", "满意 👍🏽", "مرحبا", "é", "\ufdcf\ufdf0",
                               "\ufffd", "\U0010fffd");
    CHECK(check_text(text, 100) == nullopt);
}

TEST_CASE("a text has none of Unicode's noncharacters, which no document can hold")
{
    const auto text =
        GENERATE("a\ufffe", "\uffff", "\U0001fffe", "a\U0010ffff", "\ufdd0", "\ufdef");
    CHECK(check_text(text, 100) == Refusal::text_has_control_characters);
    CHECK(check_optional_text(text, 100) == Refusal::text_has_control_characters);
}

TEST_CASE("a text is UTF-8: no stray bytes, overlong forms, surrogates or what lies beyond Unicode")
{
    const auto text =
        GENERATE(as<std::string>{}, "\xff", "\xe8", "\xe8\xb4", "\x80\x80", "\xf0\x9f", "a\xc3",
                 "\xc0\xaf", "\xed\xa0\x80", "\xed\xa0\xbd\xed\xb8\x80", "\xf4\x90\x80\x80");
    CHECK(length(text) >= 1);
    CHECK(check_text(text, 100) == Refusal::text_has_control_characters);
    CHECK(check_optional_text(text, 100) == Refusal::text_has_control_characters);
}

TEST_CASE("a handle is made of letters, digits and hyphens")
{
    CHECK(is_handle("A-0001", 24));
    CHECK(is_handle("a", 1));
    CHECK_FALSE(is_handle("", 24));
    CHECK_FALSE(is_handle("ab", 1));
    const auto bad = GENERATE("a b", "a_b", "a.b", "代表", "a\n");
    CHECK_FALSE(is_handle(bad, 24));
}

TEST_CASE("a key is a handle without capital letters")
{
    CHECK(is_key("h-01", 24));
    CHECK_FALSE(is_key("H-01", 24));
    CHECK_FALSE(is_key("", 24));
    CHECK_FALSE(is_key("abc", 2));
}
