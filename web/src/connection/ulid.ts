// Command ids: ULIDs, so that they sort by time and never meet.

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** @param entropy ten random bytes */
export function ulid(now: number, entropy: Uint8Array): string {
  let time = '';
  let rest = now;
  for (let i = 0; i < 10; i += 1) {
    time = alphabet.charAt(rest % 32) + time;
    rest = Math.floor(rest / 32);
  }
  let bits = 0;
  let held = 0;
  let random = '';
  for (const byte of entropy.subarray(0, 10)) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      random += alphabet.charAt((held >> bits) & 31);
    }
    held &= (1 << bits) - 1;
  }
  return time + random;
}

export function newId(): string {
  return ulid(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
}
