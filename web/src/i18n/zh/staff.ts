export const words = {
  cancel: '取消',
  save: '保存',
  yes: '是',
  no: '否',
  awayHint: (p: { seconds: number }) =>
    `按下超过 ${p.seconds} 秒仍未送出的操作不会补发：恢复后请先核对页面，再按一次。`,
  logout: '退出',
  stillIn: '尚未退出登录',
  stillInHint: '本机仍是登录状态，他人可以您的身份继续操作。请重试，看到登录页面后再离开。',
  role: {
    moderator: '主持人',
    chair: '会议主席',
    teller: '监票人',
    secretariat: '秘书处',
    respondent: '应询人',
    attendee: '与会代表',
    screen: '大屏',
    observer: '旁听人',
  },
  ballotState: {
    locked: '规则已锁定',
    open: '正在投票',
    closing: '投票截止，等候在途选票',
    closed: '已截止，正在计票',
    published: '结果已宣布',
    voided: '已作废',
  },
};
