// An official document (DOCX) in the layout of GB/T 9704—2012, to be edited in Word and WPS.
#pragma once

#include <pugixml.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace rostrum::papers {

/// One line of a form: what it is called, and what stands in it.
struct FormLine {
    std::string label;
    std::string text;
    std::string field{}; ///< Names what is to be filled in; empty: nothing is.
    bool is_tall{false};
};

/// The same calls give the same bytes.
class DocxDocument {
public:
    DocxDocument();

    // Each a paragraph; a line feed breaks its line.
    void title(std::string_view text) { paragraph("Title", text); }
    void addressee(std::string_view text) { paragraph("Flush", text); }
    void heading(std::string_view text) { paragraph("Heading", text); }
    void body(std::string_view text) { paragraph("Body", text); }
    void signature(std::string_view text) { paragraph("Signature", text); }
    void date(std::string_view text) { paragraph("Date", text); }

    /// A table of two columns.
    void form(const std::vector<FormLine>& lines);

    [[nodiscard]] std::string bytes();

private:
    void paragraph(const char* style, std::string_view text);

    pugi::xml_document xml_;
    pugi::xml_node body_;
};

} // namespace rostrum::papers
