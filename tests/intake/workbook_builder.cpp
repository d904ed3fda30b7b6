#include "intake/workbook_builder.hpp"

#include "intake/fault.hpp"

#include <zip.h>

#include <stdexcept>

namespace rostrum::intake {
namespace {

constexpr const char* head = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)";
constexpr const char* relations = R"(<Relationships xmlns="r">)";
const std::string kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

std::string escaped(std::string_view text)
{
    std::string result;
    for (const char c : text) {
        if (c == '&')
            result += "&amp;";
        else if (c == '<')
            result += "&lt;";
        else
            result += c;
    }
    return result;
}

} // namespace

std::string zipped(const Parts& parts, const char* password)
{
    zip_error_t error;
    zip_error_init(&error);
    auto* target = zip_source_buffer_create(nullptr, 0, 0, &error);
    auto* zip = zip_open_from_source(target, ZIP_TRUNCATE, &error);
    if (zip == nullptr) throw std::runtime_error("no archive");
    zip_source_keep(target);
    for (const auto& [name, text] : parts) {
        auto* source = zip_source_buffer(zip, text.data(), text.size(), 0);
        const auto index = zip_file_add(zip, name.c_str(), source, ZIP_FL_ENC_UTF_8);
        if (password != nullptr)
            zip_file_set_encryption(zip, static_cast<zip_uint64_t>(index), ZIP_EM_AES_128,
                                    password);
    }
    if (zip_close(zip) != 0) throw std::runtime_error("the archive cannot be written");
    zip_stat_t about;
    zip_source_stat(target, &about);
    std::string bytes(about.size, '\0');
    zip_source_open(target);
    zip_source_read(target, bytes.data(), bytes.size());
    zip_source_close(target);
    zip_source_free(target);
    return bytes;
}

Parts workbook_parts(const std::vector<SheetText>& sheets)
{
    std::string list;
    std::string links;
    Parts parts;
    for (std::size_t at = 0; at < sheets.size(); ++at) {
        const auto number = std::to_string(at + 1);
        const auto& [name, xml, state] = sheets[at];
        list += "<sheet name=\"" + escaped(name) + "\" sheetId=\"" + number + "\" r:id=\"rId" +
                number + "\"" + (state.empty() ? "" : " state=\"" + state + "\"") + "/>";
        links += "<Relationship Id=\"rId" + number + "\" Type=\"" + kind +
                 "worksheet\" Target=\"worksheets/sheet" + number + ".xml\"/>";
        parts.emplace_back("xl/worksheets/sheet" + number + ".xml",
                           std::string{head} + "<worksheet xmlns=\"m\">" + xml + "</worksheet>");
    }
    links += "<Relationship Id=\"rIdS\" Type=\"" + kind + "styles\" Target=\"/xl/styles.xml\"/>";
    parts.emplace_back(
        "xl/styles.xml",
        std::string{head} +
            R"(<styleSheet xmlns="m"><numFmts><numFmt numFmtId="164" formatCode="0000"/>)"
            R"(<numFmt numFmtId="165" formatCode="0.0%"/></numFmts>)"
            R"(<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>)"
            R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/>)"
            R"(<xf numFmtId="165"/><xf numFmtId="4"/></cellXfs></styleSheet>)");
    parts.emplace_back("xl/workbook.xml", std::string{head} +
                                              R"(<workbook xmlns="m" xmlns:r="r"><sheets>)" + list +
                                              "</sheets></workbook>");
    parts.emplace_back("xl/_rels/workbook.xml.rels",
                       std::string{head} + relations + links + "</Relationships>");
    parts.emplace_back("_rels/.rels",
                       std::string{head} + relations + "<Relationship Id=\"rId1\" Type=\"" + kind +
                           "officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
    return parts;
}

std::string cell(const std::string& place, std::string_view text)
{
    return "<c r=\"" + place + "\" t=\"inlineStr\"><is><t>" + escaped(text) + "</t></is></c>";
}

std::string row(std::int64_t number, const std::vector<std::string>& texts,
                const std::string& attributes)
{
    std::string xml = "<row r=\"" + std::to_string(number) + "\" " + attributes + ">";
    for (std::size_t at = 0; at < texts.size(); ++at) {
        if (texts[at].empty()) continue;
        xml += cell(cell_name(number, static_cast<std::int64_t>(at + 1)), texts[at]);
    }
    return xml + "</row>";
}

std::string xlsx(const std::vector<std::vector<std::string>>& rows)
{
    std::string data;
    for (std::size_t at = 0; at < rows.size(); ++at)
        data += row(static_cast<std::int64_t>(at + 1), rows[at]);
    return xlsx_of(data);
}

std::string xlsx_of(const std::string& sheet_data, const std::string& behind)
{
    return zipped(workbook_parts({{"名单", "<sheetData>" + sheet_data + "</sheetData>" + behind}}));
}

} // namespace rostrum::intake
