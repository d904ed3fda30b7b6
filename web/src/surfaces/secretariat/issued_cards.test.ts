// Links and codes of seat cards are told once: nobody loses them by looking at something else.
import { readFileSync } from 'node:fs';

import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { HallView } from '../../protocol/views';
import { toasts } from '../../ui/toasts.svelte';
import App from './App.svelte';
import CardsPanel from './CardsPanel.svelte';
import type { Card } from './cards';
import { IssuedCards } from './issued_cards.svelte';

const view = JSON.parse(
  readFileSync('../schema/examples/valid/view.desk.draft.json', 'utf8'),
) as HallView;
const card = (participant: string, code = 'K7M2-9QXT'): Card => ({
  participant,
  name: '王一',
  seat: '',
  category: 'citizen',
  url: `http://h/j#${participant}${code}`,
  code,
});

let issued: IssuedCards;
const panel = () => render(CardsPanel, { id: 'h01', view, issued });
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const codes = () =>
  screen.queryAllByText(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/).map((one) => one.textContent);
/** The server issues these. */
const issues = (...cards: Card[]) =>
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ cards })));

beforeEach(() => {
  issued = new IssuedCards();
  toasts.list = [];
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:1');
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test('cards that are not saved are still there after a look at another tab; those that are saved are not', async () => {
  issues(card('A-0001'), card('A-0002'));
  const first = panel();
  await press('为尚无席卡者发放');
  await vi.waitFor(() => expect(codes()).toHaveLength(2));
  expect(screen.getByText('尚未保存。')).toBeTruthy();
  first.unmount();

  const second = panel();
  expect(codes()).toHaveLength(2);
  expect(issued.areUnsaved).toBe(true);
  await press('下载列表（CSV）');
  expect(issued.areUnsaved).toBe(false);
  expect(codes()).toHaveLength(2);
  second.unmount();

  panel();
  expect(codes()).toEqual([]);
});

test('cards that somebody puts away are gone', async () => {
  issues(card('A-0001'));
  panel();
  await press('为尚无席卡者发放');
  await vi.waitFor(() => expect(codes()).toHaveLength(1));
  await press('不再显示');
  expect([codes(), issued.areUnsaved]).toEqual([[], false]);
});

test('a card issued anew takes the place of its own, and the others stay', () => {
  issued.add('h01', view, { cards: [card('A-0001', 'OLDC-0DE1'), card('A-0002')] });
  issued.add('h02', view, { cards: [card('A-0001', 'OTHE-RONE')] });
  issued.add('h01', view, { cards: [card('A-0001', 'NEWC-0DE1')] });
  const listed = issued.of('h01').map(({ cards }) => cards.map(({ code }) => code));
  expect(listed).toEqual([['NEWC-0DE1'], ['K7M2-9QXT']]);
  expect(issued.of('h02')).toHaveLength(1);
});

test('sheets that hold a card issued anew are offered with a word of it', () => {
  issued.add('h01', view, { cards: [card('A-0001'), card('A-0002')], pdf: 'both' });
  issued.add('h01', view, { cards: [card('A-0003')], pdf: 'third' });
  issued.add('h01', view, { cards: [card('A-0001', 'NEWC-0DE1')], pdf: 'new' });
  expect(issued.of('h01').map(({ pdf }) => pdf)).toEqual(['new', 'third', 'both']);
  panel();
  expect(screen.getAllByText(/已重新发放/).map((one) => one.textContent.trim())).toEqual([
    'PDF 中以下席卡已重新发放，原卡作废，请勿发出：A-0001',
  ]);
});

test('numbers typed while cards are being issued stay', async () => {
  let answer: (response: Response) => void = () => undefined;
  vi.stubGlobal('fetch', () => new Promise<Response>((resolve) => (answer = resolve)));
  panel();
  await press('为尚无席卡者发放');
  const field = screen.getByLabelText<HTMLInputElement>(/个别人重新发放/);
  await fireEvent.input(field, { target: { value: 'A-0002' } });
  answer(Response.json({ cards: [card('A-0001')] }));
  await vi.waitFor(() => expect(codes()).toHaveLength(1));
  expect(field.value).toBe('A-0002');
});

test('who would go while cards are being issued is told to wait for them', () => {
  void issued.awaiting(new Promise(() => undefined));
  expect(issued.mayGo()).toBe(false);
  expect(toasts.list.map(({ text }) => text)).toEqual(['正在发放席卡，请稍候再退出。']);
});

test('while cards are being issued they are as good as not saved', async () => {
  let answer: (response: Response) => void = () => undefined;
  vi.stubGlobal('fetch', () => new Promise<Response>((resolve) => (answer = resolve)));
  panel();
  await press('为尚无席卡者发放');
  expect(issued.areUnsaved).toBe(true);
  answer(Response.json({ cards: [] }));
  await vi.waitFor(() => expect(issued.areUnsaved).toBe(false));
});

test('of several people the cards are issued anew at once', async () => {
  const asked = vi.fn((_path: string, { body }: { body: string }) => {
    expect(JSON.parse(body)).toMatchObject({ participants: ['A-0001', 'A-0002', 'A-0003'] });
    return Promise.resolve(Response.json({ cards: [card('A-0001')] }));
  });
  vi.stubGlobal('fetch', asked);
  panel();
  const field = screen.getByLabelText(/个别人重新发放/);
  await fireEvent.input(field, { target: { value: ' A-0001，A-0002, A-0003 A-0002 ' } });
  await press('重新发放');
  await vi.waitFor(() => expect(codes()).toHaveLength(1));
  expect(asked).toHaveBeenCalledTimes(1);
});

test.each([
  ['has no clipboard, as without TLS', undefined],
  ['refuses', { writeText: () => Promise.reject(new DOMException('', 'NotAllowedError')) }],
])('where the browser %s, the link is selected and that is said', async (_, clipboard) => {
  vi.stubGlobal('navigator', { ...navigator, clipboard });
  issued.add('h01', view, { cards: [card('A-0001')] });
  panel();
  await press('复制链接');
  await vi.waitFor(() =>
    expect(toasts.list.map(({ text }) => text).join()).toContain('不允许复制'),
  );
  expect(getSelection()?.toString()).toContain('http://h/j#A-0001');
});

const sockets: { onclose: ((event: { code: number }) => void) | null }[] = [];

/** The office, with cards in it that nobody has saved. */
async function officeWithCards(unsaved: boolean) {
  vi.spyOn(IssuedCards.prototype, 'areUnsaved', 'get').mockReturnValue(unsaved);
  const asked: string[] = [];
  vi.stubGlobal(
    'WebSocket',
    class {
      onclose: ((event: { code: number }) => void) | null = null;
      constructor() {
        sockets.push(this);
      }
      close = () => undefined;
    },
  );
  vi.stubGlobal('fetch', (path: string) => {
    asked.push(path);
    const session = {
      role: 'secretariat',
      subject: 'anna',
      name: '安娜',
      nonce: 'n',
      hearings: [],
    };
    return Promise.resolve(path.endsWith('/logout') ? new Response('') : Response.json(session));
  });
  render(App);
  await screen.findByText(/安娜/);
  return asked;
}
const leaving = () => {
  const event = new Event('beforeunload', { cancelable: true });
  dispatchEvent(event);
  return event.defaultPrevented;
};

test('whoever closes the page or logs out with cards that are not saved is asked first', async () => {
  const asked = await officeWithCards(true);
  expect(leaving()).toBe(true);
  await press('退出');
  await vi.waitFor(() => expect(toasts.list.map(({ text }) => text).join()).toContain('尚未保存'));
  expect(asked).toEqual(['/api/v1/session']);
});

test('when the session has ended cards are still there, and nobody leaves unasked those that are not saved', async () => {
  const office = await officeWithCards(true);
  const list = { hearing: 'h01', view, pdf: undefined, ended: [] };
  vi.spyOn(IssuedCards.prototype, 'lists', 'get').mockReturnValue([
    { ...list, key: 1, cards: [card('A-0001')], isSaved: false },
    { ...list, key: 2, cards: [card('A-0002')], isSaved: true },
  ]);
  sockets.at(-1)?.onclose?.({ code: 4401 });
  await vi.waitFor(() => expect(codes()).toHaveLength(2));
  await press('重试');
  expect(toasts.list.map(({ text }) => text).join()).toContain('尚未保存');
  expect(codes()).toHaveLength(2);
  expect(office).toEqual(['/api/v1/session']);
});

test('with nothing to lose nobody is asked', async () => {
  const asked = await officeWithCards(false);
  expect(leaving()).toBe(false);
  await press('退出');
  await vi.waitFor(() => expect(asked).toContain('/api/v1/logout'));
});
