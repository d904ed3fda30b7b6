#include "cli/rehearsal_report.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <ostream>

namespace rostrum::cli {
namespace {

void print_counts(const RehearsalReport& report, std::ostream& out)
{
    out << fmt::format("phones joined        {} of {}\n", report.joined, report.phones)
        << fmt::format("commands             {}, acknowledged {}, refused {}\n", report.commands,
                       report.acknowledged, report.refused)
        << fmt::format("lost                 {}\n", report.lost)
        << fmt::format("duplicated           {}\n", report.duplicated)
        << fmt::format("changes missed       {} of {} received\n", report.gaps, report.patches)
        << fmt::format("reconnects           {}\n", report.reconnects)
        << fmt::format("questions            {} of {}\n", report.questions_found,
                       report.questions_expected)
        << fmt::format("ballots counted      {} of {} (turnout {} %)\n", report.ballots_counted,
                       report.ballots_cast,
                       report.phones > 0 ? report.ballots_counted * 100 / report.phones : 0)
        << fmt::format("verdict              {}\n", report.outcome);
}

void print_figures(const RehearsalReport& report, std::ostream& out)
{
    const auto phones = static_cast<double>(report.phones);
    const auto a_second = [phones](double seconds) { return phones / std::max(seconds, 1e-9); };
    const auto& [to_all, cpu_us_each] = report.spread;
    const auto& [took_s, calm, meanwhile] = report.come_back;
    out << "\nOf this machine, with the phones on it too:\n"
        << fmt::format("all come             {:.0f} a second\n", a_second(report.joining_s))
        << fmt::format("one change to all    p50 {:.1f} ms, most {:.1f} ms; {:.2f} µs of the "
                       "server's processor for each phone\n",
                       to_all.ms_at(0.5), to_all.ms_at(1), cpu_us_each)
        << fmt::format("supports             {:.0f} a second, all at once\n",
                       report.supports.per_second())
        << fmt::format("tokens, votes        {:.0f} and {:.0f} a second\n",
                       report.tokens.per_second(), report.votes.per_second())
        << fmt::format("answers to phones    p50 {:.1f} ms, p99 {:.1f} ms\n",
                       report.answers.ms_at(0.5), report.answers.ms_at(0.99))
        << fmt::format("all come back        {:.1f} s, {:.0f} a second\n", took_s, a_second(took_s))
        << fmt::format("  a moderator then   p50 {:.1f} ms, p99 {:.1f} ms; in calm p50 {:.1f} ms, "
                       "p99 {:.1f} ms\n",
                       meanwhile.ms_at(0.5), meanwhile.ms_at(0.99), calm.ms_at(0.5),
                       calm.ms_at(0.99))
        << fmt::format("restart              {:.2f} s, and after {:.1f} s everybody is back\n",
                       report.restart.start_s, report.restart.back_s)
        << fmt::format("memory               {:.0f} MiB, the phones' own among them\n",
                       report.resident_mib);
}

void print_stretches(const RehearsalReport& report, std::ostream& out)
{
    if (report.stretches.empty()) return;
    out << "\nA long hearing, with a restart after each line:\n"
           "minute  answer p50 ms  p99 ms  memory MiB  changes received  restart s  all back s\n";
    for (const auto& [until_min, answers, resident_mib, patches, restart] : report.stretches)
        out << fmt::format("{:6.1f} {:14.1f} {:7.1f} {:11.0f} {:17} {:10.2f} {:11.1f}\n", until_min,
                           answers.ms_at(0.5), answers.ms_at(0.99), resident_mib, patches,
                           restart.start_s, restart.back_s);
}

} // namespace

double Pace::per_second() const
{
    if (!began_ || answers_.empty()) return 0;
    const auto counted = (answers_.size() * 4 + 4) / 5;
    const std::chrono::duration<double> passed = answers_[counted - 1] - *began_;
    return static_cast<double>(counted) / std::max(passed.count(), 1e-9);
}

double Waits::ms_at(double part) const
{
    if (waits_.empty()) return 0;
    auto sorted = waits_;
    const auto last = static_cast<double>(sorted.size() - 1);
    const auto at = static_cast<std::ptrdiff_t>(std::ceil(last * part));
    std::ranges::nth_element(sorted, sorted.begin() + at);
    return std::chrono::duration<double, std::milli>(sorted[static_cast<std::size_t>(at)]).count();
}

bool RehearsalReport::clean() const
{
    return trouble.empty() && joined == phones && lost == 0 && duplicated == 0 && gaps == 0 &&
           refused == 0 && questions_found == questions_expected && ballots_counted == ballots_cast;
}

void print(const RehearsalReport& report, std::ostream& out)
{
    print_counts(report, out);
    if (report.trouble.empty()) print_figures(report, out);
    print_stretches(report, out);
    out << (report.clean()
                ? "The rehearsal was clean; its data has been wiped.\n"
                : "The rehearsal FAILED: " +
                      (report.trouble.empty() ? "see the counts above" : report.trouble) + "\n");
}

} // namespace rostrum::cli
