#include "protocol/command_codec.hpp"

#include "protocol/codec_variant.hpp"

namespace rostrum::protocol {

std::expected<core::Command, DecodeError> decode_command(std::string_view name,
                                                         const boost::json::value& body)
{
    return decode_named<core::Command>(name, body, "unknown_command");
}

boost::json::object encode_command(const core::Command& command)
{
    return std::move(encode_alternative(command).as_object());
}

} // namespace rostrum::protocol
