// The files of secret ballots that are counted, for whoever wants to check them. Made once each,
// from the record and the box.
#pragma once

#include "core/ballot.hpp"
#include "hall/front.hpp"
#include "hall/world.hpp"

#include <array>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rostrum::hall {

class CountedBallots : public std::enable_shared_from_this<CountedBallots> {
public:
    using Done = std::function<void(std::expected<Message, Trouble>)>;

    CountedBallots(World& world, std::string stream) : world_(world), stream_(std::move(stream)) {}

    /// One of `protocol::ballot_file_names`; nothing when there is no such file.
    void file(const core::Ballot& ballot, std::string_view name, Done done);

private:
    using Files = std::array<Message, 4>;
    struct Asked {
        std::size_t place{0};
        Done done;
    };

    void read(const core::Ballot& ballot);
    void make(const core::Ballot& ballot, core::BoxedBallots casts);
    void fail(const core::BallotId& ballot, Trouble trouble);

    World& world_;
    std::string stream_;
    std::map<core::BallotId, Files> made_;
    std::map<core::BallotId, std::vector<Asked>> asked_;
};

} // namespace rostrum::hall
