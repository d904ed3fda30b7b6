export const words = {
  welcome: '欢迎参加质询答辩会',
  howToJoin: '请用手机扫描席卡上的二维码进入。不能扫码时，请输入席卡上的编号和入场码。',
  cardNumber: '席卡编号',
  cardNumberHint: '例如 A-0001',
  cardCode: '入场码',
  cardCodeHint: '席卡上的 8 位字母和数字，不分大小写',
  byAddress: '我有席卡或旁听的网址',
  cardField: '网址或口令',
  join: '进入会场',
  inUseOwn:
    '如果那也是您（换了手机或浏览器，或清除过浏览数据），请让会务人员为您重新发卡，原设备随即退出。',
  inUseOther: '如果不是您，请立即告知会务人员。',
  inUseSafe: '一张席卡同时只能在一台设备上使用，这样每人只有一票。',
};
