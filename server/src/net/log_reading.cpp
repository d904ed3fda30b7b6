#include "net/log_reading.hpp"

#include "net/limits.hpp"

#include <cstddef>
#include <memory>
#include <utility>

namespace rostrum::net {
namespace {

class LogReading : public std::enable_shared_from_this<LogReading> {
public:
    LogReading(Api api, std::string stream, LogRead done)
        : api_(std::move(api)), stream_(std::move(stream)), done_(std::move(done))
    {
    }

    void go_on()
    {
        api_->ledger.read(
            stream_, lines_.size(), limits::log_page_events, 0,
            [self = shared_from_this()](const std::expected<hall::Page, hall::Failure>& page) {
                if (page) return self->take(*page);
                self->done_(std::unexpected(problem(503, "storage_failed")));
            });
    }

private:
    void take(const hall::Page& page)
    {
        for (const auto& line : page.lines) bytes_ += line.size() + 1;
        lines_.insert(lines_.end(), page.lines.begin(), page.lines.end());
        if (bytes_ > limits::log_download_bytes_max)
            return done_(std::unexpected(problem(503, "log_is_too_long", "use rostrum export")));
        if (!page.lines.empty()) return go_on();
        done_(std::move(lines_));
    }

    Api api_;
    std::string stream_;
    LogRead done_;
    std::vector<std::string> lines_;
    std::size_t bytes_{0};
};

} // namespace

void read_log(const Api& api, const std::string& stream, LogRead done)
{
    std::make_shared<LogReading>(api, stream, std::move(done))->go_on();
}

} // namespace rostrum::net
