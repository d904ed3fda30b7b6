// SHA-256, FIPS 180-4. Our own, because browsers offer theirs only over TLS; for a few hundred bytes.

const words = 2 ** 32;
const fraction = (root: number): number => ((root % 1) * words) | 0;

const initial: number[] = [];
const constants: number[] = [];
for (let candidate = 2; constants.length < 64; candidate++) {
  let divisor = 2;
  while (candidate % divisor !== 0) divisor++;
  if (divisor < candidate) continue;
  if (initial.length < 8) initial.push(fraction(Math.sqrt(candidate)));
  constants.push(fraction(Math.cbrt(candidate)));
}

const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

function block(state: number[], view: DataView, at: number): number[] {
  const w: number[] = [];
  let [a, b, c, d, e, f, g, h] = state as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  for (let i = 0; i < 64; i++) {
    if (i < 16) {
      w[i] = view.getInt32(at + 4 * i);
    } else {
      const early = w[i - 15] as number;
      const late = w[i - 2] as number;
      const small0 = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
      const small1 = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
      w[i] = ((w[i - 16] as number) + small0 + (w[i - 7] as number) + small1) | 0;
    }
    const big1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const choice = (e & f) ^ (~e & g);
    const one = (h + big1 + choice + (constants[i] as number) + (w[i] as number)) | 0;
    const big0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const two = (big0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  return [a, b, c, d, e, f, g, h].map((word, i) => (word + (state[i] as number)) | 0);
}

export function sha256(bytes: Uint8Array): Uint8Array {
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 4, bytes.length * 8);
  let state = initial;
  for (let at = 0; at < padded.length; at += 64) state = block(state, view, at);
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((word, i) => digest.setInt32(4 * i, word));
  return new Uint8Array(digest.buffer);
}
