#include "protocol/view_screen.hpp"

#include "protocol/view_attendee.hpp"

namespace rostrum::protocol {
namespace {

namespace json = boost::json;

/// The address as somebody would type it: without the scheme and the last slash.
std::string_view typed_address(std::string_view url)
{
    if (const auto scheme = url.find("://"); scheme != std::string_view::npos)
        url.remove_prefix(scheme + 3);
    if (url.ends_with('/')) url.remove_suffix(1);
    return url;
}

} // namespace

json::object screen_view(const ViewInput& input)
{
    auto view = attendee_view(input);
    if (auto* campaign = view.if_contains("campaign")) campaign->as_object().erase("projects");
    for (auto& category : view.at("rules").at("categories").as_object())
        category.value().as_object().erase("quota");
    for (auto& question : view.at("floor").at("questions").as_object())
        question.value().as_object().erase("notes");
    if (input.hearing.rules.pulse_on_screen.value_or(false))
        add_pulse(view.at("floor").as_object(), input.settings.pulse);
    view.emplace("join",
                 json::object{{"url", input.settings.join_url},
                              {"text", text_value(typed_address(input.settings.join_url))}});
    return view;
}

} // namespace rostrum::protocol
