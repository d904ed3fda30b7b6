#include "net/api_casts.hpp"

#include "net/api.hpp"
#include "net/limits.hpp"
#include "trust/ballot_cast.hpp"
#include "trust/limits.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace rostrum::net {
namespace {

namespace json = boost::json;

struct Vote {
    std::string ballot; ///< Its public id.
    trust::Cast cast;
};

/// The member, read by one of trust's readers; nothing when it is not there or malformed.
template <typename Reader>
auto member(const json::object& object, std::string_view name, Reader read)
    -> decltype(read(std::string_view{}))
{
    const auto text = text_member(object, name);
    if (!text) return std::nullopt;
    return read(*text);
}

std::optional<trust::Bytes64> signature_of(std::string_view base64)
{
    const auto bytes = trust::unbase64(base64);
    trust::Bytes64 signature{};
    if (!bytes || bytes->size() != signature.size()) return std::nullopt;
    std::ranges::copy(*bytes, signature.begin());
    return signature;
}

std::optional<std::uint64_t> seq_of(const json::object& object)
{
    const auto* value = object.if_contains("seq");
    if (value == nullptr) return std::nullopt;
    boost::system::error_code not_whole;
    const auto seq = value->to_number<std::uint64_t>(not_whole);
    if (not_whole || seq < 1 || seq > trust::limits::seq_max) return std::nullopt;
    return seq;
}

HttpResponse malformed(std::string_view name)
{
    return problem(400, "wrong_shape", "/" + std::string{name});
}

std::expected<Vote, HttpResponse> read_vote(const HttpRequest& request)
{
    const auto object =
        read_object(request, {"ballot", "pk", "seq", "choice", "prefix", "rsa_sig", "ed_sig"});
    if (!object) return std::unexpected(object.error());
    auto ballot = text_member(*object, "ballot");
    if (!ballot) return std::unexpected(malformed("ballot"));
    const auto voter = member(*object, "pk", trust::unhex32);
    if (!voter) return std::unexpected(malformed("pk"));
    const auto seq = seq_of(*object);
    if (!seq) return std::unexpected(malformed("seq"));
    auto choice = text_member(*object, "choice");
    if (!choice) return std::unexpected(malformed("choice"));
    const auto prefix = member(*object, "prefix", trust::unhex32);
    if (!prefix) return std::unexpected(malformed("prefix"));
    auto token = member(*object, "rsa_sig", trust::unbase64);
    if (!token) return std::unexpected(malformed("rsa_sig"));
    const auto signature = member(*object, "ed_sig", signature_of);
    if (!signature) return std::unexpected(malformed("ed_sig"));
    return Vote{std::move(*ballot),
                {.voter = *voter,
                 .seq = *seq,
                 .choice = std::move(*choice),
                 .prefix = *prefix,
                 .token = std::move(*token),
                 .signature = *signature}};
}

HttpResponse response_for_cast(const hall::CastAnswer& answer)
{
    if (const auto* receipt = std::get_if<std::string>(&answer)) {
        return json_response(200, json::serialize(json::object{{"receipt", *receipt}}));
    }
    if (const auto* refusal = std::get_if<core::Refusal>(&answer)) return refused(*refusal);
    return troubled(std::get<hall::Trouble>(answer));
}

} // namespace

void add_cast_routes(Router& router, Hub& hub)
{
    // Text, so that a browser need not ask first whether it may: a vote is one request.
    router.add({"POST", "/cast", Who::anyone, Accepts::text, limits::cast_bytes_max,
                [&hub](const HttpRequest& request, const std::string&, const Respond& respond) {
                    auto vote = read_vote(request);
                    if (!vote) return respond(std::move(vote.error()));
                    hub.ask([vote = std::move(*vote), respond](hall::Front& front) {
                        front.cast(vote.ballot, vote.cast,
                                   [respond](const hall::CastAnswer& answer) {
                                       respond(response_for_cast(answer));
                                   });
                    });
                }});
}

} // namespace rostrum::net
