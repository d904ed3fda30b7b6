#include "core/permission.hpp"

#include <cassert>
#include <type_traits>

namespace rostrum::core {
namespace {

static_assert(role_count <= 16 && phase_count <= 8, "A set has one bit for each.");

constexpr RoleSet bit(Role role)
{
    return static_cast<RoleSet>(1U << static_cast<unsigned>(role));
}

constexpr PhaseSet bit(Phase phase)
{
    return static_cast<PhaseSet>(1U << static_cast<unsigned>(phase));
}

template <typename... Roles>
constexpr RoleSet by(Roles... roles)
{
    return static_cast<RoleSet>((bit(roles) | ...));
}

template <typename... Phases>
constexpr PhaseSet in(Phases... phases)
{
    return static_cast<PhaseSet>((bit(phases) | ...));
}

/// A phase and all that follow up to another.
constexpr PhaseSet from(Phase first, Phase last)
{
    unsigned set = 0;
    for (auto one = static_cast<unsigned>(first); one <= static_cast<unsigned>(last); ++one)
        set |= 1U << one;
    return static_cast<PhaseSet>(set);
}

template <typename OneCommand>
struct Row {
    RoleSet roles;
    PhaseSet phases;
};

/// A command that is added, left out or out of order breaks the build here.
template <typename... Commands>
constexpr std::array<Permission, sizeof...(Commands)> table(Row<Commands>... rows)
{
    static_assert(std::is_same_v<std::variant<Commands...>, CommandAlternatives>,
                  "One row per command, in the order of the variant.");
    return {Permission{Commands::name, rows.roles, rows.phases}...};
}

using enum Role;
using P = Phase;

constexpr PhaseSet unfinished = from(P::draft, P::result);
constexpr PhaseSet in_hall = from(P::check_in, P::result);
constexpr PhaseSet asking = in(P::check_in, P::report, P::inquiry);
constexpr PhaseSet afterwards = in(P::result, P::closed);
constexpr PhaseSet answered = from(P::inquiry, P::closed);

// clang-format off
constexpr auto all_permissions = table(
    // Preparation.
    Row<CreateHearing>    {by(secretariat, system),                in(P::draft)},
    Row<ReplanHearing>    {by(system),                             in(P::draft)},
    Row<DescribeCampaign> {by(secretariat, moderator),             in(P::draft, P::check_in, P::report)},
    Row<SetRules>         {by(secretariat, moderator),             in(P::draft, P::check_in)},
    Row<ImportRoster>     {by(secretariat, moderator),             from(P::draft, P::inquiry)},
    Row<AttachSlides>     {by(secretariat, moderator, respondent), in(P::draft, P::check_in, P::report)},
    // Phases and clocks.
    Row<AdvancePhase>     {by(moderator, chair),                   unfinished},
    Row<ReopenPhase>      {by(moderator, chair),                   unfinished},
    Row<ShowSlide>        {by(moderator, respondent),              in(P::report, P::inquiry)},
    Row<PauseClock>       {by(moderator, chair),                   in_hall},
    Row<ResumeClock>      {by(moderator, chair),                   in_hall},
    Row<ExtendClock>      {by(moderator, chair),                   in_hall},
    // Presence.
    Row<CheckIn>          {by(attendee),                           in_hall},
    Row<MarkPresent>      {by(moderator, secretariat, teller),     in_hall},
    Row<MarkAbsent>       {by(moderator, secretariat, teller),     in_hall},
    Row<NoteEarlierTurns> {by(system),                             unfinished},
    // The floor: those who ask.
    Row<AskQuestion>      {by(attendee, observer),                 asking},
    Row<RaiseHand>        {by(attendee),                           in(P::report, P::inquiry)},
    Row<WithdrawQuestion> {by(attendee, observer),                 asking},
    Row<SupportQuestion>  {by(attendee),                           asking},
    Row<JudgeAnswer>      {by(attendee),                           answered},
    Row<GivePulse>        {by(attendee),                           in(P::inquiry)},
    Row<ConfirmPassage>   {by(attendee),                           afterwards},
    // The floor: those who run it.
    Row<ApproveQuestion>  {by(moderator, chair),                   asking},
    Row<EditQuestion>     {by(moderator, chair),                   asking},
    Row<MergeQuestion>    {by(moderator, chair),                   asking},
    Row<ReturnQuestion>   {by(moderator, chair),                   asking},
    Row<ReconsiderQuestion>{by(moderator, chair),                  asking},
    Row<MoveQuestion>     {by(moderator, chair),                   asking},
    Row<CallQuestion>     {by(moderator, chair),                   in(P::inquiry)},
    Row<StartAnswer>      {by(moderator, chair),                   in(P::inquiry)},
    Row<StartFollowUp>    {by(moderator, chair),                   in(P::inquiry)},
    Row<NoteAnswer>       {by(moderator, secretariat, respondent), answered},
    Row<CloseQuestion>    {by(moderator, chair),                   in(P::inquiry)},
    // Words to the chair.
    Row<PromptChair>      {by(moderator),                          in_hall},
    Row<AcknowledgePrompt>{by(chair),                              in_hall},
    // The draw.
    Row<OpenDraw>         {by(moderator, chair),                   in(P::inquiry)},
    Row<CollectNonces>    {by(moderator, chair),                   in(P::inquiry)},
    Row<ContributeNonce>  {by(attendee),                           in(P::inquiry)},
    Row<FreezeDraw>       {by(system),                             in(P::inquiry)},
    Row<EnterDice>        {by(moderator, chair),                   in(P::inquiry)},
    Row<FinishDraw>       {by(system),                             in(P::inquiry)},
    Row<CallDrawn>        {by(moderator, chair),                   in(P::inquiry)},
    Row<AnswerDraw>       {by(attendee),                           in(P::inquiry)},
    Row<AnswerDrawFor>    {by(moderator, chair),                   in(P::inquiry)},
    Row<MarkDrawnAbsent>  {by(system),                             in(P::inquiry)},
    Row<VoidDraw>         {by(moderator, chair, system),           in(P::inquiry)},
    Row<ReportDrawCheck>  {by(attendee),                           answered},
    // The ballot.
    Row<LockBallotRule>   {by(moderator, chair),                   from(P::check_in, P::ballot)},
    Row<OpenBallot>       {by(moderator, chair),                   in(P::ballot)},
    Row<ClaimBallot>      {by(attendee),                           in(P::ballot)},
    Row<CastBallot>       {by(attendee),                           in(P::ballot)},
    Row<HandOutPaper>     {by(teller, moderator),                  in(P::ballot)},
    Row<TakeBackPaper>    {by(teller, moderator),                  in(P::ballot)},
    Row<CloseBallot>      {by(moderator, chair),                   in(P::ballot)},
    Row<CountBallot>      {by(system),                             in(P::ballot)},
    Row<EnterPaperCount>  {by(teller),                             in(P::ballot, P::result)},
    Row<WithdrawPaperCount>{by(teller, chair),                     in(P::ballot, P::result)},
    Row<SignTally>        {by(teller),                             in(P::result)},
    Row<PublishResult>    {by(chair, moderator),                   in(P::result)},
    Row<VoidBallot>       {by(chair, moderator),                   in(P::ballot, P::result)},
    // Afterwards.
    Row<SubmitReport>     {by(secretariat),                        afterwards},
    Row<AcceptReport>     {by(secretariat),                        afterwards},
    Row<ReturnReport>     {by(secretariat),                        afterwards},
    Row<MarkOverdue>      {by(system),                             afterwards},
    Row<GiveInstruction>  {by(chair, moderator, secretariat),      afterwards},
    Row<FinishInstruction>{by(secretariat),                        afterwards});
// clang-format on

} // namespace

const std::array<Permission, command_count>& permissions()
{
    return all_permissions;
}

bool may(const Permission& permission, Role role)
{
    return (permission.roles & bit(role)) != 0;
}

bool may(const Permission& permission, Phase phase)
{
    return (permission.phases & bit(phase)) != 0;
}

std::optional<Refusal> check_permission(const Command& command, Role role, Phase phase)
{
    assert(!command.valueless_by_exception());
    const Permission& permission = all_permissions.at(command.index());
    if (!may(permission, role)) return Refusal::role_may_not;
    if (!may(permission, phase)) return Refusal::phase_may_not;
    return std::nullopt;
}

} // namespace rostrum::core
