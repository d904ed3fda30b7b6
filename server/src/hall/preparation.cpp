#include "hall/preparation.hpp"

#include "hall/halls.hpp"

#include <memory>
#include <utility>

namespace rostrum::hall {
namespace {

bool is_done(const Answer& answer)
{
    return std::holds_alternative<Acknowledged>(answer);
}

/// One preparation under way; it lives as long as an answer is missing.
class Preparing : public std::enable_shared_from_this<Preparing> {
public:
    Preparing(Halls& halls, core::Actor actor, core::SeriesPreparation preparation,
              std::function<std::string()> fresh_id, std::function<void(Answer)> done)
        : halls_{halls},
          actor_{std::move(actor)},
          preparation_{std::move(preparation)},
          fresh_id_{std::move(fresh_id)},
          done_{std::move(done)}
    {
    }

    void begin()
    {
        if (!preparation_.series) return plan_hearings();
        halls_.plan({fresh_id_(), actor_, *preparation_.series,
                     [self = shared_from_this()](const Answer& answer) {
                         if (!is_done(answer)) return self->done_(answer);
                         self->plan_hearings();
                     }});
    }

private:
    void plan_hearings()
    {
        waiting_ = 1; // Ourselves, until everything is under way.
        for (const auto& hearing : preparation_.hearings) {
            ++waiting_;
            if (!hearing.plan) {
                command(hearing);
                one({Acknowledged{}});
                continue;
            }
            halls_.plan({fresh_id_(), actor_, *hearing.plan,
                         [self = shared_from_this(), &hearing](const Answer& answer) {
                             if (is_done(answer)) self->command(hearing);
                             self->one(answer);
                         }});
        }
        one({Acknowledged{}});
    }

    void command(const core::HearingPreparation& hearing)
    {
        for (const auto& command : hearing.commands) {
            ++waiting_;
            halls_.submit(
                {hearing.hearing.value, fresh_id_(), actor_, command,
                 [self = shared_from_this()](const Answer& answer) { self->one(answer); }});
        }
    }

    void one(const Answer& answer)
    {
        if (!is_done(answer) && is_done(first_)) first_ = answer;
        if (--waiting_ == 0) done_(first_);
    }

    Halls& halls_;
    core::Actor actor_;
    core::SeriesPreparation preparation_;
    std::function<std::string()> fresh_id_;
    std::function<void(Answer)> done_;
    Answer first_{Acknowledged{}}; ///< That was not done, if any.
    std::size_t waiting_{0};
};

} // namespace

std::optional<core::Refusal> HearingHall::would_refuse(const core::Actor& actor,
                                                       const core::Command& command) const
{
    const auto decision = judge({hearing_.value, {}, actor, command, {}},
                                {.actor = actor, .id = {}, .at = world_.now()});
    return decision ? std::nullopt : std::optional{decision.error()};
}

std::optional<core::Refusal> Halls::would_refuse(const core::HearingId& hearing,
                                                 const core::Actor& actor,
                                                 const core::Command& command) const
{
    return halls_.at(hearing)->would_refuse(actor, command);
}

void prepare(Halls& halls, const core::Actor& actor, core::SeriesPreparation preparation,
             std::function<std::string()> fresh_id, std::function<void(Answer)> done)
{
    std::make_shared<Preparing>(halls, actor, std::move(preparation), std::move(fresh_id),
                                std::move(done))
        ->begin();
}

} // namespace rostrum::hall
