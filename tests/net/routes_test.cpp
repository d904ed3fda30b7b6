// What is served over HTTP, and what schema/openapi.yaml says of it.
#include "net/api.hpp"
#include "net/api_casts.hpp"

#include "net/web_fixture.hpp"

#include "support/catch.hpp"
#include "support/schema_files.hpp"

#include <map>
#include <sstream>
#include <string>

using namespace rostrum;

namespace {

/// By method and path, with `{}` for whatever stands in braces: for whom.
using Routes = std::map<std::string, std::string>;

std::string without_names(const std::string& path)
{
    std::string plain;
    bool inside = false;
    for (const char c : path) {
        if (c == '}') inside = false;
        if (!inside) plain += c;
        if (c == '{') inside = true;
    }
    return plain;
}

std::string words_of(net::Who who)
{
    switch (who) {
    case net::Who::anyone: return "anyone";
    case net::Who::session: return "session";
    case net::Who::staff: return "staff";
    case net::Who::desk: return "staff but respondents";
    case net::Who::preparer: return "secretariat, moderator";
    case net::Who::secretariat: return "secretariat";
    case net::Who::monitor: break;
    }
    return "loopback or a configured address";
}

void collect(const net::Router& router, Routes& routes)
{
    for (const auto& route : router.routes())
        routes.emplace(route.method + ' ' + without_names(route.path), words_of(route.who));
}

/// Of a document of ours, which is laid out as all of it is: two blanks deeper at each level.
Routes documented(const std::string& yaml)
{
    Routes routes;
    std::istringstream lines(yaml);
    std::string path;
    std::string method;
    for (std::string line; std::getline(lines, line);) {
        const auto begins = line.find_first_not_of(' ');
        if (begins == 2) path = line.substr(2, line.size() - 3);
        if (begins == 4) method = line == "    get:" ? "GET" : "POST";
        const auto told = line.find("For: ");
        if (told == std::string::npos) continue;
        const auto words = line.substr(told + 5);
        routes.emplace(method + ' ' + without_names(path), words.substr(0, words.find('.')));
    }
    return routes;
}

} // namespace

TEST_CASE("the schema and the server name the same requests, for the same people", "[net][schema]")
{
    net::WebFixture web;
    Routes served;
    collect(net::routes_of(nullptr), served);
    net::Router box;
    net::add_cast_routes(box, web.hub());
    collect(box, served);
    CHECK(documented(test::read_text(test::schema_folder() / "openapi.yaml")) == served);
}
