// TLS against the real program over real sockets: T4 and T20 of the threat model, a new certificate
// while it runs, and a hearing under TLS.
#include "cli/scratch_folder.hpp"
#include "system/hall_fixture.hpp"
#include "system/served_hall.hpp"
#include "system/server_process.hpp"
#include "system/speaker.hpp"

#include "support/catch.hpp"
#include "support/certificate.hpp"
#include "support/wire_client.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

namespace rostrum::system_test {
namespace {

using tst::TlsOffer;
using tst::WireClient;

std::vector<std::string> options_of(const tst::CertificateFiles& files)
{
    return {"--tls-certificate", files.certificate.string(), "--tls-key", files.key.string()};
}

/// A server under TLS on a folder of its own.
struct SecureServer {
    SecureServer() : server(folder.path(), 0, options_of(files)) {}

    [[nodiscard]] bool accepts(const TlsOffer& offer) const
    {
        try {
            WireClient client(server.port(), offer);
            client.send(request());
            return client.receive().status == 200;
        }
        catch (const boost::system::system_error&) {
            return false;
        }
    }

    [[nodiscard]] std::string request() const
    {
        return "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(server.port()) +
               "\r\n\r\n";
    }

    cli::ScratchFolder folder{"rostrum-tls-test"};
    tst::CertificateFiles files{tst::write_certificate(folder.path())};
    ServerProcess server;
};

/// Whom the certificate that the server shows is for.
std::string name_shown(std::uint16_t port)
{
    WireClient client(port, TlsOffer{});
    const std::unique_ptr<X509, decltype(&X509_free)> shown(SSL_get1_peer_certificate(client.tls()),
                                                            X509_free);
    std::array<char, 256> name{};
    X509_NAME_get_text_by_NID(X509_get_subject_name(shown.get()), NID_commonName, name.data(),
                              name.size());
    return name.data();
}

/// `name=value` and what follows, in order.
std::vector<std::string> attributes_of(const std::string& set_cookie)
{
    std::vector<std::string> attributes;
    std::size_t begin = 0;
    while (begin < set_cookie.size()) {
        const auto end = std::min(set_cookie.find("; ", begin), set_cookie.size());
        attributes.push_back(set_cookie.substr(begin, end - begin));
        begin = end + 2;
    }
    return attributes;
}

} // namespace

TEST_CASE("T20: TLS before 1.2 and ciphers without forward secrecy are refused", "[system][tls]")
{
    const SecureServer secure;
    CHECK(secure.accepts({}));
    CHECK(secure.accepts({.most = TLS1_2_VERSION}));
    CHECK(secure.accepts({.least = TLS1_3_VERSION}));
    // The client would: what it may speak is not what stops it.
    const std::string anything = "ALL:@SECLEVEL=0";
    CHECK_FALSE(secure.accepts({.least = TLS1_VERSION, .most = TLS1_VERSION, .ciphers = anything}));
    CHECK_FALSE(
        secure.accepts({.least = TLS1_1_VERSION, .most = TLS1_1_VERSION, .ciphers = anything}));
    for (const std::string cipher :
         {"AES128-GCM-SHA256", "ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES128-SHA256",
          "ECDHE-ECDSA-NULL-SHA", "AECDH-AES128-SHA"}) {
        CAPTURE(cipher);
        CHECK_FALSE(secure.accepts({.most = TLS1_2_VERSION, .ciphers = cipher + ":@SECLEVEL=0"}));
    }
    for (const std::string cipher :
         {"ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-CHACHA20-POLY1305"})
        CHECK(secure.accepts({.most = TLS1_2_VERSION, .ciphers = cipher}));
}

TEST_CASE(
    "T20: a port that speaks TLS answers nothing to plain HTTP and ws, and the other way round",
    "[system][tls]")
{
    const SecureServer secure;
    WireClient plain(secure.server.port());
    plain.send("GET /ws HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(secure.server.port()) +
               "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
    CHECK_THROWS(plain.receive());
    CHECK(plain.is_over());

    const cli::ScratchFolder folder{"rostrum-tls-test"};
    const ServerProcess server(folder.path(), 0);
    CHECK_THROWS_AS(WireClient(server.port(), TlsOffer{}), boost::system::system_error);
}

TEST_CASE("T4: over TLS the cookie is for this host alone and never goes out without TLS",
          "[system][tls]")
{
    const bool secure = GENERATE(true, false);
    CAPTURE(secure);
    const ServedHall served({.secure = secure});
    const auto joined = served.post("/api/v1/join", R"({"token":")" + served.token(0) + R"("})");
    REQUIRE(joined.status == 200);
    auto attributes = attributes_of(joined.header("set-cookie"));
    REQUIRE_FALSE(attributes.empty());
    CHECK(attributes.front().starts_with(secure ? "__Host-rostrum=" : "rostrum="));
    attributes.erase(attributes.begin());
    std::erase_if(attributes, [](const auto& one) { return one.starts_with("Max-Age="); });
    // Without TLS a browser drops what is Secure. No Domain: other names under ours get nothing.
    std::vector<std::string> expected{"Path=/", "HttpOnly", "SameSite=Strict"};
    if (secure) expected.push_back("Secure");
    CHECK(attributes == expected);

    const auto session = [&](const std::string& cookie) {
        return served.raw(served.head("GET /api/v1/session", {"Cookie: " + cookie})).status;
    };
    CHECK(session(joined.cookie()) == 200);
    // Under the other kind's name it opens nothing: whoever sets cookies without TLS sets none
    // here.
    const auto value = joined.cookie().substr(joined.cookie().find('=') + 1);
    CHECK(session((secure ? "rostrum=" : "__Host-rostrum=") + value) == 401);
}

TEST_CASE("messages that come in one piece are all answered, wherever each of them ends",
          "[system][tls]")
{
    const bool secure = GENERATE(true, false);
    CAPTURE(secure);
    const ServedHall served({.secure = secure});
    auto client = served.client();
    served.open(client, served.join(0));
    const auto brief = frame(first::text, ping_message());
    // Read to its last byte and no further, for it is longer than what is read at once.
    const auto lengthy = frame(first::text, ping_message(4'000));
    const auto ping = frame(first::ping, "p");
    for (const auto& said :
         std::vector<std::vector<std::string>>{{brief, brief},
                                               {lengthy, brief},
                                               {brief, brief, lengthy},
                                               {brief, ping},
                                               {lengthy, ping, brief},
                                               {ping, lengthy, lengthy, brief}}) {
        std::string bytes;
        for (const auto& one : said) bytes += one;
        client.send(bytes); // Under TLS: one record.
        for (const auto& one : said) {
            const auto heard = client.receive_frame();
            CHECK(
                (one == ping ? heard.payload == "p" : heard.payload.contains(R"("type":"pong")")));
            CHECK(heard.opcode == (one == ping ? first::pong : first::text) % 0x10);
        }
    }
}

TEST_CASE("a new certificate is shown after SIGHUP, and a bad one changes nothing but the log",
          "[system][tls]")
{
    SecureServer secure;
    const auto port = secure.server.port();
    WireClient before(port, TlsOffer{});
    CHECK(name_shown(port) == "localhost");

    static_cast<void>(tst::write_certificate(secure.folder.path(), "next"));
    secure.server.hang_up();
    secure.server.await_line("read again");
    CHECK(name_shown(port) == "next");
    before.send(secure.request());
    CHECK(before.receive().status == 200);

    std::ofstream(secure.files.certificate) << "not a certificate";
    secure.server.hang_up();
    secure.server.await_line("stay as they were");
    CHECK(name_shown(port) == "next");
}

TEST_CASE("a start with a key of another certificate is refused with a sentence", "[system][tls]")
{
    const cli::ScratchFolder folder{"rostrum-tls-test"};
    const auto first = tst::write_certificate(folder.path());
    const auto kept = folder.path() / "kept.pem";
    std::filesystem::copy_file(first.key, kept);
    const auto second = tst::write_certificate(folder.path());
    const auto start = [&](std::vector<std::string> options) {
        options.insert(options.begin(),
                       {"serve", "--data", (folder.path() / "data").string(), "--port", "0"});
        return run(options);
    };
    const auto refused = start(options_of({second.certificate, kept}));
    CHECK(refused.exit_code == 1);
    CHECK(refused.output.find("not that of the certificate") != std::string::npos);
    CHECK(start({"--tls-key", kept.string()}).exit_code == 1);
}

TEST_CASE("a hearing under TLS: phones come in, act and are told", "[system][tls]")
{
    constexpr std::size_t phones_wanted = 20;
    const cli::ScratchFolder folder{"rostrum-tls-test"};
    const auto hall = prepare(folder.path(), phones_wanted, core::Phase::inquiry);
    const auto files = tst::write_certificate(folder.path());
    const ServerProcess server(folder.path(), 0, options_of(files));
    Loop loop;
    std::vector<std::shared_ptr<cli::Phone>> phones;
    for (std::size_t index = 0; index < phones_wanted; ++index) {
        phones.push_back(make_phone(loop, server.endpoint(), hall, index, /*keeps_view=*/true,
                                    net::TlsContext::for_client()));
        phones.back()->on_turned_away = [](const std::string& code) { FAIL(code); };
        phones.back()->start();
        phones.back()->command("check_in", {}, {});
    }
    const auto all_see_all = [&] {
        return std::ranges::all_of(phones, [&](const auto& phone) {
            return phone->has_view() && phone->unanswered() == 0 &&
                   phone->view().at("presence").at("present") == phones_wanted;
        });
    };
    loop.until(all_see_all, "everybody sees that everybody is there");
    for (const auto& phone : phones) {
        CHECK(phone->counts().gaps == 0);
        CHECK(phone->cookie().starts_with("__Host-"));
        phone->stop();
    }
    loop.drain();
}

} // namespace rostrum::system_test
