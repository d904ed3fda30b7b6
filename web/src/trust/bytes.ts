// Bytes and their spellings, as all files of the protocols use them. Digests and keys are
// carried as the lower-case hexadecimal in which they stand in the files.
export type Bytes = Uint8Array<ArrayBuffer>;
/** So many bytes of randomness fit for keys. An argument everywhere, so that tests repeat. */
export type Random = (count: number) => Bytes;

// No I, L, O, U: nothing to misread.
const crockfordDigits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const shortFormDigits = 16;

export function fromAscii(text: string): Bytes {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

export function concat(...parts: Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, at) => byte === right[at]);
}

/** Lower case. */
export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Any even number of digits, lower case; nothing otherwise. */
export function unhex(text: string): Bytes | undefined {
  if (!/^(?:[0-9a-f]{2})*$/.test(text)) return undefined;
  return Uint8Array.from({ length: text.length / 2 }, (_, at) =>
    Number.parseInt(text.slice(2 * at, 2 * at + 2), 16),
  );
}

/** Exactly so many bytes, lower case; nothing otherwise. */
export function unhexExactly(text: string, count: number): Bytes | undefined {
  return text.length === 2 * count ? unhex(text) : undefined;
}

/** RFC 4648 §4, padded. */
export function base64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** Only the spelling that `base64` writes: no other padding, no stray bits. */
export function unbase64(text: string): Bytes | undefined {
  try {
    const bytes = fromAscii(atob(text));
    return base64(bytes) === text ? bytes : undefined;
  } catch {
    return undefined;
  }
}

/** The first 80 bits as 16 digits of Crockford's base32: what people compare on the big screen. */
export function shortForm(digest: string): string {
  let bits = BigInt(`0x${digest.slice(0, 20)}`);
  let text = '';
  for (let at = 0; at < shortFormDigits; at += 1) {
    text = crockfordDigits.charAt(Number(bits & 31n)) + text;
    bits >>= 5n;
  }
  return text;
}
