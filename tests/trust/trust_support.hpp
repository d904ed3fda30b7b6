// Published vectors and chance that repeats, for the tests of this folder.
#pragma once

#include "trust/bytes.hpp"

#include "support/catch.hpp"

#include <boost/json.hpp>

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <random>
#include <span>
#include <string>
#include <string_view>

namespace rostrum::test {

/// A file of tests/vectors.
inline std::string vector_file(const std::string& name)
{
    std::ifstream file{std::string{ROSTRUM_SOURCE_DIR} + "/tests/vectors/" + name,
                       std::ios::binary};
    REQUIRE(file.is_open());
    return {std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{}};
}

inline boost::json::object vector_object(const std::string& name)
{
    return boost::json::parse(vector_file(name)).as_object();
}

inline std::string text_of(const boost::json::object& object, std::string_view member)
{
    return std::string{object.at(member).as_string()};
}

inline trust::Bytes hex_of(const boost::json::object& object, std::string_view member)
{
    const auto bytes = trust::unhex(text_of(object, member));
    REQUIRE(bytes);
    return *bytes;
}

inline trust::Bytes base64_of(const boost::json::object& object, std::string_view member)
{
    const auto bytes = trust::unbase64(text_of(object, member));
    REQUIRE(bytes);
    return *bytes;
}

inline trust::Bytes32 bytes32(std::string_view hex)
{
    const auto bytes = trust::unhex32(hex);
    REQUIRE(bytes);
    return *bytes;
}

/// The same bytes for the same seed. The generator is one whose output the standard fixes.
class FixedChance {
public:
    explicit FixedChance(std::uint64_t seed) : generator_(seed) {}

    void operator()(std::span<std::byte> bytes)
    {
        for (std::byte& byte : bytes) byte = static_cast<std::byte>(generator_() & 0xffU);
    }
    trust::Bytes32 bytes32()
    {
        trust::Bytes32 bytes{};
        (*this)(std::as_writable_bytes(std::span{bytes}));
        return bytes;
    }

private:
    std::mt19937_64 generator_;
};

/// The first place of a text, put another way.
inline std::string replaced(std::string text, std::string_view from, std::string_view to)
{
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

} // namespace rostrum::test
