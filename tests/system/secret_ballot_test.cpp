// The secret ballot over real sockets: tokens over the phones' own connections, votes over others
// that carry nothing of a person, and files from which anybody can count again.
#include "cli/config.hpp"
#include "cli/secret_vote.hpp"
#include "system/fetching.hpp"
#include "system/served_hall.hpp"
#include "trust/ballot_check.hpp"

#include "support/catch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

namespace rostrum::system_test {
namespace {

constexpr const char* box_address = "127.0.0.77"; ///< From which the votes of a test come.

std::string box_head(const ServedHall& served, const std::string& line,
                     const std::vector<std::string>& headers)
{
    auto head = line +
                " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(served.server().cast_port()) +
                "\r\n";
    for (const auto& header : headers) head += header + "\r\n";
    return head + "\r\n";
}

tst::Reply at_box(const ServedHall& served, const std::string& line,
                  std::vector<std::string> headers, const std::string& body = {})
{
    if (!body.empty()) headers.push_back("Content-Length: " + std::to_string(body.size()));
    tst::WireClient client{served.server().cast_port(), {}, box_address};
    client.send(box_head(served, line, headers) + body);
    return client.receive();
}

std::vector<std::string> from_page(const ServedHall& served)
{
    return {"Origin: " + served.origin(), "Content-Type: text/plain"};
}

const std::string& sound_vote()
{
    static const std::string vote = R"({"ballot":"h01/ballot/1","pk":")" + std::string(64, 'a') +
                                    R"(","seq":1,"choice":"satisfied","prefix":")" +
                                    std::string(64, 'b') + R"(","rsa_sig":"AAAA","ed_sig":")" +
                                    std::string(86, 'A') + R"(=="})";
    return vote;
}

std::string ballot_state(const cli::Phone& phone)
{
    const auto* ballot = phone.view().if_contains("ballot");
    return ballot == nullptr ? std::string{} : std::string{ballot->at("state").as_string()};
}

/// Phones that vote for real in a hall that runs within the test.
class Voting {
public:
    explicit Voting(std::size_t people)
        : hall_(prepare(folder_.path(), static_cast<int>(people), core::Phase::ballot))
    {
        cli::Config config;
        config.data = folder_.path();
        config.address = "127.0.0.1";
        config.port = 0;
        config.pages.clear();
        auto runtime = cli::Runtime::start(config);
        REQUIRE(runtime);
        runtime_ = std::move(*runtime);
        for (std::size_t index = 0; index < people; ++index) {
            phones_.push_back(make_phone(loop, endpoint(), hall_, index, /*keeps_view=*/true));
            phones_.back()->start();
            phones_.back()->command("check_in", {}, {});
        }
        loop.until(
            [this] {
                return std::ranges::all_of(phones_, [](const auto& one) {
                    return one->has_view() && one->unanswered() == 0;
                });
            },
            "everybody is in");
    }
    ~Voting()
    {
        for (const auto& phone : phones_) phone->stop();
        loop.drain();
        runtime_->stop();
    }
    Voting(const Voting&) = delete;
    Voting& operator=(const Voting&) = delete;

    [[nodiscard]] boost::asio::ip::tcp::endpoint endpoint() const
    {
        return {boost::asio::ip::make_address("127.0.0.1"), runtime_->port()};
    }
    void does(const core::Actor& actor, core::Command command)
    {
        const auto answer = runtime_->command(hearing_id.value, actor, std::move(command));
        REQUIRE(std::holds_alternative<hall::Acknowledged>(answer));
    }
    void open()
    {
        does(moderator, core::LockBallotRule{});
        does(moderator, core::OpenBallot{b1, core::BallotMode::secret});
        await("open");
        const auto& view = phones_.front()->view().at("ballot").as_object();
        ballot_ = cli::secret_ballot_in(view, endpoint().address());
        REQUIRE(ballot_);
        for (const auto& phone : phones_)
            votes_.push_back(std::make_shared<cli::SecretVote>(loop.io(), phone, ballot_));
    }
    /// One phone, from the token to the receipt.
    void vote(std::size_t index, const std::string& choice)
    {
        ++under_way_;
        votes_[index]->claim([this, index, choice](const cli::PhoneAnswer& claimed) {
            CAPTURE(claimed.code);
            REQUIRE(claimed.accepted);
            cast(index, choice, 1);
        });
    }
    void cast(std::size_t index, const std::string& choice, std::uint64_t seq)
    {
        votes_[index]->cast(choice, seq, [this](const cli::PhoneAnswer& answer) {
            CAPTURE(answer.code);
            REQUIRE(answer.accepted);
            --under_way_;
        });
    }
    void change_mind(std::size_t index, const std::string& choice, std::uint64_t seq)
    {
        ++under_way_;
        cast(index, choice, seq);
    }
    void settle()
    {
        loop.until([this] { return under_way_ == 0; }, "every vote has its receipt");
    }
    void await(const std::string& state)
    {
        loop.until([&] { return ballot_state(*phones_.front()) == state; },
                   "the ballot is " + state);
    }
    /// A file of the ballot, as a phone fetches it.
    [[nodiscard]] Fetched file(const std::string& name) const
    {
        return fetch(endpoint(), "/api/v1/hearings/h01/ballots/b1/" + name,
                     phones_.front()->cookie());
    }
    [[nodiscard]] const boost::json::object& shown() const
    {
        return phones_.front()->view().at("ballot").as_object();
    }
    [[nodiscard]] const cli::SecretBallot& ballot() const { return *ballot_; }

