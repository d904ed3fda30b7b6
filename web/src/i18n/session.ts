// Words of coming in.
import { catalogue } from './catalogue.svelte';

export const entry = catalogue(
  {
    welcome: '欢迎参加质询答辩会',
    howToJoin: '请用手机扫描席卡上的二维码进入。也可以把席卡上的网址或口令粘贴在下面。',
    cardField: '席卡网址或口令',
    join: '进入会场',
    login: '登录',
    loginName: '用户名',
    password: '密码',
    loginHint: '请使用会务组发放的工作人员账号。',
    choose: '请选择会议',
    chooseHint: '您可以参加以下会议。',
    noHearing: '目前没有向您开放的会议。',
    change: '更换会议',
    replaced: '您已在另一个窗口或页面打开本会议。',
    takeOver: '在此页面继续',
    reissued: '您的席卡已重新发放，此设备上的登录已结束。请使用新席卡。',
    outdated: '页面版本已过期，请刷新后继续。',
    reload: '刷新页面',
    tryAgain: '重试',
  },
  {
    welcome: 'Welcome to the hearing',
    howToJoin:
      'Scan the code on your seat card with your phone. Or paste the address or the token of the card below.',
    cardField: 'Address or token of the seat card',
    join: 'Enter',
    login: 'Log in',
    loginName: 'Login',
    password: 'Password',
    loginHint: 'Please use the staff account you were given.',
    choose: 'Choose a hearing',
    chooseHint: 'These hearings are open to you.',
    noHearing: 'No hearing is open to you at the moment.',
    change: 'Other hearing',
    replaced: 'This hearing is open in another window of yours.',
    takeOver: 'Continue here',
    reissued:
      'Your seat card was issued anew, so this device was logged out. Please use the new card.',
    outdated: 'This page is out of date. Please reload it.',
    reload: 'Reload',
    tryAgain: 'Try again',
  },
);
