// What a reader gets out of a PDF, by the programs of poppler.
#pragma once

#include <string>
#include <vector>

namespace rostrum::papers {

struct ReadPdf {
    std::string text; ///< As selected and copied, page by page, without blanks and line feeds.
    int pages{0};
    std::string size; ///< Of the page: `595.276 x 841.89 pts (A4)`.
    std::string created;
    std::vector<std::string> fonts; ///< One line each, as `pdffonts` says it.
    bool fonts_embedded{true};
};

[[nodiscard]] ReadPdf read_pdf(const std::string& bytes);

[[nodiscard]] bool says(const ReadPdf& pdf, const std::string& words);

} // namespace rostrum::papers