    static inline const core::Actor moderator{core::Role::moderator, "lin"};
    static inline const core::BallotId b1{"b1"};
    Loop loop;

private:
    cli::ScratchFolder folder_{"rostrum-ballot-test"};
    PreparedHall hall_;
    std::unique_ptr<cli::Runtime> runtime_;
    std::vector<std::shared_ptr<cli::Phone>> phones_;
    std::shared_ptr<const cli::SecretBallot> ballot_;
    std::vector<std::shared_ptr<cli::SecretVote>> votes_;
    int under_way_{0};
};

} // namespace

TEST_CASE("thirty phones vote in secret, and anybody can count again from the files",
          "[system][ballot]")
{
    Voting voting{30};
    voting.open();
    CHECK(voting.file("ballots.txt").status == 404); // Not before the count.
    CHECK(voting.file("key.svg").status == 200);
    for (std::size_t index = 0; index < 24; ++index)
        voting.vote(index, index % 4 == 0 ? "not_satisfied" : "satisfied");
    voting.settle();
    voting.change_mind(0, "satisfied", 2);
    voting.settle();
    voting.does(Voting::moderator, core::CloseBallot{Voting::b1});
    voting.await("closing");
    voting.await("closed");

    const std::array files{voting.file("roll.txt"), voting.file("issued.txt"),
                           voting.file("ballots.txt"), voting.file("ballot.txt")};
    for (const auto& file : files) {
        CHECK(file.status == 200);
        CHECK(file.type.starts_with("text/plain"));
    }
    const auto audit = trust::check_ballot(
        {.roll = files[0].body,
         .issued = files[1].body,
         .ballots = files[2].body,
         .sheet = files[3].body},
        {.sheet_hash = trust::unhex32(voting.shown().at("sheet_sha256").as_string()),
         .key = voting.ballot().terms.key,
         .tally =
             trust::Tally{{"satisfied", 19}, {"basically_satisfied", 0}, {"not_satisfied", 5}}},
        {});
    CHECK(audit.findings.empty());
    CHECK(audit.holds());
    CHECK(std::ranges::count(files[0].body, '\n') == 30);
    CHECK(std::ranges::count(files[1].body, '\n') == 24);
}

TEST_CASE("T19: the box sends away whoever says who it is", "[system][ballot]")
{
    const ServedHall served;
    const auto with = [&](const std::string& header) {
        auto headers = from_page(served);
        headers.push_back(header);
        return at_box(served, "POST /cast", headers, sound_vote());
    };
    CHECK(at_box(served, "POST /cast", from_page(served), sound_vote()).code() == "unknown_ballot");
    for (const auto& header : {"Cookie: " + served.join(0), std::string{"Cookie: theme=dark"},
                               std::string{"Cookie:"}, std::string{"Authorization: Basic YTpi"}}) {
        CAPTURE(header);
        const auto reply = with(header);
        CHECK(reply.status == 400);
        CHECK(reply.code() == "says_who_it_is");
        CHECK(reply.header("set-cookie").empty());
    }
}

