#include "trust/draw_delay.hpp"

#include "trust/limits.hpp"

#include <algorithm>
#include <cassert>
#include <string_view>

// The compression function alone, which the newer interface does not offer: HMAC by that interface
// does the same twice per iteration, and spends half of its time on looking up the algorithm.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>

namespace rostrum::trust {
namespace {

using State = std::array<std::uint32_t, 8>;
using Block = std::array<unsigned char, SHA256_CBLOCK>;

constexpr std::string_view delay_salt = "hdraw1/delay";
constexpr unsigned char inner_pad = 0x36;
constexpr unsigned char outer_pad = 0x5c;

void put_word(unsigned char* place, std::uint32_t word)
{
    place[0] = static_cast<unsigned char>(word >> 24U);
    place[1] = static_cast<unsigned char>(word >> 16U);
    place[2] = static_cast<unsigned char>(word >> 8U);
    place[3] = static_cast<unsigned char>(word);
}

void put_state(Block& block, const State& state)
{
    for (std::size_t i = 0; i < state.size(); ++i) put_word(&block[4 * i], state[i]);
}

/// The last block of a message of one block and `size` bytes more, padded as SHA-256 wants it.
Block padded(std::size_t size)
{
    Block block{};
    block[size] = 0x80;
    put_word(&block[block.size() - 4], static_cast<std::uint32_t>((block.size() + size) * 8));
    return block;
}

State compressed(const State& state, const Block& block)
{
    SHA256_CTX context{};
    std::ranges::copy(state, std::begin(context.h));
    SHA256_Transform(&context, block.data());
    State next{};
    std::ranges::copy(context.h, next.begin());
    return next;
}

State keyed(const Bytes32& key, unsigned char pad)
{
    SHA256_CTX context{};
    SHA256_Init(&context);
    State start{};
    std::ranges::copy(context.h, start.begin());
    Block block{};
    std::ranges::copy(key, block.begin());
    for (unsigned char& byte : block) byte ^= pad;
    return compressed(start, block);
}

} // namespace

Delay::Delay(const Bytes32& x, std::uint32_t iterations)
    : iterations_(iterations), inner_(keyed(x, inner_pad)), outer_(keyed(x, outer_pad))
{
    assert(iterations >= 1 && iterations <= limits::delay_max);
    // U1 = HMAC(x, salt ‖ 1), with the number of the block in four bytes.
    Block block = padded(delay_salt.size() + 4);
    std::ranges::copy(delay_salt, block.begin());
    block[delay_salt.size() + 3] = 1;
    const State inside = compressed(inner_, block);
    block = padded(Bytes32{}.size());
    put_state(block, inside);
    link_ = compressed(outer_, block);
    sum_ = link_;
}

void Delay::advance(std::uint32_t iterations_max)
{
    const std::uint32_t count = std::min(iterations_max, iterations_ - done_);
    Block block = padded(Bytes32{}.size());
    for (std::uint32_t i = 0; i < count; ++i) {
        put_state(block, link_);
        put_state(block, compressed(inner_, block));
        link_ = compressed(outer_, block);
        for (std::size_t word = 0; word < sum_.size(); ++word) sum_[word] ^= link_[word];
    }
    done_ += count;
}

Digest Delay::seed() const
{
    assert(is_over());
    Digest seed{};
    for (std::size_t i = 0; i < sum_.size(); ++i) put_word(&seed[4 * i], sum_[i]);
    return seed;
}

std::optional<Digest> run_delay(const Bytes32& x, std::uint32_t iterations, const Watch& watch)
{
    Delay delay{x, iterations};
    while (!delay.is_over()) {
        if (watch && !watch(delay.done(), delay.iterations())) return std::nullopt;
        delay.advance(delay_slice);
    }
    if (watch && !watch(delay.done(), delay.iterations())) return std::nullopt;
    return delay.seed();
}

} // namespace rostrum::trust
