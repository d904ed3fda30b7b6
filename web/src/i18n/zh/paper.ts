export const words = {
  small: {
    paper: (p: { count: number }) =>
      `纸质选票只发出 ${p.count} 张：请至少发给 5 人，否则他们的选择可能被推算出来。`,
    phone: (p: { count: number }) =>
      `只有 ${p.count} 人在手机上领票：请至少让 5 人用手机投票，否则他们的选择可能被推算出来。`,
  },
  smallHint:
    '会议记录写明谁领的是哪一种票，手机票和纸质票又分开计数：票数很少时，两者合起来就能看出个人的选择。建议先补发，再截止。如仍要截止，会议记录、结果报告单和会议纪要都会写明。',
  smallAccept: '我知道个人的选择可能被推算出来，决定仍然截止。',
  closeNevertheless: '仍然截止投票',
  smallAccepted: '手机票或纸质票不足 5 张，已确认后截止：个人的选择可能被推算出来',
  takeBack: '收回发错的纸质选票',
  takeBackHint: '先拿回那张票；已投入票箱的，不能收回。收回后席卡可重新领票。理由将记入会议记录。',
  withdraw: (p: { who: string }) => `撤回 ${p.who} 的录入`,
  withdrawHint: '撤回后可重新录入，已有的签字随之失效。理由将记入会议记录。',
};
