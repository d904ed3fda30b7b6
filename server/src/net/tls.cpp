#include "net/tls.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <openssl/bio.h>
#include <openssl/err.h>

#include <array>
#include <cassert>
#include <stdexcept>
#include <utility>

namespace rostrum::net {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

/// TLS 1.2 with forward secrecy and authenticated encryption only; 1.3 has nothing else. Phones
/// choose: those without AES in hardware are faster with ChaCha20.
constexpr const char* ciphers_of_tls_1_2 = "ECDHE+AESGCM:ECDHE+CHACHA20";

std::string reason()
{
    std::array<char, 256> text{};
    ERR_error_string_n(ERR_get_error(), text.data(), text.size());
    ERR_clear_error();
    return text.data();
}

// ---- OpenSSL reads and writes through Asio's socket, never by its number: a socket closed here
// may be somebody else's there already. And Asio's writing raises no SIGPIPE.

TlsSession& session_of(BIO* bio)
{
    return *static_cast<TlsSession*>(BIO_get_data(bio));
}

int bio_write(BIO* bio, const char* bytes, int size)
{
    BIO_clear_retry_flags(bio);
    error_code error;
    const auto written = session_of(bio).socket().write_some(
        asio::buffer(bytes, static_cast<std::size_t>(size)), error);
    if (error == asio::error::would_block) BIO_set_retry_write(bio);
    return error ? -1 : static_cast<int>(written);
}

int bio_read(BIO* bio, char* bytes, int size)
{
    BIO_clear_retry_flags(bio);
    error_code error;
    const auto read = session_of(bio).socket().read_some(
        asio::buffer(bytes, static_cast<std::size_t>(size)), error);
    if (error == asio::error::would_block) BIO_set_retry_read(bio);
    if (error == asio::error::eof) return 0;
    return error ? -1 : static_cast<int>(read);
}

long bio_control(BIO* /*bio*/, int command, long /*number*/, void* /*pointer*/)
{
    return command == BIO_CTRL_FLUSH ? 1 : 0;
}

const BIO_METHOD* socket_method()
{
    static const BIO_METHOD* const method = [] {
        auto* made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "asio socket");
        BIO_meth_set_write(made, bio_write);
        BIO_meth_set_read(made, bio_read);
        BIO_meth_set_ctrl(made, bio_control);
        return made;
    }();
    return method;
}

} // namespace

TlsContext::Owned TlsContext::make(const SSL_METHOD* method)
{
    Owned context(SSL_CTX_new(method));
    if (!context) throw std::runtime_error("no TLS: " + reason());
    SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
    SSL_CTX_set_cipher_list(context.get(), ciphers_of_tls_1_2);
    SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    // Thousands of phones are idle: they keep no buffers meanwhile. And what is offered again after
    // a full kernel buffer lies elsewhere then.
    SSL_CTX_set_mode(context.get(), SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    // No memory of sessions on our side: tickets hold it on the client's.
    SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
    return context;
}

std::expected<std::shared_ptr<const TlsContext>, std::string>
TlsContext::load(const TlsSettings& settings)
{
    auto context = make(TLS_server_method());
    ERR_clear_error();
    const auto failed = [](const std::string& what) {
        return std::unexpected(what + " (" + reason() + ")");
    };
    const auto certificate = settings.certificate.string();
    if (SSL_CTX_use_certificate_chain_file(context.get(), certificate.c_str()) != 1) {
        return failed("cannot read the certificate " + certificate);
    }
    // Else OpenSSL would ask at the terminal.
    SSL_CTX_set_default_passwd_cb(context.get(), [](char*, int, int, void*) { return 0; });
    const auto key = settings.key.string();
    if (SSL_CTX_use_PrivateKey_file(context.get(), key.c_str(), SSL_FILETYPE_PEM) != 1) {
        return failed("cannot read the key " + key + ", or it is not that of the certificate");
    }
    if (SSL_CTX_check_private_key(context.get()) != 1) {
        return failed("the key " + key + " is not that of the certificate " + certificate);
    }
    if (!settings.resumes) {
        SSL_CTX_set_options(context.get(), SSL_OP_NO_TICKET);
        SSL_CTX_set_num_tickets(context.get(), 0);
    }
    return std::shared_ptr<const TlsContext>(new TlsContext(std::move(context)));
}

std::shared_ptr<const TlsContext> TlsContext::for_client()
{
    auto context = make(TLS_client_method());
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_NONE, nullptr);
    return std::shared_ptr<const TlsContext>(new TlsContext(std::move(context)));
}

