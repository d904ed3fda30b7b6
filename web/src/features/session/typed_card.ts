// What is printed on a card, however it is typed: with blanks, in small letters, or in the wide letters
// of a Chinese keyboard. The server is as patient; this is for the eye.

/** Digits that the printed code does not have, for they look like others (Crockford's base32). */
const alike: Record<string, string> = { O: '0', I: '1', L: '1' };
const codeDigits = 8;
const groupDigits = 4;

/** `K7M2-9QXT`: two groups of four, as it is printed. */
export function cardCode(typed: string): string {
  const digits = [...typed.normalize('NFKC').toUpperCase()]
    .map((digit) => alike[digit] ?? digit)
    .filter((digit) => /[0-9A-Z]/.test(digit))
    .slice(0, codeDigits)
    .join('');
  const rest = digits.slice(groupDigits);
  return rest === '' ? digits : `${digits.slice(0, groupDigits)}-${rest}`;
}

/** `A-0001`; letters stay as they are, for two numbers may differ in nothing else. */
export function cardNumber(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[‐-―−_]/g, '-');
}
