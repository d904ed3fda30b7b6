#include "protocol/floor_digest.hpp"

namespace rostrum::protocol {
namespace {

void number_queues(FloorOrder& order, const core::Hearing& hearing)
{
    const auto& floor = hearing.floor;
    for (const auto& [queue, questions] : floor.queues) {
        std::int64_t position = 0;
        for (const auto& question : questions)
            order.standings[question.value].position = position++;
        std::int64_t place = 0;
        for (const auto& question :
             core::ordered_queue(floor, hearing.roster, hearing.rules, queue))
            order.standings[question.value].place = place++;
    }
}

} // namespace

FloorOrder floor_order(const core::Hearing& hearing)
{
    FloorOrder order;
    number_queues(order, hearing);
    std::int64_t turn = 1;
    for (const auto& question : hearing.floor.history)
        order.standings[question.value].turn_number = turn++;
    order.next = core::propose_next(hearing.floor, hearing.draws, hearing.roster, hearing.rules);
    return order;
}

std::set<core::QuestionId> moved(const FloorOrder& before, const FloorOrder& after)
{
    std::set<core::QuestionId> questions;
    for (const auto& [question, standing] : after.standings) {
        const auto earlier = before.standings.find(question);
        if (earlier == before.standings.end() || earlier->second != standing)
            questions.insert(core::QuestionId{question});
    }
    for (const auto& [question, standing] : before.standings)
        if (!after.standings.contains(question)) questions.insert(core::QuestionId{question});
    return questions;
}

} // namespace rostrum::protocol
