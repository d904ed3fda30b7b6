#include "papers/docx_document.hpp"

#include "papers/docx_parts.hpp"
#include "papers/normal_text.hpp"
#include "papers/zip_file.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <sstream>

namespace rostrum::papers {
namespace {

using pugi::xml_node;

/// Widths of a form's columns in twentieths of a point; together the type area's 156 mm.
constexpr std::array form_columns{"1900", "6944"};
/// Room to write: four lines at least.
constexpr const char* tall_row = "1880";

constexpr const char* to_fill_in = "（请填写）";

xml_node child(xml_node parent, const char* name,
               std::initializer_list<std::pair<const char*, const char*>> attributes = {})
{
    auto node = parent.append_child(name);
    for (const auto& [key, value] : attributes) node.append_attribute(key) = value;
    return node;
}

xml_node styled_paragraph(xml_node parent, const char* style)
{
    auto paragraph = child(parent, "w:p");
    child(child(paragraph, "w:pPr"), "w:pStyle", {{"w:val", style}});
    return paragraph;
}

void put_text(xml_node run, std::string_view words)
{
    const auto printed = printable(words);
    std::string_view text{printed};
    for (bool is_first = true; is_first || !text.empty(); is_first = false) {
        if (!is_first) child(run, "w:br");
        const auto end = std::min(text.find('\n'), text.size());
        child(run, "w:t", {{"xml:space", "preserve"}})
            .text()
            .set(std::string{text.substr(0, end)}.c_str());
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

/// A place to be filled in, by a name under which a program finds it again. Not of the kind
/// `w:text`: of that, LibreOffice 7 saves the content four times.
void put_field(xml_node paragraph, const FormLine& line)
{
    auto control = child(paragraph, "w:sdt");
    auto properties = child(control, "w:sdtPr");
    child(properties, "w:alias", {{"w:val", printable(line.label).c_str()}});
    child(properties, "w:tag", {{"w:val", line.field.c_str()}});
    child(properties, "w:showingPlcHdr");
    auto run = child(child(control, "w:sdtContent"), "w:r");
    child(child(run, "w:rPr"), "w:color", {{"w:val", "767676"}});
    put_text(run, to_fill_in);
}

xml_node cell(xml_node row, const char* width, const char* style)
{
    auto node = child(row, "w:tc");
    auto properties = child(node, "w:tcPr");
    child(properties, "w:tcW", {{"w:w", width}, {"w:type", "dxa"}});
    child(properties, "w:vAlign", {{"w:val", "center"}});
    return styled_paragraph(node, style);
}

void put_row(xml_node table, const FormLine& line)
{
    auto row = child(table, "w:tr");
    auto properties = child(row, "w:trPr");
    // What somebody fills in may grow beyond a page.
    if (line.field.empty()) child(properties, "w:cantSplit");
    if (line.is_tall)
        child(properties, "w:trHeight", {{"w:val", tall_row}, {"w:hRule", "atLeast"}});
    put_text(child(cell(row, form_columns[0], "Label"), "w:r"), line.label);
    auto paragraph = cell(row, form_columns[1], "Cell");
    if (line.field.empty())
        put_text(child(paragraph, "w:r"), line.text);
    else
        put_field(paragraph, line);
}

void put_table_properties(xml_node table)
{
    auto properties = child(table, "w:tblPr");
    child(properties, "w:tblW", {{"w:w", "8844"}, {"w:type", "dxa"}});
    auto borders = child(properties, "w:tblBorders");
    for (const auto* side : {"w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"})
        child(borders, side, {{"w:val", "single"}, {"w:sz", "4"}, {"w:color", "000000"}});
    child(properties, "w:tblLayout", {{"w:type", "fixed"}});
    auto grid = child(table, "w:tblGrid");
    for (const auto* width : form_columns) child(grid, "w:gridCol", {{"w:w", width}});
}

} // namespace

DocxDocument::DocxDocument()
{
    auto declaration = xml_.append_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "UTF-8";
    const auto document =
        child(xml_, "w:document",
              {{"xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"},
               {"xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"}});
    body_ = child(document, "w:body");
}

void DocxDocument::paragraph(const char* style, std::string_view text)
{
    put_text(child(styled_paragraph(body_, style), "w:r"), text);
}

void DocxDocument::form(const std::vector<FormLine>& lines)
{
    auto table = child(body_, "w:tbl");
    put_table_properties(table);
    for (const auto& line : lines) put_row(table, line);
}

std::string DocxDocument::bytes()
{
    body_.append_buffer(docx::section.data(), docx::section.size());
    std::ostringstream document;
    xml_.save(document, "", pugi::format_raw);
    body_.remove_child(body_.last_child());
    return zip_of({{"[Content_Types].xml", std::string{docx::content_types}},
                   {"_rels/.rels", std::string{docx::relations}},
                   {"word/_rels/document.xml.rels", std::string{docx::document_relations}},
                   {"word/document.xml", document.str()},
                   {"word/fontTable.xml", std::string{docx::font_table}},
                   {"word/footer_even.xml", std::string{docx::footer_even}},
                   {"word/footer_odd.xml", std::string{docx::footer_odd}},
                   {"word/settings.xml", std::string{docx::settings}},
                   {"word/styles.xml", std::string{docx::styles}}},
                  "[Content_Types].xml");
}

} // namespace rostrum::papers
