// @vitest-environment node
import { describe, expect, test } from 'vitest';

import { calledHandles, commit, delayInput, rank, resultOrder, score } from '../../src/trust/draw';
import {
  type PoolLine,
  type Rule,
  readFreeze,
  readPool,
  readReveal,
} from '../../src/trust/draw_files';
import { type Parsed, fileHash } from '../../src/trust/text_file';
import { FixedChance, heldDraw } from './support';

const strata = ['expert', 'press', 'public'];
const cards = (...numbers: number[]) => numbers.map((number) => `A-000${number}`);

function read<File>(parsed: Parsed<File>): File {
  if (!parsed.ok) throw new Error(parsed.fault);
  return parsed.file;
}

function resultOf(folder: string) {
  const { files, seed } = heldDraw(folder);
  return resultOrder(read(readPool(files.pool)), read(readFreeze(files.freeze)).rule, seed);
}

/** Some excluded, of all strata or fewer. */
function anyPool(chance: FixedChance): PoolLine[] {
  return Array.from({ length: chance.integer(0, 12) }, (_, at) => {
    const weight = chance.integer(0, 3);
    const line = { handle: `A-${100 + at}`, stratum: chance.pick(strata), weight };
    return weight === 0 ? { ...line, exclusion: 'spoken' as const } : line;
  });
}

const eligible = (pool: PoolLine[], stratum?: string) =>
  pool
    .filter((line) => line.weight > 0 && (stratum ?? line.stratum) === line.stratum)
    .map(({ handle }) => handle);

function forAnyPool(check: (pool: PoolLine[], seed: string, chance: FixedChance) => void): void {
  const chance = new FixedChance(5);
  for (let round = 0; round < 200; round += 1) check(anyPool(chance), chance.hex32(), chance);
}

describe('the published vectors', () => {
  const { files, freezeHash, seed } = heldDraw('hdraw1-tv1');
  const reveal = read(readReveal(files.reveal));

  test('1: hashes, commitment and what the delay starts from', () => {
    expect(fileHash(files.pool)).toEqual({
      lines: 8,
      sha256: 'a40ef9b823b3e79d0ed8cf275d9bcbcbde1c06c42eb722263b04c1a0aeadca2c',
    });
    expect(fileHash(files.contributions)).toEqual({
      lines: 4,
      sha256: '1df873b0fda3bfdbba565d1c3be04839307ffc4b0388fb88cf6c1977e4815538',
    });
    expect(fileHash(files.freeze).sha256).toBe(freezeHash);
    expect(commit('S1/draw/1', reveal.secret)).toBe(
      '6431f04ec977f8f1b7f5878ea448a8906c396909b7151a30da2e7c180018863f',
    );
    expect(delayInput(freezeHash, reveal)).toBe(
      'd7a96a490c73039e0b74affb9b8c6fcbce5464c859b478f801eba0e88b98bfa1',
    );
  });

  test('1: the score of a person is the least of the tickets', () => {
    expect(score(seed, 'A-0001', 1)).toMatch(/^d6efc9c8d27a1935/);
    expect(score(seed, 'A-0002', 1)).toMatch(/^1d994fea6ec2d626/);
    // Tickets 0, 1 and 2 of A-0005 are 81d78587.., a81e6b52.. and a82995d3..
    expect(score(seed, 'A-0005', 3)).toMatch(/^81d78587/);
    expect(score(seed, 'A-0005', 3)).toBe(score(seed, 'A-0005', 1));
  });

  test('1: any 1', () => {
    const lists = resultOf('hdraw1-tv1');
    expect(lists).toEqual([{ stratum: '', handles: cards(4, 2, 6, 5, 8, 7, 1), called: 1 }]);
    expect(calledHandles(lists)).toEqual(cards(4));
  });

  test('2: a quota', () => {
    const lists = resultOf('hdraw1-tv2');
    expect(lists).toEqual([
      { stratum: 'expert', handles: cards(5, 2, 8), called: 2 },
      { stratum: 'press', handles: cards(7, 4, 1), called: 1 },
    ]);
    expect(calledHandles(lists)).toEqual(cards(5, 2, 7));
  });

  test('3: the strata in turn', () => {
    const lists = resultOf('hdraw1-tv3');
    expect(lists).toEqual([{ stratum: '', handles: cards(1, 6, 5, 7, 8, 4, 2), called: 3 }]);
    expect(calledHandles(lists)).toEqual(cards(1, 6, 5));
  });
});

