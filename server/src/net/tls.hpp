// TLS: what a listener offers, and one connection's side of it over a socket that does not block.
#pragma once

#include "net/socket.hpp"

#include <openssl/ssl.h>

#include <cstddef>
#include <expected>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <utility>

namespace rostrum::net {

struct TlsSettings {
    std::filesystem::path certificate; ///< PEM: our own first, then those that vouch for it.
    std::filesystem::path key;         ///< PEM, without a pass phrase.
    /// Whether a client may go on with the secrets of an earlier connection, which saves a
    /// signature. False where two connections must not be known for one client's.
    bool resumes{true};
};

/// Certificate, key and rules, read once; to change them, make another. What connections were made
/// from it lives on in them. Any thread may make sessions.
class TlsContext {
public:
    /// The error is a sentence for the operator.
    [[nodiscard]] static std::expected<std::shared_ptr<const TlsContext>, std::string>
    load(const TlsSettings& settings);

    /// For simulated phones, which know whom they talk to: looks at no certificate.
    [[nodiscard]] static std::shared_ptr<const TlsContext> for_client();

    [[nodiscard]] SSL_CTX* get() const { return context_.get(); }

private:
    struct Free {
        void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
    };
    using Owned = std::unique_ptr<SSL_CTX, Free>;

    explicit TlsContext(Owned context) : context_(std::move(context)) {}
    [[nodiscard]] static Owned make(const SSL_METHOD* method);

    Owned context_;
};

/// Works directly on the socket: no copy of either direction is kept while nothing is under way. A
/// step that must wait ends with `would_block`, and `wanted` says for what.
class TlsSession {
public:
    /// Server or client, as the context is. The socket must not block, and outlive this unless it
    /// is followed to another place.
    TlsSession(const TlsContext& context, Socket& socket);
    TlsSession(const TlsSession&) = delete;
    TlsSession& operator=(const TlsSession&) = delete;

    /// The socket has been moved.
    void follow(Socket& socket) { socket_ = &socket; }

    void handshake(boost::system::error_code& error);
    [[nodiscard]] std::size_t read(std::span<char> bytes, boost::system::error_code& error);
    /// Whether the next read may have something that the kernel does not show any more.
    [[nodiscard]] bool has_pending() const { return SSL_has_pending(session_.get()) == 1; }
    /// Takes all of at most one record, or nothing. What it takes may still be on its way: `flush`.
    [[nodiscard]] std::size_t write(std::span<const char> bytes, boost::system::error_code& error);
    /// What was taken goes to the kernel.
    void flush(boost::system::error_code& error);
    /// Tells the peer that nothing follows, as far as the kernel takes it at once.
    void say_end();

    [[nodiscard]] Socket::wait_type wanted() const { return wanted_; }
    [[nodiscard]] Socket& socket() { return *socket_; }

private:
    struct Free {
        void operator()(SSL* session) const { SSL_free(session); }
    };

    [[nodiscard]] boost::system::error_code error_after(int result);
    [[nodiscard]] boost::system::error_code error_after_writing(int result);

    Socket* socket_;
    std::unique_ptr<SSL, Free> session_;
    /// Taken, encrypted, and not yet all with the kernel: OpenSSL wants the same bytes again.
    std::string unsent_;
    Socket::wait_type wanted_{Socket::wait_read};
};

} // namespace rostrum::net
