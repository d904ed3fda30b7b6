// What the protocols bound, each with what happens beyond it: the file is rejected. The same as in
// server/src/trust/limits.hpp.

export const handleLengthMax = 24;
export const stratumLengthMax = 24;
export const choiceLengthMax = 24;
export const publicIdLengthMax = 64;
export const publicTextLengthMax = 128;

/** Tickets of one person. */
export const weightMax = 1000;
/** Keeps contrib.txt below 90 kB, which every phone fetches within the second. */
export const contributorsMax = 1024;
/** People that one rule may call; above any hall. */
export const calledMax = 1_000_000;
/** Strata of one quota. */
export const quotaPartsMax = 64;
/** Choices of one ballot. */
export const choicesMax = 64;
/** Lines that one file may announce. */
export const fileLinesMax = 10_000_000;
/** What every implementation of PBKDF2 takes. */
export const delayMax = 2_147_483_647;
/** Up to this many iterations, those of a quick draw, the operator had time to try out inputs. */
export const weakDelayMax = 2 ** 24;
/** From the own nonce to the freeze, on the phone's own clock. */
export const freezeWindowMs = 2000;

/** The greatest integer that is exact in a browser. */
export const seqMax = Number.MAX_SAFE_INTEGER;
/** Between the choice and its cast, by chance: what arrives tells nothing of who tapped when. */
export const sealDelayMaxMs = 8000;
