#include "papers/printed_hearing.hpp"

#include <array>
#include <string>

namespace rostrum::papers {
namespace {

// 2021-01-21 09:00 in Beijing.
constexpr core::Instant begins{1'611'190'800'000};

core::ParticipantId card(int number)
{
    const auto digits = std::to_string(number);
    return {"A-" + std::string(4 - digits.size(), '0') + digits};
}

void add_people(Record& record, int people)
{
    static constexpr std::array surnames{"王", "李", "张", "刘", "陈", "杨", "赵", "欧阳"};
    static constexpr std::array given{"伟", "芳", "秀英", "建国", "晓明", "海涛", "雪"};
    auto& hearing = record.hearing;
    const auto& categories = hearing.rules.categories;
    for (int i = 1; i <= people; ++i) {
        const auto at = static_cast<std::size_t>(i);
        auto& person = hearing.roster.participants[card(i)];
        person.entry = {card(i), categories[at % categories.size()].category, true, true, true};
        record.names[card(i)] = {
            std::string{surnames.at(at % surnames.size())} + given.at(at % given.size()),
            "市第" + std::to_string(i % 9 + 1) + "代表团", "代表",
            std::to_string(i % 20 + 1) + "排" + std::to_string(i % 30 + 1) + "座"};
        if (i % 10 == 0) continue;
        person.presence = core::Presence{core::PresenceSource::card, begins};
        record.course.attended.insert(card(i));
        ++hearing.roster.present;
    }
}

core::Question question_of(int number)
{
    core::Question question;
    question.question = {"q" + std::to_string(number)};
    question.state = core::QuestionState::closed;
    question.asker_id = card(number % 100 + 1).value;
    question.original_text = "海洋经济增速为什么低于年初目标?";
    question.text = "去年海洋生产总值增速为什么低于年初确定的目标？哪些项目没有按期开工，"
                    "责任单位下一步准备怎样补上进度？（" +
                    std::to_string(number) + "）";
    question.units = {{number % 2 == 1 ? "u1" : "u2"}};
    question.notes = {{question.units.front(),
                       "受疫情影响，三个码头项目推迟开工；已于十二月全部复工，计划2021年6月30日前"
                       "完成主体工程，由分管副局长每月调度一次。"}};
    question.follow_ups = number % 3 == 0 ? 1 : 0;
    if (number % 4 != 0) question.verdict = static_cast<core::AnswerVerdict>(number % 3);
    if (number == 2) question.confirmed_text = "去年增速为什么低于目标？请给出完成时限。";
    return question;
}

void add_questions(Record& record, int questions)
{
    auto& floor = record.hearing.floor;
    for (int i = 1; i <= questions; ++i) {
        auto question = question_of(i);
        const auto called = begins + core::minutes(30 + 5 * i);
        record.course.turns[question.question] = {called, called + core::minutes(4)};
        floor.history.push_back(question.question);
        floor.questions[question.question] = std::move(question);
    }
    core::Question returned;
    returned.question = {"q" + std::to_string(questions + 1)};
    returned.state = core::QuestionState::returned;
    floor.questions[returned.question] = returned;
}

void add_draw(Record& record)
{
    core::Draw draw;
    draw.draw = {"d1"};
    draw.public_id = "h01/draw/1";
    draw.state = core::DrawState::accepted;
    draw.opened_at = begins + core::minutes(50);
    for (int i = 1; i <= 6; ++i) draw.pool.push_back({card(i), {"citizen"}, i == 1 ? 0U : 1U, {}});
    draw.contributions[card(2)] = std::string(64, 'c');
    draw.commit = std::string(64, 'e');
    draw.seals = core::DrawSeals{{}, {}, std::string(64, 'f')};
    draw.public_text = "-";
    draw.seed = std::string(64, '5');
    draw.drawn = {{card(3), core::DrawnState::accepted}};
    draw.inputs_hold = {card(2), card(4)};
    draw.seed_holds = {card(2)};
    record.hearing.draws.draws.push_back(draw);
}

void add_ballot(Record& record)
{
    core::Ballot ballot;
    ballot.ballot = {"b1"};
    ballot.public_id = "h01/ballot/1";
    ballot.state = core::BallotState::published;
    ballot.rule = core::default_ballot_rule();
    ballot.rule_sha256 = std::string(64, 'a');
    const auto& options = ballot.rule.options;
    ballot.phones = core::Tally{
        121, 120, 1, {{options[0].option, 92}, {options[1].option, 15}, {options[2].option, 12}}};
    ballot.issued_on_paper = 10;
    const core::Tally paper{
        10, 10, 0, {{options[0].option, 8}, {options[1].option, 1}, {options[2].option, 1}}};
    ballot.paper_counts = {{{"teller1"}, paper}, {{"teller2"}, paper}};
    ballot.electorate = {150, 135};
    ballot.signatures = {{"teller1"}, {"teller2"}};
    ballot.by_category = {{{"citizen"}, {{options[0].option, 20}, {options[2].option, 2}}}};
    ballot.verdict = core::judge(ballot.rule, *ballot.phones + paper, ballot.electorate);
    record.hearing.ballots.ballots.push_back(ballot);
    record.course.published[{"b1"}] = begins + core::minutes(120);
}

void add_duties(Record& record)
{
    auto& duties = record.hearing.duties;
    for (const auto* unit : {"u1", "u2"}) {
        core::ReportDuty duty;
        duty.duty = {unit == std::string{"u1"} ? "r1" : "r2"};
        duty.ballot = {"b1"};
        duty.unit = {unit};
        for (const auto& id : record.hearing.floor.history)
            if (record.hearing.floor.questions.at(id).units.front() == duty.unit)
                duty.questions.push_back(id);
        duty.due = begins + core::days(30);
        duties.reports[duty.duty] = duty;
    }
    duties.instructions[{"i1"}] = {
        {"i1"}, {"u1"}, "局长", "一季度前公布码头项目的月度进度。", begins + core::days(60),
        false,  {}};
}

} // namespace

Record printed_record(int people, int questions)
{
    Record record;
    record.series = "青岛市2021年攻势质询答辩会议";
    auto& hearing = record.hearing;
    hearing.hearing = {"h01"};
    hearing.title = "海洋攻势";
    hearing.venue = "市级机关会议中心三楼会议厅";
    hearing.starts_at = begins;
    hearing.rules = core::default_rules();
    hearing.campaign.title = "海洋攻势";
    hearing.campaign.units = {{{"u1"}, "市海洋发展局", "市海洋发展局局长"},
                              {{"u2"}, "市交通运输局", "市交通运输局局长"}};
    hearing.agenda.phase = core::Phase::closed;
    using P = core::Phase;
    int minute = -20;
    for (const auto phase : {P::check_in, P::report, P::inquiry, P::ballot, P::result, P::closed}) {
        record.course.phases.push_back({phase, begins + core::minutes(minute), false, {}});
        minute += 25;
    }
    add_people(record, people);
    add_questions(record, questions);
    add_draw(record);
    add_ballot(record);
    add_duties(record);
    record.checkpoint = "rostrum/h01\n1234\n" + std::string(43, 'R') + "=\n\n— rostrum/h01 c2ln\n";
    record.verifier = "rostrum/h01+12345678+" + std::string(44, 'V');
    return record;
}

} // namespace rostrum::papers
