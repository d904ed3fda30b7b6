// What the ledger's tests share: a data folder of their own, the hall's thread, and calls that
// wait.
#pragma once

#include "hall/ports.hpp"
#include "ledger/work_queue.hpp"
#include "support/data_folder.hpp"
#include "trust/tree.hpp"

#include <sodium/utils.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <expected>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace rostrum::ledger {

using tst::DataFolder;

/// Stands for the hall's thread: what is posted waits until the test runs it.
class Inbox {
public:
    [[nodiscard]] hall::Executor executor()
    {
        return [this](std::function<void()> task) {
            if (tasks_.push(std::move(task)) != Tasks::Pushed::yes) std::abort();
        };
    }

    /// Waits for at least one task.
    void run()
    {
        for (const auto& task : tasks_.take_all()) task();
    }

private:
    using Tasks = WorkQueue<std::function<void()>>;

    Tasks tasks_{1'000'000};
};

/// The place where an answer arrives. Copies share it.
template <typename T>
class Answer {
public:
    [[nodiscard]] hall::Callback<T> callback() const
    {
        return [place = place_](std::expected<T, hall::Failure> result) {
            if (place->has_value()) std::abort(); // One call, one answer.
            *place = std::move(result);
        };
    }
    [[nodiscard]] bool is_there() const { return place_->has_value(); }
    [[nodiscard]] const std::expected<T, hall::Failure>& get() const { return place_->value(); }

    const std::expected<T, hall::Failure>& wait(Inbox& inbox) const
    {
        while (!is_there()) inbox.run();
        return get();
    }

private:
    std::shared_ptr<std::optional<std::expected<T, hall::Failure>>> place_{
        std::make_shared<std::optional<std::expected<T, hall::Failure>>>()};
};

inline std::string hex(const std::string& bytes)
{
    std::string text(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                   bytes.size());
    text.pop_back();
    return text;
}

/// The root as the definition says it, not as the tree is grown: split at the largest power of two.
inline trust::Digest root_by_definition(const std::vector<std::string>& lines, std::size_t first,
                                        std::size_t count)
{
    if (count == 1) return trust::leaf_hash(lines[first]);
    std::size_t left = 1;
    while (left * 2 < count) left *= 2;
    return trust::node_hash(root_by_definition(lines, first, left),
                            root_by_definition(lines, first + left, count - left));
}

inline std::string root_of(const std::vector<std::string>& lines)
{
    if (lines.empty()) return trust::to_bytes(trust::MerkleTree{}.root());
    return trust::to_bytes(root_by_definition(lines, 0, lines.size()));
}

/// 64 hexadecimal digits that begin with `prefix`.
inline std::string ballot_key(const std::string& prefix)
{
    return prefix + std::string(64 - prefix.size(), '0');
}

inline std::string secret_of(char fill)
{
    return std::string(32, fill);
}

} // namespace rostrum::ledger
