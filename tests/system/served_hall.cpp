#include "system/served_hall.hpp"

#include "support/catch.hpp"

#include <filesystem>
#include <fstream>

namespace rostrum::system_test {
namespace {

/// A hearing with a campaign of many projects, which is described before the doors open.
PreparedHall prepare_projects(const std::filesystem::path& data, const HallOptions& options)
{
    auto hall = prepare(data, options.people, core::Phase::draft);
    core::Campaign campaign{"Campaign", {}, {{core::UnitId{"u1"}, "Unit", "Head"}}, {}};
    for (int i = 0; i < options.projects; ++i) {
        campaign.projects.push_back({"Project " + std::to_string(i), core::UnitId{"u1"},
                                     std::string(60, 'r'), std::string(100, 's')});
    }
    const auto runtime = open_quietly(data);
    cli::Stage stage(*runtime);
    stage.describe(hearing_id, campaign);
    for (auto to = core::Phase::draft; to != options.phase;) {
        to = static_cast<core::Phase>(static_cast<int>(to) + 1);
        stage.command(hearing_id, core::Role::moderator, core::AdvancePhase{to, {}});
    }
    return hall;
}

} // namespace

ServedHall::ServedHall(const HallOptions& options)
    : secure_(options.secure),
      hall_(options.projects > 0 ? prepare_projects(folder_.path(), options)
                                 : prepare(folder_.path(), options.people, options.phase))
{
    const auto pages = folder_.path() / "pages";
    std::filesystem::create_directories(pages / "assets");
    std::ofstream(pages / "index.html") << "<!doctype html>";
    std::ofstream(pages / "assets" / "a-1.js") << "code";
    const auto config = folder_.path() / "rostrum.toml";
    {
        std::ofstream file(config);
        file << "[http]\n";
        for (const auto& line : options.http_lines) file << line << '\n';
    }
    std::vector<std::string> arguments{"--config", config.string(), "--web", pages.string()};
    if (secure_) {
        const auto files = tst::write_certificate(folder_.path());
        arguments.insert(arguments.end(), {"--tls-certificate", files.certificate.string(),
                                           "--tls-key", files.key.string()});
    }
    server_ = std::make_unique<ServerProcess>(folder_.path(), 0, arguments);
}

std::string ServedHall::origin() const
{
    return (secure_ ? "https://" : "http://") + host();
}

const std::string& ServedHall::token(std::size_t person) const
{
    return hall_.tokens.at(hall_.people.at(person).entry.participant);
}

std::string ServedHall::head(const std::string& line, const std::vector<std::string>& headers) const
{
    auto text = line + " HTTP/1.1\r\nHost: " + host() + "\r\n";
    for (const auto& header : headers) text += header + "\r\n";
    return text + "\r\n";
}

std::string ServedHall::upgrade(std::vector<std::string> headers) const
{
    headers.insert(headers.end(),
                   {"Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Protocol: rostrum.v1",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="});
    return head("GET /ws", headers);
}

tst::WireClient ServedHall::client(const std::string& from) const
{
    return tst::WireClient(port(), secure_ ? std::optional(tst::TlsOffer{}) : std::nullopt, from);
}

tst::Reply ServedHall::raw(const std::string& request, const std::string& from) const
{
    auto one = client(from);
    one.send(request);
    return one.receive();
}

tst::Reply ServedHall::post(const std::string& path, const std::string& body,
                            const std::vector<std::string>& headers, const std::string& from) const
{
    std::vector<std::string> all{"Origin: " + origin(), "Content-Type: application/json",
                                 "Content-Length: " + std::to_string(body.size())};
    all.insert(all.end(), headers.begin(), headers.end());
    return raw(head("POST " + path, all) + body, from);
}

std::string ServedHall::join(std::size_t person) const
{
    const auto reply = post("/api/v1/join", R"({"token":")" + token(person) + R"("})");
    REQUIRE(reply.status == 200);
    return reply.cookie();
}

std::string ServedHall::hello(const std::string& cookie) const
{
    const auto session = raw(head("GET /api/v1/session", {"Cookie: " + cookie}));
    return R"({"type":"hello","protocol":1,"hearing":"h01","audience":"attendee","nonce":")" +
           std::string{session.json().at("nonce").as_string()} + "\"}";
}

void ServedHall::open(tst::WireClient& client, const std::string& cookie) const
{
    client.send(upgrade({"Origin: " + origin(), "Cookie: " + cookie}));
    REQUIRE(client.receive().status == 101);
}

void ServedHall::enter(tst::WireClient& client, const std::string& cookie) const
{
    open(client, cookie);
    client.send(tst::client_frame(hello(cookie)));
    REQUIRE(client.receive_frame().payload.find("welcome") != std::string::npos);
}

std::string staff_of(const ServedHall& served, const std::string& login, const std::string& role)
{
    const std::string password = "long enough, really";
    REQUIRE(run({"staff", "--data", served.data().string(), "add", login, "--role", role},
                password + "\n")
                .exit_code == 0);
    const auto reply = served.post("/api/v1/login", R"({"login":")" + login + R"(","password":")" +
                                                        password + R"("})");
    REQUIRE(reply.status == 200);
    return reply.cookie();
}

std::string moderator_of(const ServedHall& served)
{
    return staff_of(served, "anna", "moderator");
}

} // namespace rostrum::system_test