TlsSession::TlsSession(const TlsContext& context, Socket& socket)
    : socket_(&socket), session_(SSL_new(context.get()))
{
    auto* bio = BIO_new(socket_method());
    if (!session_ || bio == nullptr) throw std::bad_alloc();
    BIO_set_data(bio, this);
    BIO_set_init(bio, 1);
    SSL_set_bio(session_.get(), bio, bio); // Ours is the session's now.
    if (SSL_is_server(session_.get()) == 1)
        SSL_set_accept_state(session_.get());
    else
        SSL_set_connect_state(session_.get());
}

error_code TlsSession::error_after(int result)
{
    const auto kind = SSL_get_error(session_.get(), result);
    ERR_clear_error();
    if (kind == SSL_ERROR_WANT_READ || kind == SSL_ERROR_WANT_WRITE) {
        wanted_ = kind == SSL_ERROR_WANT_READ ? Socket::wait_read : Socket::wait_write;
        return asio::error::would_block;
    }
    return kind == SSL_ERROR_ZERO_RETURN ? error_code{asio::error::eof}
                                         : error_code{asio::error::connection_aborted};
}

error_code TlsSession::error_after_writing(int result)
{
    const auto error = error_after(result);
    // Without renegotiation writing never depends on what the peer sends.
    const bool waits_for_peer = wanted_ == Socket::wait_read;
    if (error == asio::error::would_block && waits_for_peer) return asio::error::connection_aborted;
    return error;
}

void TlsSession::handshake(error_code& error)
{
    ERR_clear_error();
    const auto result = SSL_do_handshake(session_.get());
    error = result == 1 ? error_code{} : error_after(result);
}

std::size_t TlsSession::read(std::span<char> bytes, error_code& error)
{
    ERR_clear_error();
    std::size_t count = 0;
    const auto result = SSL_read_ex(session_.get(), bytes.data(), bytes.size(), &count);
    error = result == 1 ? error_code{} : error_after(result);
    return count;
}

std::size_t TlsSession::write(std::span<const char> bytes, error_code& error)
{
    assert(bytes.size() <= SSL3_RT_MAX_PLAIN_LENGTH);
    flush(error);
    if (error || bytes.empty()) return 0;
    std::size_t count = 0;
    const auto result = SSL_write_ex(session_.get(), bytes.data(), bytes.size(), &count);
    if (result == 1) return count;
    error = error_after_writing(result);
    if (error != asio::error::would_block) return 0;
    // It is encrypted and numbered already and cannot be taken back.
    error = {};
    unsent_.assign(bytes.begin(), bytes.end());
    return bytes.size();
}

void TlsSession::flush(error_code& error)
{
    error = {};
    if (unsent_.empty()) return;
    ERR_clear_error();
    std::size_t count = 0;
    const auto result = SSL_write_ex(session_.get(), unsent_.data(), unsent_.size(), &count);
    if (result != 1) {
        error = error_after_writing(result);
        return;
    }
    unsent_.clear();
    unsent_.shrink_to_fit();
}

void TlsSession::say_end()
{
    if (!unsent_.empty() || SSL_is_init_finished(session_.get()) != 1) return;
    SSL_shutdown(session_.get());
    ERR_clear_error();
}

} // namespace rostrum::net
