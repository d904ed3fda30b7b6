#include "intake/xml.hpp"

#include "intake/limits.hpp"

#include <expat.h>

#include <memory>

namespace rostrum::intake {
namespace {

std::string_view without_prefix(std::string_view name)
{
    const auto colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

class Parsing {
public:
    explicit Parsing(XmlListener& listener)
        : listener_{listener}, parser_{XML_ParserCreate(nullptr), &XML_ParserFree}
    {
        XML_SetUserData(parser_.get(), this);
        XML_SetElementHandler(parser_.get(), &on_start, &on_end);
        XML_SetCharacterDataHandler(parser_.get(), &on_text);
        XML_SetStartDoctypeDeclHandler(parser_.get(), &on_doctype);
    }

    std::optional<Fault> take(std::string_view piece)
    {
        fed_ += static_cast<std::int64_t>(piece.size());
        return give(piece, /*is_last=*/false);
    }

    std::optional<Fault> finish() { return give({}, /*is_last=*/true); }

private:
    std::optional<Fault> give(std::string_view piece, bool is_last)
    {
        const auto status =
            XML_Parse(parser_.get(), piece.data(), static_cast<int>(piece.size()), is_last ? 1 : 0);
        if (fault_) return fault_;
        if (listener_.fault()) return listener_.fault();
        if (status != XML_STATUS_OK) return Fault::workbook_is_broken;
        if (fed_ - XML_GetCurrentByteIndex(parser_.get()) > limits::xml_token_bytes_max)
            return Fault::workbook_is_broken;
        return std::nullopt;
    }

    void stop(std::optional<Fault> fault)
    {
        if (fault && !fault_) fault_ = fault;
        XML_StopParser(parser_.get(), XML_FALSE);
    }

    static Parsing& of(void* self) { return *static_cast<Parsing*>(self); }

    static void on_start(void* self, const char* name, const char** attributes)
    {
        auto& parsing = of(self);
        if (++parsing.depth_ > limits::xml_depth_max)
            return parsing.stop(Fault::workbook_is_broken);
        parsing.listener_.start(without_prefix(name), Attributes{attributes});
        if (parsing.listener_.fault()) parsing.stop(std::nullopt);
    }
    static void on_end(void* self, const char* name)
    {
        auto& parsing = of(self);
        --parsing.depth_;
        parsing.listener_.end(without_prefix(name));
        if (parsing.listener_.fault()) parsing.stop(std::nullopt);
    }
    static void on_text(void* self, const char* text, int length)
    {
        auto& parsing = of(self);
        parsing.listener_.text({text, static_cast<std::size_t>(length)});
        if (parsing.listener_.fault()) parsing.stop(std::nullopt);
    }
    static void on_doctype(void* self, const char* /*name*/, const char* /*system*/,
                           const char* /*publisher*/, int /*has_internal*/)
    {
        of(self).stop(Fault::workbook_is_unsafe);
    }

    XmlListener& listener_;
    std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser_;
    std::optional<Fault> fault_;
    std::int64_t fed_{0};
    int depth_{0};
};

} // namespace

std::optional<std::string_view> Attributes::find(std::string_view name) const
{
    for (const auto* const* at = list_; *at != nullptr; at += 2)
        if (without_prefix(at[0]) == name) return at[1];
    return std::nullopt;
}

bool Attributes::is_set(std::string_view name) const
{
    const auto value = get(name);
    return value == "1" || value == "true";
}

std::optional<Fault> read_xml(Archive& archive, const std::string& part, XmlListener& listener)
{
    Parsing parsing{listener};
    const auto fault =
        archive.read(part, [&](std::string_view piece) { return parsing.take(piece); });
    return fault ? fault : parsing.finish();
}

} // namespace rostrum::intake
