// Slides in and out, on threads of their own: looking into an upload takes up to minutes, and a
// deck is read from the disk. Whoever reads one meanwhile does not wait for the upload.
#pragma once

#include "net/work_thread.hpp"
#include "slides/intake.hpp"

#include <expected>
#include <filesystem>
#include <functional>
#include <list>
#include <memory>
#include <stop_token>
#include <string>
#include <utility>

namespace rostrum::net {

class SlideDesk {
public:
    using Bytes = std::shared_ptr<const std::string>;
    using Taken = std::function<void(std::expected<slides::Deck, slides::Fault>)>;
    /// Null when there is no such deck.
    using Found = std::function<void(Bytes)>;

    SlideDesk(std::filesystem::path data, slides::Examine examine);
    ~SlideDesk();
    SlideDesk(const SlideDesk&) = delete;
    SlideDesk& operator=(const SlideDesk&) = delete;

    // Thread-safe; the answers come on threads of this desk.
    void take(Bytes bytes, Taken done);
    /// False when too many wait for the disk.
    [[nodiscard]] bool find(std::string sha256, Found done);

    void run();
    /// Finishes what has been posted, but for looking into a deck.
    void stop();

private:
    [[nodiscard]] Bytes read(const std::string& sha256);

    slides::Intake intake_;
    std::stop_source stopping_;
    /// The one asked for last in front; touched on the reading thread only.
    std::list<std::pair<std::string, Bytes>> kept_;
    WorkThread taking_;
    WorkThread reading_;
};

} // namespace rostrum::net
