// Hearings that have ended, and their packages, to be tampered with.
#pragma once

#include "package/package.hpp"
#include "trust/signing.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace rostrum::system_test {

using package::Files;

/// Plays a hearing to its close: questions, a confidential ballot on phones and paper, a result.
void play_hearing(const std::filesystem::path& data);

[[nodiscard]] Files read_folder(const std::filesystem::path& folder);
void write_folder(const std::filesystem::path& folder, const Files& files);

/// With the manifest that one would make who forges a package.
[[nodiscard]] Files with_manifest(Files files);

/// The operator's own key, for logs that are forged by whoever holds it.
[[nodiscard]] const trust::SigningKey& log_key();
/// Signs whatever events.jsonl holds now, with `log_key`.
[[nodiscard]] Files signed_again(Files files);

/// A package of a real hall, with a draw and a secret ballot, signed with `log_key`.
[[nodiscard]] Files package_of_live_hearing();
/// Likewise, with a draw and a published secret ballot that were voided, and others held after
/// them.
[[nodiscard]] Files package_with_voided();

/// The votes of ballots.txt changed, and every hash after it made to fit.
[[nodiscard]] Files with_ballots(Files files, const std::string& ballots);

struct Mutant {
    std::string name;
    std::function<Files(Files)> change;
};

/// What every package must not survive.
[[nodiscard]] std::vector<Mutant> mutants_of(const Files& files);

/// Fails unless both programs refuse each.
void check_refused(const Files& files, const std::vector<Mutant>& mutants);
/// Fails unless both programs accept it.
void check_accepted(const Files& files);

/// Exit code of verify.py on a folder with these files.
[[nodiscard]] int python_verdict(const Files& files);
/// Likewise, of each of these.
[[nodiscard]] std::vector<int> python_verdicts(const std::vector<Files>& packages);

} // namespace rostrum::system_test