TEST_CASE("T19: the box takes one vote of a page of ours, and nothing else", "[system][ballot]")
{
    const ServedHall served;
    const auto vote = at_box(served, "POST /cast", from_page(served), sound_vote());
    CHECK(vote.header("connection") == "close");
    CHECK(vote.header("access-control-allow-origin") == served.origin());
    CHECK(vote.header("access-control-allow-credentials").empty());
    CHECK(vote.header("set-cookie").empty());

    const auto status = [&](const std::string& line, const std::vector<std::string>& headers,
                            const std::string& body) {
        return at_box(served, line, headers, body).status;
    };
    const auto page = from_page(served);
    CHECK(status("POST /cast", {page[1]}, sound_vote()) == 403);
    CHECK(status("POST /cast", {"Origin: http://evil.example", page[1]}, sound_vote()) == 403);
    CHECK(status("POST /cast", {page[0], "Content-Type: application/json"}, sound_vote()) == 415);
    CHECK(status("POST /cast", page, std::string(3'000, ' ')) == 413);
    CHECK(status("GET /cast", page, {}) == 405);
    for (const auto* path : {"GET /", "GET /ws", "GET /api/v1/session", "POST /api/v1/join"}) {
        CAPTURE(path);
        CHECK(status(path, page, {}) == 404);
    }
    CHECK(served.post("/cast", sound_vote()).status == 404); // Nor does the port of the pages.
}

TEST_CASE("a vote that cannot be read is refused with the place of its fault", "[system][ballot]")
{
    const ServedHall served;
    const auto code = [&](const std::string& from, const std::string& to) {
        auto vote = sound_vote();
        const auto at = vote.find(from);
        REQUIRE(at != std::string::npos);
        vote.replace(at, from.size(), to);
        const auto reply = at_box(served, "POST /cast", from_page(served), vote);
        CHECK(reply.status == 400);
        return reply.json().as_object();
    };
    CHECK(code("\"pk\":\"a", "\"pk\":\"A").at("detail") == "/pk");
    CHECK(code("\"seq\":1", "\"seq\":0").at("detail") == "/seq");
    CHECK(code("\"seq\":1", "\"seq\":1.5").at("detail") == "/seq");
    CHECK(code("\"seq\":1", "\"seq\":9007199254740992").at("detail") == "/seq");
    CHECK(code("\"choice\":\"satisfied\",", "").at("detail") == "/choice");
    CHECK(code("\"prefix\":\"b", "\"prefix\":\"").at("detail") == "/prefix");
    CHECK(code("AAAA\"", "AAA\"").at("detail") == "/rsa_sig");
    CHECK(code("AA==", "AAA=").at("detail") == "/ed_sig");
    CHECK(code("\"seq\":1", "\"seq\":1,\"name\":\"Li\"").at("code") == "unknown_field");
}

TEST_CASE(
    "a network is trusted where TLS guards the pages or they do not leave the machine, and not "
    "where a proxy hands them on",
    "[system][ballot]")
{
    cli::Config config;
    const auto is_trusted = [&config](const std::string& address, const std::string& public_url,
                                      const std::vector<std::string>& proxies = {}) {
        config.address = address;
        config.public_url = public_url;
        config.proxies = proxies;
        return cli::network_is_trusted(config);
    };
    for (const auto* here : {"127.0.0.1", "::1"}) {
        CAPTURE(here);
        CHECK(is_trusted(here, ""));
        CHECK(is_trusted(here, "http://127.0.0.1:8080/"));
        CHECK(is_trusted(here, "http://[::1]"));
        CHECK(is_trusted(here, "http://localhost:8080"));
        CHECK(is_trusted(here, "https://hall.lan", {"127.0.0.1"}));
        CHECK_FALSE(is_trusted(here, "http://hall.lan"));
        CHECK_FALSE(is_trusted(here, "http://hall.lan", {"127.0.0.1"}));
        CHECK_FALSE(is_trusted(here, "http://localhost.hall.lan"));
        CHECK_FALSE(is_trusted(here, "", {"127.0.0.1"}));
    }
    CHECK_FALSE(is_trusted("0.0.0.0", ""));
    CHECK_FALSE(is_trusted("0.0.0.0", "http://localhost:8080"));
    CHECK(is_trusted("0.0.0.0", "https://hall.lan"));

    config.cast_url = "http://hall.lan:8081";
    CHECK_FALSE(is_trusted("127.0.0.1", ""));
    config.tls_certificate = "hall.pem";
    CHECK(is_trusted("0.0.0.0", ""));
}

TEST_CASE(
    "behind a proxy without TLS a secret ballot is opened only by whoever accepts the network",
    "[system][ballot]")
{
    const ServedHall served(
        {.phase = core::Phase::ballot,
         .http_lines = {"proxies = [\"127.0.0.1\"]", "allow_plain_staff = true"}});
    const auto cookie = moderator_of(served);
    const auto does = [&](const std::string& id, const std::string& name, const std::string& body) {
        return served.post("/api/v1/hearings/h01/commands",
                           R"({"id":")" + id + R"(","name":")" + name + R"(","body":)" + body + "}",
                           {"Cookie: " + cookie});
    };
    REQUIRE(does("command-0001", "lock_ballot_rule", "{}").status == 200);
    const auto refused = does("command-0002", "open_ballot", R"({"ballot":"b1","mode":"secret"})");
    CHECK(refused.status == 409);
    CHECK(refused.code() == "network_is_not_trusted");
    CHECK(does("command-0003", "open_ballot",
               R"({"ballot":"b1","mode":"secret","accepts_untrusted_network":true})")
              .status == 200);
}

TEST_CASE("T19: no connection of the box goes on where an earlier one ended",
          "[system][tls][ballot]")
{
    const ServedHall served({.secure = true});
    const auto is_known_again = [&](std::uint16_t port, int version) {
        tst::TlsOffer offer{.least = version, .most = version};
        tst::WireClient first{port, offer};
        first.send("GET / HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) + "\r\n\r\n");
        static_cast<void>(first.receive());
        const std::unique_ptr<SSL_SESSION, decltype(&SSL_SESSION_free)> session{
            SSL_get1_session(first.tls()), SSL_SESSION_free};
        offer.session = session.get();
        tst::WireClient second{port, offer};
        return SSL_session_reused(second.tls()) == 1;
    };
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        CAPTURE(version);
        CHECK_FALSE(is_known_again(served.server().cast_port(), version));
    }
    CHECK(is_known_again(served.port(), TLS1_3_VERSION)); // Else this would show nothing.
}

} // namespace rostrum::system_test
