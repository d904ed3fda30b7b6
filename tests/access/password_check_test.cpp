#include "access/password_check.hpp"

#include "access/limits.hpp"

#include "support/catch.hpp"

#include <string>

using namespace rostrum::access;

TEST_CASE("a password that people choose with some care is taken", "[access][passwords]")
{
    for (const std::string good :
         {"correct horse 电池", "long enough, really", "Xk9#mQ2$vL7p", "今天晚上的会议在二楼报告厅",
          "blue kettle 47 north", "rostrum has 3 doors, 2 shut"})
        CHECK_FALSE(check_password(good, "anna"));
}

TEST_CASE("a password of the login, known words, runs or repetitions is too simple",
          "[access][passwords]")
{
    for (const std::string simple :
         {"123456789012", "abcdefghijkl", "zyxwvutsrqpo", "aaaaaaaaaaaa", "abcabcabcabc",
          "qwertyuiop12", "Password1234", "rostrum-2026", "ROSTRUM2026!!", "annaanna1234",
          "anna.password", "密密密密密密密密密密密密", "质询台质询台密码密码密码", "adminadmin123",
          "112233445566"}) {
        INFO(simple);
        CHECK(check_password(simple, "anna") == PasswordRefusal::too_simple);
    }
    CHECK_FALSE(check_password("kx7 anna vw93mq", "bo"));
}

TEST_CASE("a password has between 12 characters and 1024 bytes before anything else is asked",
          "[access][passwords]")
{
    CHECK(check_password("Xk9#mQ2$vL7", "anna") == PasswordRefusal::too_short);
    CHECK(check_password("", "anna") == PasswordRefusal::too_short);
    CHECK(check_password(std::string(limits::password_bytes_max + 1, 'x'), "anna") ==
          PasswordRefusal::too_long);
}
