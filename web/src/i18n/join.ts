// Words of coming in by a seat card; on the attendee's page only.
import { catalogue } from './catalogue.svelte';

export const joining = catalogue(
  {
    welcome: '欢迎参加质询答辩会',
    howToJoin: '请用手机扫描席卡上的二维码进入。不能扫码时，请输入席卡上的编号和入场码。',
    cardNumber: '席卡编号',
    cardNumberHint: '例如 A-0001',
    cardCode: '入场码',
    cardCodeHint: '席卡上的 8 位字母和数字，不分大小写',
    byAddress: '我有席卡或旁听的网址',
    cardField: '网址或口令',
    join: '进入会场',
  },
  {
    welcome: 'Welcome to the hearing',
    howToJoin:
      'Scan the code on your seat card with your phone. If that does not work, type the number and the code printed on it.',
    cardNumber: 'Card number',
    cardNumberHint: 'For example A-0001',
    cardCode: 'Code',
    cardCodeHint: 'The 8 letters and digits on the card, in any case',
    byAddress: 'I have the address of a card or for observers',
    cardField: 'Address or token',
    join: 'Enter',
  },
);
