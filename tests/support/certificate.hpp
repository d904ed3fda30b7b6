// A certificate as a test needs one: for the machine itself, signed by itself.
#pragma once

#include <filesystem>
#include <string>

namespace tst {

struct CertificateFiles {
    std::filesystem::path certificate;
    std::filesystem::path key;
};

/// Writes both as PEM into a folder; what was there is replaced. `name`: whom it is for.
CertificateFiles write_certificate(const std::filesystem::path& folder,
                                   const std::string& name = "localhost");

} // namespace tst
