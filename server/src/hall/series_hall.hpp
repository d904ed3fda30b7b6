// The plan of the whole series: a small stream of its own.
#pragma once

#include "core/series.hpp"
#include "hall/answers.hpp"
#include "hall/front.hpp"
#include "hall/stream_writer.hpp"
#include "hall/world.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace rostrum::hall {

using core::series_stream;

struct PlanSubmission {
    std::string id;
    core::Actor actor;
    core::SeriesCommand command;
    std::function<void(Answer)> reply;
};

class SeriesHall : public std::enable_shared_from_this<SeriesHall> {
public:
    using Followed = std::function<void(const std::vector<core::SeriesEvent>&)>;

    SeriesHall(World& world, Followed followed);

    void open(Callback<Epoch> opened);
    void submit(PlanSubmission submission);
    void stop(std::function<void()> done);

    [[nodiscard]] const core::Series& state() const { return durable_; }
    [[nodiscard]] Epoch epoch() const { return writer_ ? writer_->epoch() : 0; }

private:
    bool replay(Seq number, const std::string& line);
    void forget_supposed();
    void settle(const core::Actor& actor, const std::string& id,
                const std::vector<core::SeriesEvent>& events, const Answer& answer);

    World& world_;
    Followed followed_;
    std::shared_ptr<StreamWriter> writer_;
    Answers answers_;
    core::Series durable_;
    core::Series supposed_;
    Seq next_number_{0};
    bool open_{false};
};

} // namespace rostrum::hall
