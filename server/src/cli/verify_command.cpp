#include "cli/verify_command.hpp"

#include "cli/package_folder.hpp"
#include "core/text.hpp"
#include "package/audit.hpp"

#include <CLI/CLI.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <cstdint>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace rostrum::cli {
namespace {

namespace json = boost::json;

const char* mark(package::Standing standing)
{
    switch (standing) {
    case package::Standing::holds: return "ok  ";
    case package::Standing::noted: return "note";
    case package::Standing::fails: return "FAIL";
    }
    return "";
}

const char* word(package::Standing standing)
{
    switch (standing) {
    case package::Standing::holds: return "holds";
    case package::Standing::noted: return "noted";
    case package::Standing::fails: return "fails";
    }
    return "";
}

void print_words(const package::Audit& audit, bool chinese)
{
    for (const auto& finding : audit.findings) {
        std::cout << mark(finding.standing) << "  " << finding.item << ": "
                  << (chinese ? finding.zh : finding.en) << '\n';
    }
    if (audit.holds())
        std::cout << (chinese ? "全部成立\n" : "Everything holds.\n");
    else
        std::cout << (chinese ? "有不成立之处，见上\n" : "NOT everything holds: see above.\n");
}

void print_json(const package::Audit& audit)
{
    json::array findings;
    for (const auto& finding : audit.findings) {
        findings.push_back(json::object{{"item", finding.item},
                                        {"standing", word(finding.standing)},
                                        {"zh", finding.zh},
                                        {"en", finding.en}});
    }
    std::cout << json::serialize(
                     json::object{{"holds", audit.holds()}, {"findings", std::move(findings)}})
              << '\n';
}

struct VerifyArguments {
    std::string package;
    std::string language{"zh"};
    bool print_json{false};
};

/// What comes from a stranger's files must not steer the terminal, nor begin a line of its own.
std::string shown(std::string_view text)
{
    const auto is_steering = [](std::uint32_t code) {
        return code < 0x20 || (code >= 0x7F && code < 0xA0) || (code >= 0x200B && code <= 0x200F) ||
               (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) ||
               core::is_noncharacter(code);
    };
    std::string safe;
    while (!text.empty()) {
        const auto [code, bytes] = core::first_code_point(text);
        safe += is_steering(code) ? std::string_view{"\xEF\xBF\xBD"} : text.substr(0, bytes);
        text.remove_prefix(bytes);
    }
    return safe;
}

int verify(const VerifyArguments& arguments)
{
    const auto files = read_package(arguments.package);
    if (!files) {
        std::cerr << "rostrum: " << shown(files.error()) << '\n';
        return 2;
    }
    auto audit = package::audit(*files, {});
    for (auto& finding : audit.findings)
        finding = {shown(finding.item), finding.standing, shown(finding.zh), shown(finding.en)};
    if (arguments.print_json)
        print_json(audit);
    else
        print_words(audit, arguments.language == "zh");
    return audit.holds() ? 0 : 1;
}

} // namespace

void add_verify_command(CLI::App& program, std::function<int()>& action)
{
    const auto arguments = std::make_shared<VerifyArguments>();
    auto* command = program.add_subcommand("verify", "Check the package of a hearing");
    command->add_option("package", arguments->package, "its folder")->required();
    command->add_option("--lang", arguments->language, "zh or en")
        ->check(CLI::IsMember({"zh", "en"}));
    command->add_flag("--json", arguments->print_json, "print one line of JSON for programs");
    command->callback(
        [&action, arguments] { action = [arguments] { return verify(*arguments); }; });
}

} // namespace rostrum::cli
