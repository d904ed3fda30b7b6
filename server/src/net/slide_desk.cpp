#include "net/slide_desk.hpp"

#include "slides/limits.hpp"

#include <algorithm>
#include <optional>

namespace rostrum::net {

SlideDesk::SlideDesk(std::filesystem::path data, slides::Examine examine)
    : intake_(std::move(data), std::move(examine)),
      taking_(slides::limits::waiting_max),
      reading_(slides::limits::reading_max)
{
}

SlideDesk::~SlideDesk()
{
    stop();
}

void SlideDesk::take(Bytes bytes, Taken done)
{
    const bool posted = taking_.post([this, bytes = std::move(bytes), done] {
        done(intake_.take(*bytes, stopping_.get_token()));
    });
    if (!posted) done(std::unexpected(slides::Fault::busy));
}

bool SlideDesk::find(std::string sha256, Found done)
{
    return reading_.post(
        [this, sha256 = std::move(sha256), done = std::move(done)] { done(read(sha256)); });
}

SlideDesk::Bytes SlideDesk::read(const std::string& sha256)
{
    const auto found =
        std::ranges::find(kept_, sha256, [](const auto& deck) { return deck.first; });
    if (found != kept_.end()) {
        kept_.splice(kept_.begin(), kept_, found);
        return kept_.front().second;
    }
    auto bytes = intake_.store().read(sha256);
    if (!bytes) return nullptr;
    kept_.emplace_front(sha256, std::make_shared<const std::string>(std::move(*bytes)));
    if (kept_.size() > slides::limits::decks_kept) kept_.pop_back();
    return kept_.front().second;
}

void SlideDesk::run()
{
    taking_.run();
    reading_.run();
}

void SlideDesk::stop()
{
    stopping_.request_stop();
    taking_.stop();
    reading_.stop();
}

} // namespace rostrum::net
