// ballot.txt, which vouches for the other files of a secret ballot. Accepts and rejects what
// server/src/trust/ballot_files.cpp does.
import type { BallotTerms } from './ballot';
import { readBallotKey } from './ballot_key';
import { choicesMax } from './limits';
import {
  type FileHash,
  type Parsed,
  inLine,
  misspelt,
  readBase64,
  readChoice,
  readFileHash,
  readForm,
  readPublicId,
  reading,
} from './text_file';

export interface BallotSheet {
  terms: BallotTerms;
  roll: FileHash;
  issued: FileHash;
  ballots: FileHash;
}

function readKey(word: string): string {
  const spelt = readBase64(word);
  return readBallotKey(spelt) ? spelt : misspelt('not_a_key');
}

function readChoices(words: string[]): string[] {
  return words.map((word, at) => {
    const choice = readChoice(word);
    return words.indexOf(word) < at ? misspelt('duplicate') : choice;
  });
}

export function readSheet(bytes: Uint8Array): Parsed<BallotSheet> {
  return reading(() => {
    const [, ballot = [], key = [], choices = [], roll = [], issued = [], ballots = []] = readForm(
      bytes,
      [
        ['hballot1/ballot', 0],
        ['ballot'],
        ['key'],
        ['choices', 1, choicesMax],
        ['roll', 2],
        ['issued', 2],
        ['ballots', 2],
      ],
    );
    return {
      terms: {
        ballot: inLine(1, () => readPublicId(ballot[0] ?? '')),
        key: inLine(2, () => readKey(key[0] ?? '')),
        choices: inLine(3, () => readChoices(choices)),
      },
      roll: inLine(4, () => readFileHash(roll)),
      issued: inLine(5, () => readFileHash(issued)),
      ballots: inLine(6, () => readFileHash(ballots)),
    };
  });
}
