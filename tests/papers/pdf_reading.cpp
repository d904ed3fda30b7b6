#include "papers/pdf_reading.hpp"

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>

#include <unistd.h>

namespace rostrum::papers {
namespace {

namespace fs = std::filesystem;

std::string output_of(const std::string& command)
{
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe{popen(command.c_str(), "r"), &pclose};
    if (!pipe) throw std::runtime_error("cannot run " + command);
    std::string output;
    std::array<char, 4096> buffer{};
    while (const auto count = std::fread(buffer.data(), 1, buffer.size(), pipe.get()))
        output.append(buffer.data(), count);
    return output;
}

std::vector<std::string> lines_of(const std::string& text)
{
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

/// What stands behind `Pages:`.
std::string value_of(const std::vector<std::string>& lines, const std::string& name)
{
    for (const auto& line : lines) {
        if (!line.starts_with(name)) continue;
        const auto from = line.find_first_not_of(' ', name.size());
        return from == std::string::npos ? "" : line.substr(from);
    }
    return {};
}

void read_fonts(ReadPdf& pdf, const std::vector<std::string>& lines)
{
    if (lines.size() < 2) return;
    const auto column = lines.front().find("emb");
    for (std::size_t i = 2; i < lines.size(); ++i) { // Below the head and its rule.
        pdf.fonts.push_back(lines[i]);
        if (lines[i].substr(column, 3) != "yes") pdf.fonts_embedded = false;
    }
}

} // namespace

ReadPdf read_pdf(const std::string& bytes)
{
    static int number = 0;
    const auto file = fs::temp_directory_path() / ("rostrum-pdf-" + std::to_string(::getpid()) +
                                                   '-' + std::to_string(++number));
    std::ofstream(file, std::ios::binary) << bytes;
    const auto name = '\'' + file.string() + '\'';
    ReadPdf pdf;
    for (const char c : output_of("pdftotext -raw " + name + " -"))
        if (c != '\n' && c != ' ' && c != '\f') pdf.text += c;
    const auto info = lines_of(output_of("TZ=UTC pdfinfo " + name));
    const auto pages = value_of(info, "Pages:");
    pdf.pages = pages.empty() ? 0 : std::stoi(pages);
    pdf.size = value_of(info, "Page size:");
    pdf.created = value_of(info, "CreationDate:");
    read_fonts(pdf, lines_of(output_of("pdffonts " + name)));
    fs::remove(file);
    return pdf;
}

bool says(const ReadPdf& pdf, const std::string& words)
{
    return pdf.text.find(words) != std::string::npos;
}

} // namespace rostrum::papers
