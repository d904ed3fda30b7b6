#include "intake/filed_shape.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <charconv>
#include <utility>

namespace rostrum::intake {
namespace {

namespace json = boost::json;

std::string shown_json(const json::value& value)
{
    const auto* text = value.if_string();
    return shown(text != nullptr ? std::string{*text} : json::serialize(value));
}

} // namespace

json::object ShapeReader::read(const Shape& shape, const json::object& given,
                               const std::string& pointer)
{
    for (const auto& one : given)
        if (!shape.members.contains(one.key()))
            note(Fault::unknown_member, pointer + '/' + std::string{one.key()},
                 shown_json(one.value()));
    json::object result;
    for (const auto& one : shape.members) {
        const auto at = pointer + '/' + std::string{one.key()};
        const auto* standard = shape.defaults.if_contains(one.key());
        const auto* value = given.if_contains(one.key());
        if (value != nullptr) {
            result.emplace(one.key(), member(one.value(), standard, *value, at));
        }
        else if (standard == nullptr) {
            note(Fault::missing_member, at);
            result.emplace(one.key(), one.value());
        }
        else if (!standard->is_null()) {
            result.emplace(one.key(), *standard);
        }
    }
    return result;
}

json::value ShapeReader::member(const json::value& shape, const json::value* standard,
                                const json::value& given, const std::string& pointer)
{
    if (given.kind() != shape.kind()) {
        note(Fault::wrong_member, pointer, shown_json(given));
        return shape;
    }
    const auto* object = shape.if_object();
    if (object != nullptr && !object->empty()) {
        const auto* defaults = standard == nullptr ? nullptr : standard->if_object();
        return read({*object, defaults == nullptr ? json::object{} : *defaults}, given.get_object(),
                    pointer);
    }
    const auto* array = shape.if_array();
    if (array == nullptr || array->empty()) return given;
    json::array list;
    for (const auto& element : given.get_array())
        list.push_back(
            member(array->front(), nullptr, element, pointer + '/' + std::to_string(list.size())));
    return list;
}

void ShapeReader::note(Fault fault, const std::string& pointer, std::string_view value)
{
    errors_.add({fault, text_.line_of(pointer), 0, path_of(pointer), shown(value)});
}

std::string path_of(std::string_view pointer)
{
    std::string path;
    while (!pointer.empty()) {
        pointer.remove_prefix(1);
        const auto end = std::min(pointer.find('/'), pointer.size());
        const auto part = pointer.substr(0, end);
        pointer.remove_prefix(end);
        std::size_t index = 0;
        const auto [last, error] = std::from_chars(part.data(), part.data() + part.size(), index);
        if (error == std::errc{} && last == part.data() + part.size())
            path += '[' + std::to_string(index + 1) + ']';
        else
            path += (path.empty() ? "" : ".") + std::string{part};
    }
    return shown(path);
}

} // namespace rostrum::intake
