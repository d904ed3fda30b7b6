#include "support/pdf.hpp"

#include <vector>

namespace tst {
namespace {

constexpr std::size_t first_page = 3;

std::vector<std::string> objects_of(std::size_t pages, std::size_t claimed)
{
    std::string kids;
    for (std::size_t i = 0; i < pages; ++i) kids += std::to_string(first_page + i) + " 0 R ";
    std::vector<std::string> objects{"<< /Type /Catalog /Pages 2 0 R >>",
                                     "<< /Type /Pages /Kids [" + kids + "] /Count " +
                                         std::to_string(claimed) + " >>"};
    for (std::size_t i = 0; i < pages; ++i)
        objects.emplace_back("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 160 90] >>");
    return objects;
}

std::string padded(std::size_t number)
{
    auto digits = std::to_string(number);
    return std::string(10 - digits.size(), '0') + digits;
}

} // namespace

std::string pdf_of(std::size_t pages, std::optional<std::size_t> claimed)
{
    std::string file = "%PDF-1.4\n";
    std::string table = "0000000000 65535 f \n";
    const auto objects = objects_of(pages, claimed.value_or(pages));
    for (std::size_t i = 0; i < objects.size(); ++i) {
        table += padded(file.size()) + " 00000 n \n";
        file += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    const auto size = std::to_string(objects.size() + 1);
    const auto at = std::to_string(file.size());
    return file + "xref\n0 " + size + "\n" + table + "trailer\n<< /Size " + size +
           " /Root 1 0 R >>\nstartxref\n" + at + "\n%%EOF\n";
}

} // namespace tst
