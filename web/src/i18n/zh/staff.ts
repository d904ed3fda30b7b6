export const words = {
  cancel: '取消',
  save: '保存',
  yes: '是',
  no: '否',
  logout: '退出',
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
    closed: '已截止，正在计票',
    published: '结果已宣布',
    voided: '已作废',
  },
};
