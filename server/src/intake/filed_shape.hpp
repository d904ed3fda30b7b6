// What the objects of a series file may hold.
#pragma once

#include "intake/fault.hpp"
#include "intake/filed_text.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace rostrum::intake {

/// The members of an object, each with a value of its kind, and what stands for those left out:
/// null where they may be missing altogether.
struct Shape {
    boost::json::object members;
    boost::json::object defaults;
};

/// Takes objects apart, and notes whatever is not as its shape says.
class ShapeReader {
public:
    ShapeReader(const FiledText& text, Notes& errors) : text_{text}, errors_{errors} {}

    /// Every member that the shape has, save those that may be missing; what was wrong or missing
    /// has the shape's own value.
    [[nodiscard]] boost::json::object read(const Shape& shape, const boost::json::object& given,
                                           const std::string& pointer);
    void note(Fault fault, const std::string& pointer, std::string_view value = {});

private:
    [[nodiscard]] boost::json::value member(const boost::json::value& shape,
                                            const boost::json::value* standard,
                                            const boost::json::value& given,
                                            const std::string& pointer);

    const FiledText& text_;
    Notes& errors_;
};

/// `/hearings/2/campaign/title` as `hearings[3].campaign.title`.
[[nodiscard]] std::string path_of(std::string_view pointer);

} // namespace rostrum::intake
