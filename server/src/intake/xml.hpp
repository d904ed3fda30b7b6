// One part of a workbook as XML, told element by element and never kept whole.
#pragma once

#include "intake/archive.hpp"
#include "intake/fault.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rostrum::intake {

class Attributes {
public:
    /// Names and values in turn, and a null pointer at the end.
    explicit Attributes(const char** list) : list_{list} {}

    /// By its name without a prefix; nothing when it is not there.
    [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;
    [[nodiscard]] std::string_view get(std::string_view name) const
    {
        return find(name).value_or(std::string_view{});
    }
    /// `1` or `true`.
    [[nodiscard]] bool is_set(std::string_view name) const;

private:
    const char** list_;
};

/// Names come without their prefixes: offices' programs choose their own.
class XmlListener {
public:
    XmlListener() = default;
    XmlListener(const XmlListener&) = delete;
    XmlListener& operator=(const XmlListener&) = delete;
    virtual ~XmlListener() = default;

    virtual void start(std::string_view name, const Attributes& attributes) = 0;
    virtual void end(std::string_view name) = 0;
    virtual void text(std::string_view piece) = 0;

    [[nodiscard]] std::optional<Fault> fault() const { return fault_; }

protected:
    /// Nothing more is told after this.
    void stop(Fault fault) { fault_ = fault; }

private:
    std::optional<Fault> fault_;
};

/// A document type, and so every entity of its own, is refused: no workbook needs one.
[[nodiscard]] std::optional<Fault> read_xml(Archive& archive, const std::string& part,
                                            XmlListener& listener);

} // namespace rostrum::intake
