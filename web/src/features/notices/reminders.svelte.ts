// A short buzz and two tones for what cannot wait: only where the person has allowed it on this device.
import { deviceStorage } from '../../connection/storage';
import type { HallView, Me } from '../../protocol/views';

const allowedKey = 'rostrum.reminders';
const buzz = [200, 100, 200];
const tones = [660, 880];
const toneSeconds = 0.18;

/** What somebody must not miss now, by name: being drawn, having the floor, an open ballot. */
export function urgentThings(view: HallView, me: Me | undefined): string[] {
  const speaking = view.floor.turn?.question;
  return [
    view.ballot?.state === 'open' && me?.may_vote === true ? view.ballot.ballot : undefined,
    me?.draw?.draw,
    speaking !== undefined && me?.questions?.[speaking] ? speaking : undefined,
  ].filter((one) => one !== undefined);
}

export class Reminders {
  allowed = $state(deviceStorage.getItem(allowedKey) === 'yes');
  private known: Set<string> | undefined;
  private sound: AudioContext | undefined;

  constructor() {
    // Browsers make no sound before the page was touched once.
    if (this.allowed) addEventListener('pointerdown', () => this.unlock(), { once: true });
  }

  /** By a tap; and lets one feel at once what it will be like. */
  allow(yes: boolean): void {
    this.allowed = yes;
    if (!yes) return deviceStorage.removeItem(allowedKey);
    deviceStorage.setItem(allowedKey, 'yes');
    this.unlock();
    this.remind();
  }

  /** With every change: what is there when the page opens is no news. */
  follow(urgent: string[]): void {
    const { known } = this;
    this.known = new Set([...(known ?? []), ...urgent]);
    if (known && this.known.size > known.size) this.remind();
  }

  private remind(): void {
    if (!this.allowed) return;
    if ('vibrate' in navigator) navigator.vibrate(buzz);
    tones.forEach((hertz, index) => this.ring(hertz, index * toneSeconds));
  }

  private unlock(): void {
    // Safari knows it without the prefix from 14.1 on.
    if (!('AudioContext' in window)) return;
    this.sound ??= new AudioContext();
    void this.sound.resume();
  }

  private ring(hertz: number, after: number): void {
    const { sound } = this;
    if (sound?.state !== 'running') return;
    const tone = sound.createOscillator();
    const volume = sound.createGain();
    const begin = sound.currentTime + after;
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0.2, begin);
    volume.gain.exponentialRampToValueAtTime(0.001, begin + toneSeconds);
    tone.connect(volume).connect(sound.destination);
    tone.start(begin);
    tone.stop(begin + toneSeconds);
  }
}

export const reminders = new Reminders();