test('everybody with a weight is ranked once, and nobody without', () => {
  forAnyPool((pool, seed) => {
    expect(rank(pool, seed).sort()).toEqual(eligible(pool));
    expect(rank([...pool].reverse(), seed)).toEqual(rank(pool, seed));
  });
});

test('whoever leaves the pool does not change the order of the others', () => {
  forAnyPool((pool, seed, chance) => {
    const gone = chance.integer(0, pool.length);
    const others = rank(pool, seed).filter((handle) => handle !== pool[gone]?.handle);
    expect(
      rank(
        pool.filter((_, at) => at !== gone),
        seed,
      ),
    ).toEqual(others);
  });
});

test('a quota calls so many of each stratum and leaves the rest unfilled', () => {
  const parts = [
    { stratum: 'public', count: 2 },
    { stratum: 'expert', count: 1 },
    { stratum: 'nobody', count: 3 },
  ];
  forAnyPool((pool, seed) => {
    const order = rank(pool, seed);
    const lists = resultOrder(pool, { kind: 'quota', parts }, seed);
    expect(lists).toHaveLength(3);
    lists.forEach(({ stratum, handles, called }, at) => {
      const own = eligible(pool, parts[at]?.stratum);
      expect(stratum).toBe(parts[at]?.stratum);
      expect(handles).toEqual(order.filter((handle) => own.includes(handle)));
      expect(called).toBe(Math.min(parts[at]?.count ?? 0, own.length));
    });
  });
});

test('alternating takes one of each stratum that still has somebody', () => {
  forAnyPool((pool, seed) => {
    const order = rank(pool, seed);
    const [list] = resultOrder(pool, { kind: 'alternate', count: 3 }, seed);
    const handles = list?.handles ?? [];
    expect([...handles].sort()).toEqual(eligible(pool));
    expect(list?.called).toBe(Math.min(3, handles.length));
    const turns = new Map<string, number>();
    for (const handle of handles) {
      const own = pool.find((line) => line.handle === handle)?.stratum ?? '';
      const turn = turns.get(own) ?? 0;
      // Nobody is a whole turn ahead of a stratum that has somebody left.
      for (const other of strata) {
        const taken = turns.get(other) ?? 0;
        if (eligible(pool, other).length > taken) expect(turn).toBeLessThanOrEqual(taken);
      }
      turns.set(own, turn + 1);
    }
    for (const stratum of strata) {
      const own = eligible(pool, stratum);
      const within = (all: string[]) => all.filter((handle) => own.includes(handle));
      expect(within(handles)).toEqual(within(order));
    }
  });
});

test('the rule decides only how many of the rank order are called', () => {
  const line = (handle: string, stratum: string) => ({ handle, stratum, weight: 1 });
  const pool = [line('A', 'x'), line('B', 'x'), line('C', 'y')];
  const seed = new FixedChance(6).hex32();
  const ask = (people: PoolLine[], count: number) =>
    resultOrder(people, { kind: 'any', count } satisfies Rule, seed);
  expect(ask(pool, 1)[0]?.handles).toEqual(ask(pool, 7)[0]?.handles);
  expect(ask(pool, 7)[0]?.called).toBe(3);
  expect(calledHandles(ask(pool, 1))).toHaveLength(1);
  expect(ask([], 1)).toEqual([{ stratum: '', handles: [], called: 0 }]);
});

test('a weight is a chance in proportion', () => {
  // χ² with 2 degrees of freedom is below 13.8 in 999 of 1000 runs.
  const pool = [1, 2, 3].map((weight) => ({ handle: `A-${weight}`, stratum: 'x', weight }));
  const firsts = [0, 0, 0];
  const draws = 6000;
  const chance = new FixedChance(7);
  for (let draw = 0; draw < draws; draw += 1) {
    const at = Number(rank(pool, chance.hex32())[0]?.slice(2)) - 1;
    firsts[at] = (firsts[at] ?? 0) + 1;
  }
  const chi = firsts
    .map((count, at) => [count, (draws * (at + 1)) / 6] as const)
    .reduce((sum, [count, wanted]) => sum + (count - wanted) ** 2 / wanted, 0);
  expect(chi).toBeLessThan(13.8);
});
