/** Search as you type over 20,000 customers and 200,000 notes, as core answers it, beside a scan of every note. */
import { setMeta } from '#core/db/meta.ts';
import { createTextIndex } from '#core/db/repository/text-index.ts';
import { createServices } from '#core/services/all.ts';
import { createLocalContext } from '#test/support/local-context.ts';
import type { Figure } from './figure.ts';
import { medianOf, timed } from './time.ts';

const customers = 20_000;
const notes = 200_000;
const at = '2025-01-01T00:00:00.000Z';
const surnames = '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗';
const given = '芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国文博子涵';
const words =
  '孩子 九月 上小学 想先 了解 正畸 时间 安排 周末 方便 今天 聊了 种植牙 价格 担心 怕痛 老公 出差 回来 再定 女儿 钢琴 考级 旅行 三亚 火锅 养猫 装修 新房 贷款 加班 体检 妈妈 生日 礼物 咖啡 瑜伽 健身 学车 保险 医院 疫苗 幼儿园 同事 介绍 复诊 拍片 洗牙'.split(
    ' ',
  );

/** What people type, key by key: names, pinyin, two characters of a note, several words, nothing there. */
const typed = [
  ...['王', '王芳', '王芳敏', 'w', 'wa', 'wang', 'wangf', 'zhangx', 'lmq', 'wang芳', '12345'],
  ...[
    '正',
    '正畸',
    '孩子',
    '钢琴',
    '女儿',
    '女儿钢琴',
    '怕痛 价格',
    '医院',
    '三亚火锅',
    '没有的',
    '孩子 九月 周末',
  ],
];

function random(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_103_515_245 + 12_345) & 0x7fffffff) / 0x80000000;
}

export async function search200000(): Promise<Figure[]> {
  const context = createLocalContext();
  const { db, bookId } = context;
  const next = random(7);
  const pick = <T>(from: ArrayLike<T>): T => from[Math.floor(next() * from.length)]!;
  try {
    db.transaction(() => {
      for (let n = 0; n < customers; n++) {
        db.raw(
          `INSERT INTO customer (id, scope_id, version, created_at, late, name, address_as, nickname, company, job_title,
             city, tier, trust_stage, source, intent, status, consent, added_on, remark)
           VALUES (?, ?, 1, '${at}', 0, ?, '', '', ?, '', '杭州', 'C', 'acquainted', 'order', 0, 'active', 'full', '2025-01-01', '')`,
          idOf(1, n),
          bookId,
          pick(surnames) + pick(given) + pick(given),
          n % 5 === 0 ? '远景设计' : '',
        );
      }
      for (let n = 0; n < notes; n++) {
        const body = Array.from({ length: 8 + Math.floor(next() * 12) }, () => pick(words)).join('');
        db.raw(
          `INSERT INTO note (id, scope_id, version, created_at, late, customer_id, body, happened_at, origin)
           VALUES (?, ?, 1, '${at}', 0, ?, ?, ?, 'rep')`,
          idOf(2, n),
          bookId,
          idOf(1, (n * 7) % customers),
          body,
          new Date(1_600_000_000_000 + n * 700_000).toISOString(),
        );
      }
    });
    const index = createTextIndex(db);
    const building = await timed(() => db.transaction(() => index.work(Infinity)));
    setMeta(db, 'first_download_at', at);
    const { search } = createServices(context);
    search.find('王', 8);
    const answers: number[] = [];
    for (let round = 0; round < 10; round++) {
      for (const text of typed) answers.push((await timed(() => search.find(text, 8))).ms);
    }
    answers.sort((a, b) => a - b);
    const scan = await medianOf(3, () =>
      db.raw(`SELECT id FROM note WHERE body LIKE '%正畸%' ORDER BY happened_at DESC LIMIT 8`),
    );
    const reference = { what: 'LIKE over every note of the same file', measured: scan };
    const atShare = (share: number) => answers[Math.floor(answers.length * share)]!;
    return [
      {
        figure: 'search-200000: p95 of a key',
        measured: atShare(0.95),
        unit: 'ms',
        target: { atMost: 30 },
        reference,
        note: `median ${atShare(0.5).toFixed(1)} ms, slowest ${answers.at(-1)!.toFixed(1)} ms of ${answers.length}`,
      },
      { figure: 'search-200000: index built', measured: building.ms, unit: 'ms', reference },
    ];
  } finally {
    context.close();
  }
}

function idOf(kind: number, n: number): string {
  return `01900000-f${kind}00-7000-8000-${String(n).padStart(12, '0')}`;
}
