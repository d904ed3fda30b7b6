// When each log is signed: at the moments that matter, and soon after any other change.
#pragma once

#include "core/hearing.hpp"
#include "hall/ports.hpp"
#include "hall/world.hpp"

#include <cstddef>
#include <deque>
#include <expected>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace rostrum::hall {

class Checkpoints {
public:
    using Certified = std::function<void(const std::string& stream, const Certificate&)>;
    using Proof = std::vector<std::string>;

    /// `certified`: there is another certificate than before.
    Checkpoints(World& world, Certified certified);

    /// These have become durable: signs at once or within `checkpoint_interval`.
    void followed(const std::string& stream, const std::vector<core::Event>& events);
    /// Signs within `checkpoint_interval`.
    void changed(const std::string& stream);
    /// `closes`: the key is erased with it.
    void sign(const std::string& stream, bool closes);

    [[nodiscard]] const Certificate* last(const std::string& stream) const;
    /// As the notary's, but what many phones ask for is computed once, and one thing at a time.
    /// `timeout` when too many wait already.
    void prove(const std::string& stream, Seq from, Seq to, Callback<Proof> done);

private:
    struct State {
        std::optional<Certificate> last;
        bool scheduled{false};
        bool under_way{false};
        bool again{false};  ///< Asked for while one was under way.
        bool closes{false}; ///< Until a signature with it has worked.
    };
    using Asked = std::pair<std::string, std::pair<Seq, Seq>>;
    struct Wanted {
        Asked asked;
        std::vector<Callback<Proof>> by;
    };

    void signed_as(const std::string& stream, bool closed,
                   const std::expected<Certificate, Failure>& result);
    void prove_next();
    void proved(const std::expected<Proof, Failure>& proof);
    void keep(const Asked& asked, const Proof& proof);

    World& world_;
    Certified certified_;
    std::map<std::string, State> states_;
    std::map<Asked, Proof> proofs_;
    std::deque<Asked> proof_order_;
    std::deque<Wanted> wanted_; ///< The first is under way while `proving_`.
    bool proving_{false};
    std::shared_ptr<bool> alive_{std::make_shared<bool>(true)};
};

} // namespace rostrum::hall
