#include "papers/words.hpp"

namespace rostrum::papers {

Word word_of(core::Outcome outcome)
{
    switch (outcome) {
    case core::Outcome::met: return {"met", "达标", "Threshold met"};
    case core::Outcome::below: return {"below", "未达标", "Below the threshold"};
    case core::Outcome::no_result: return {"no_result", "无结果", "No result"};
    case core::Outcome::invalid: return {"invalid", "无效", "Void"};
    }
    return {};
}

Word word_of(core::OutcomeReason reason)
{
    switch (reason) {
    case core::OutcomeReason::threshold_is_met:
        return {"threshold_is_met", "达到规定的满意度", "The threshold is met"};
    case core::OutcomeReason::threshold_is_missed:
        return {"threshold_is_missed", "低于规定的满意度", "The threshold is missed"};
    case core::OutcomeReason::no_quorum:
        return {"no_quorum", "收回票数不足", "Too few ballots were returned"};
    case core::OutcomeReason::no_valid_ballots:
        return {"no_valid_ballots", "没有有效票", "There is no valid ballot"};
    case core::OutcomeReason::returned_exceeds_issued:
        return {"returned_exceeds_issued", "收回票数多于发出票数",
                "More ballots were returned than issued"};
    }
    return {};
}

Word word_of(core::BallotBase base)
{
    switch (base) {
    case core::BallotBase::valid: return {"valid", "有效票", "Valid ballots"};
    case core::BallotBase::returned: return {"returned", "收回票", "Returned ballots"};
    case core::BallotBase::present: return {"present", "到会有表决权人数", "Entitled and present"};
    case core::BallotBase::entitled: return {"entitled", "应到有表决权人数", "Entitled"};
    }
    return {};
}

Word word_of(core::DutyState state)
{
    switch (state) {
    case core::DutyState::owed: return {"owed", "待报送", "Owed"};
    case core::DutyState::submitted: return {"submitted", "已报送", "Submitted"};
    case core::DutyState::accepted: return {"accepted", "已通过", "Accepted"};
    case core::DutyState::returned: return {"returned", "已退回", "Returned"};
    case core::DutyState::withdrawn: return {"withdrawn", "已撤销", "Withdrawn"};
    }
    return {};
}

Word word_of(core::AnswerVerdict verdict)
{
    switch (verdict) {
    case core::AnswerVerdict::satisfied: return {"satisfied", "满意", "Satisfied"};
    case core::AnswerVerdict::partly: return {"partly", "部分满意", "Partly satisfied"};
    case core::AnswerVerdict::not_satisfied: return {"not_satisfied", "不满意", "Not satisfied"};
    }
    return {};
}

Word word_of(core::QuestionKind kind)
{
    switch (kind) {
    case core::QuestionKind::written: return {"written", "书面提问", "Written"};
    case core::QuestionKind::oral: return {"oral", "举手发言", "Raised hand"};
    }
    return {};
}

Word word_of(core::QuestionState state)
{
    switch (state) {
    case core::QuestionState::pending: return {"pending", "待审核", "Pending"};
    case core::QuestionState::waiting: return {"waiting", "已入队", "Waiting"};
    case core::QuestionState::speaking: return {"speaking", "正在进行", "Has the floor"};
    case core::QuestionState::closed: return {"closed", "已答复", "Answered"};
    case core::QuestionState::returned: return {"returned", "已退回", "Returned"};
    case core::QuestionState::merged: return {"merged", "已合并", "Merged"};
    case core::QuestionState::withdrawn: return {"withdrawn", "已撤回", "Withdrawn"};
    }
    return {};
}

Word word_of(core::Phase phase)
{
    switch (phase) {
    case core::Phase::draft: return {"draft", "准备", "Draft"};
    case core::Phase::check_in: return {"check_in", "签到", "Check-in"};
    case core::Phase::report: return {"report", "汇报", "Report"};
    case core::Phase::inquiry: return {"inquiry", "质询答辩", "Inquiry"};
    case core::Phase::ballot: return {"ballot", "测评", "Ballot"};
    case core::Phase::result: return {"result", "宣布结果", "Result"};
    case core::Phase::closed: return {"closed", "闭会", "Closed"};
    }
    return {};
}

} // namespace rostrum::papers
