// A made-up round of fifteen hearings on the secretariat's board: held, under way and to come, with duties
// in every state; and a roster as large as one likes.
import { example, exampleTime } from './fake';

type Thing = Record<string, unknown>;

const titles = [
  '海洋攻势',
  '“高端制造业+人工智能”攻势',
  '国际航运贸易金融创新中心建设攻势',
  '“双招双引”攻势',
  '乡村振兴攻势',
  '科技引领城建设攻势',
  '壮大民营经济攻势',
  '军民融合发展攻势',
  '国际时尚城建设攻势',
  '交通基础设施建设攻势',
  '“平安城市”建设攻势',
  '突破县域经济攻势',
  '“高效城市”建设攻势',
  '城市品质改善提升攻势',
  '国际经济走廊建设与地方经贸合作示范区建设攻势',
];
/** Of the hearings that are over: hundredths of a percent; −1 without a result. */
const rates = [9846, 9000, 8992, 8997, 9380, 9612, 10_000, 8411, 9105, 9250, -1, 9733];
const dayMs = 86_400_000;

function report(unit: string, state: string, dueIn: number, round = 1): Thing {
  const due = exampleTime + dueIn * dayMs;
  return {
    unit,
    responsible: '局长',
    questions: 3,
    due,
    state,
    overdue: dueIn < 0,
    round,
  };
}

const noDuties = { owed: 0, submitted: 0, accepted: 0, returned: 0, overdue: 0, reports: {} };

function dutiesOf(index: number): Thing {
  const reports = {
    r1: report('市住房和城乡建设局', 'owed', index - 4),
    r2: report('市生态环境局', 'submitted', 20),
    r3: report('市交通运输局', 'accepted', 10),
    r4: report('市行政审批服务局（市政务服务管理办公室）', 'returned', 14 + index, 2),
  };
  const overdue = index < 4 ? 1 : 0;
  return { owed: 1, submitted: 1, accepted: 1, returned: 1, overdue, reports };
}

function held(index: number, points: number): Thing {
  const outcome = points < 0 ? 'no_result' : points >= 9000 ? 'met' : 'below';
  const returned = points < 0 ? 50 : 129 - (index % 4);
  const reason =
    outcome === 'met'
      ? 'threshold_is_met'
      : outcome === 'below'
        ? 'threshold_is_missed'
        : 'no_quorum';
  const verdict = {
    outcome,
    reason,
    valid: returned,
    base: returned,
    score: Math.max(0, Math.floor((returned * points) / 100)),
    basis_points: points,
    votes_short: outcome === 'below' ? index : 0,
  };
  const ballot = {
    state: 'published',
    issued: 129,
    threshold: { numerator: 9, denominator: 10 },
    returned,
    electorate: { entitled: 130, present: 130 },
    turnout: Math.floor((returned * 10_000) / 130),
    verdict,
    tally: { issued: 129, returned, invalid: 0, votes: {} },
  };
  const duties = outcome === 'below' ? dutiesOf(index) : noDuties;
  return { phase: 'closed', present: 127, questions: 20 + index, turns: 9, ballot, duties };
}

function line(title: string, index: number): Thing {
  const day = Math.floor(index / 5) + 1;
  const points = rates[index];
  const underWay = { phase: 'inquiry', present: 118, questions: 14, turns: 5, duties: noDuties };
  const toCome = { phase: 'draft', present: 0, questions: 0, turns: 0, duties: noDuties };
  return {
    title: `${title}质询答辩会`,
    venue: '市级机关会议中心一楼报告厅',
    day,
    order: (index % 5) + 1,
    starts_at: exampleTime + (day - 4) * dayMs + (index % 5) * 5_400_000,
    expected: 130,
    ...(points !== undefined ? held(index, points) : index === 12 ? underWay : toCome),
  };
}

export function round(): Thing {
  const id = (index: number) => `h${String(index + 1).padStart(2, '0')}`;
  const hearings = Object.fromEntries(
    titles.map((title, index) => [id(index), line(title, index)]),
  );
  return { ...example('view.secretariat.closed'), hearings };
}

/** The desk's view of a hearing to come, with so many people on its roster. */
export function crowd(count: number): Thing {
  const view = example('view.desk.draft');
  const { categories } = view.rules as { categories: Thing };
  const keys = Object.keys(categories);
  const [family, given] = ['王李张刘陈杨赵黄周吴', ['伟', '娜', '静', '建国', '秀英', '芳', '敏']];
  const people = Array.from({ length: count }, (_, at) => [
    `A-${String(at + 1).padStart(5, '0')}`,
    {
      name: `${family[at % family.length] ?? ''}${given[at % given.length] ?? ''}`,
      organisation: `第${String((at % 90) + 1)}选区`,
      title: '代表',
      seat: `${String((at % 40) + 1)}排${String((at % 30) + 1)}号`,
      category: keys[at % keys.length],
      present: false,
      turns: 0,
      turns_before: 0,
      may_question: at % 11 !== 0,
      may_vote: at % 13 !== 0,
      in_draw_pool: at % 5 !== 0,
    },
  ]);
  return { ...view, roster: Object.fromEntries(people) as Thing };
}
