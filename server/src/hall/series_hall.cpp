#include "hall/series_hall.hpp"

#include "hall/limits.hpp"
#include "protocol/series_codec.hpp"

#include <utility>

namespace rostrum::hall {
SeriesHall::SeriesHall(World& world, Followed followed)
    : world_(world), followed_(std::move(followed))
{
}

void SeriesHall::open(Callback<Epoch> opened)
{
    writer_ = std::make_shared<StreamWriter>(world_, series_stream, [weak = weak_from_this()] {
        if (const auto self = weak.lock()) self->open_ = false;
    });
    writer_->on_failure([weak = weak_from_this()](const Box* /*box*/) {
        if (const auto self = weak.lock()) self->forget_supposed();
    });
    writer_->open([this](Seq number, const std::string& line) { return replay(number, line); },
                  [self = shared_from_this(), opened = std::move(opened)](const auto& box) {
                      if (!box) return opened(std::unexpected(box.error()));
                      self->open_ = true;
                      self->forget_supposed();
                      opened(self->writer_->epoch());
                  });
}

bool SeriesHall::replay(Seq number, const std::string& line)
{
    const auto recorded = protocol::decode_series_line(line);
    if (!recorded || recorded->number != number) return false;
    durable_ = core::evolve(std::move(durable_), recorded->event);
    answers_.remember(sender_of(recorded->by), recorded->command_id, {});
    return true;
}

void SeriesHall::forget_supposed()
{
    supposed_ = durable_;
    next_number_ = writer_->head();
}

void SeriesHall::submit(PlanSubmission submission)
{
    if (!open_) return submission.reply(Trouble::unknown_hearing);
    const auto sender = sender_of(submission.actor);
    if (answers_.repeat(sender, submission.id, submission.reply)) return;
    if (answers_.waiting() >= world_.inbox_max) return submission.reply(Trouble::busy);
    answers_.begin(sender, submission.id, std::move(submission.reply));

    const auto now = world_.now();
    const auto decision = core::decide(supposed_, submission.command, submission.actor.role);
    const auto events = decision.value_or(std::vector<core::SeriesEvent>{});
    const Answer answer = decision ? Answer{Acknowledged{}} : Answer{decision.error()};

    Entry entry;
    for (const auto& event : events) {
        entry.lines.push_back(protocol::encode_series_line(
            {next_number_++, now, submission.actor, submission.id, event}));
        supposed_ = core::evolve(std::move(supposed_), event);
    }
    entry.settle = [weak = weak_from_this(), actor = submission.actor, id = submission.id, events,
                    answer](bool durable) {
        const auto self = weak.lock();
        if (!self) return;
        self->settle(actor, id, events, durable ? answer : Answer{Trouble::storage_failed});
    };
    writer_->add(std::move(entry));
}

void SeriesHall::settle(const core::Actor& actor, const std::string& id,
                        const std::vector<core::SeriesEvent>& events, const Answer& answer)
{
    const bool done = std::holds_alternative<Acknowledged>(answer);
    if (done) {
        for (const auto& event : events) durable_ = core::evolve(std::move(durable_), event);
    }
    answers_.finish(sender_of(actor), id, answer, Answers::Keep::yes);
    if (done && !events.empty()) followed_(events);
}

void SeriesHall::stop(std::function<void()> done)
{
    open_ = false;
    if (!writer_) return done();
    writer_->stop(std::move(done));
}

} // namespace rostrum::hall
