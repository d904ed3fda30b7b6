// A ballot rule tried with counts that somebody made up. The rules' own code judges them, so that
// no page has to.
#include "core/rule_trial.hpp"
#include "net/api.hpp"
#include "net/limits.hpp"
#include "protocol/ballot_codec.hpp"
#include "protocol/wire_names.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <optional>
#include <string>
#include <utility>

namespace rostrum::net {
namespace {

namespace json = boost::json;

struct TrialCount {
    core::Tally tally;
    core::Electorate electorate;
};

/// Nothing unless these two are there, and no more.
std::optional<TrialCount> read_count(const json::value& value)
{
    const auto* object = value.if_object();
    if (object == nullptr || object->size() != 2) return std::nullopt;
    const auto* tally = object->if_contains("tally");
    const auto* electorate = object->if_contains("electorate");
    if (tally == nullptr || electorate == nullptr) return std::nullopt;
    auto counted = protocol::decode_tally(*tally);
    auto hall = protocol::decode_electorate(*electorate);
    if (!counted || !hall) return std::nullopt;
    return TrialCount{std::move(*counted), *hall};
}

json::object outcome_of(const core::BallotRule& rule, const TrialCount& count)
{
    const auto tried = core::try_rule(rule, count.tally, count.electorate);
    if (!tried) return {{"code", protocol::name_of(tried.error())}};
    return {{"verdict", protocol::encode_verdict(*tried)}};
}

HttpResponse try_counts(const core::BallotRule& rule, const json::array& counts)
{
    json::array outcomes;
    for (const auto& value : counts) {
        const auto count = read_count(value);
        const auto at = "/counts/" + std::to_string(outcomes.size());
        if (!count) return problem(400, "wrong_shape", at);
        outcomes.push_back(outcome_of(rule, *count));
    }
    return json_response(200, json::serialize(json::object{{"outcomes", std::move(outcomes)}}));
}

HttpResponse try_rule(const HttpRequest& request)
{
    const auto object = read_object(request, {"rule", "counts"});
    if (!object) return object.error();
    const auto* stated = object->if_contains("rule");
    if (stated == nullptr) return missing_field("rule");
    const auto* counts = object->if_contains("counts");
    if (counts == nullptr) return missing_field("counts");
    const auto rule = protocol::decode_ballot_rule(*stated);
    if (!rule) return problem(400, "wrong_shape", "/rule");
    if (!counts->is_array() || counts->get_array().size() > limits::trial_counts_max)
        return problem(400, "wrong_shape", "/counts");
    // Said once for the rule, and not for each count.
    if (const auto refusal = core::check_rule(*rule)) return refused(*refusal);
    return try_counts(*rule, counts->get_array());
}

} // namespace

void add_rule_trial_routes(Router& router, const Api& /*api*/)
{
    router.add({"POST", "/api/v1/rules/trial", Who::preparer, Accepts::json,
                limits::http_body_bytes_max,
                [](const HttpRequest& request, const std::string&, const Respond& respond) {
                    respond(try_rule(request));
                }});
}

} // namespace rostrum::net
