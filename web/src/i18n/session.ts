// Words of coming in.
import { catalogue } from './catalogue.svelte';

export const entry = catalogue(
  {
    login: '登录',
    loginName: '用户名',
    password: '密码',
    loginHint: '请使用会务组发放的工作人员账号。',
    code: '动态验证码',
    codeAgain: '此操作不能撤销，请再次输入',
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
    login: 'Log in',
    loginName: 'Login',
    password: 'Password',
    loginHint: 'Use the staff account you were given.',
    code: 'One-time code',
    codeAgain: 'This cannot be undone. Once more, please',
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
