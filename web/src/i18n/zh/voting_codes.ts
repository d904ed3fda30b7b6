export const words = {
  token_request_is_malformed: '领取凭证的请求无法识别。',
  token_is_issued_already: '该席卡已领取过凭证，不能再领第二张。',
  token_was_not_signed: '这张票没有有效的凭证。',
  not_signed_by_voter: '这张票不是由投票人签名的。',
  seq_is_old: '票箱里已有您更新的选择。',
  // What the phone itself finds.
  token_does_not_verify: '服务器给的凭证与公布的测评公钥不符。请向监票人出示。',
  receipt_does_not_verify: '服务器给的回执无效，尚不能确认已计入。正在重试；请向监票人出示。',
};
