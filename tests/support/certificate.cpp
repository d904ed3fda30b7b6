#include "support/certificate.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <cstdio>
#include <memory>
#include <stdexcept>

namespace tst {
namespace {

constexpr long valid_seconds = 24 * 60 * 60;

template <auto free>
struct Free {
    template <typename T>
    void operator()(T* thing) const
    {
        static_cast<void>(free(thing));
    }
};
using Key = std::unique_ptr<EVP_PKEY, Free<&EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Free<&X509_free>>;
using File = std::unique_ptr<std::FILE, Free<&std::fclose>>;

void must(bool done)
{
    if (!done) throw std::runtime_error("a certificate for the test could not be made");
}

Certificate certify(EVP_PKEY* key, const std::string& name)
{
    Certificate certificate(X509_new());
    must(certificate != nullptr);
    X509_set_version(certificate.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), valid_seconds);
    X509_set_pubkey(certificate.get(), key);
    auto* subject = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
    X509_set_issuer_name(certificate.get(), subject);
    must(X509_sign(certificate.get(), key, EVP_sha256()) > 0);
    return certificate;
}

} // namespace

CertificateFiles write_certificate(const std::filesystem::path& folder, const std::string& name)
{
    const Key key(EVP_EC_gen("P-256"));
    must(key != nullptr);
    const auto certificate = certify(key.get(), name);
    CertificateFiles files{folder / "certificate.pem", folder / "key.pem"};
    const File first(std::fopen(files.certificate.c_str(), "wb"));
    const File second(std::fopen(files.key.c_str(), "wb"));
    must(first && second && PEM_write_X509(first.get(), certificate.get()) == 1);
    must(PEM_write_PrivateKey(second.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
    return files;
}

} // namespace tst
