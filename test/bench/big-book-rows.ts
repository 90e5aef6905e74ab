/** What the server of the big book holds: each customer with a phone, two tags, two touches and, every other one, a note. */
import type { SeedRow } from '#server/domain/seed.ts';
import { customerFields } from '#test/support/test-company.ts';

export const bigBookSize = 20_000;

const surnames = '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程';
const givenNames = '芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国文博子涵雨桐欣怡浩然梓轩诗琪';
const companies = ['远景设计', '晨光幼儿园', '蓝湾物流', '同济口腔', '南山中学', '华信会计', '', ''];
const cities = ['上海', '杭州', '苏州', '宁波', '深圳', '广州'];
const tags = [
  '怕痛',
  '在意价格',
  '时间紧',
  '有孩子',
  '老客户',
  '正畸',
  '种植',
  '转介绍',
  '爱旅行',
  '周末可约',
];
const tiers = ['A', 'B', 'B', 'C', 'C', 'C', 'N', 'NURTURE'];
const dayMs = 86_400_000;

export function bigBookRows(bookId: string, repId: string) {
  const now = Date.now();
  const at = (daysAgo: number) => new Date(now - daysAgo * dayMs).toISOString();
  const own = { createdAt: at(400), createdBy: repId };
  const rows: Record<'customer' | 'contact_point' | 'customer_tag' | 'touch' | 'note', SeedRow[]> = {
    customer: [],
    contact_point: [],
    customer_tag: [],
    touch: [],
    note: [],
  };
  for (let n = 0; n < bigBookSize; n++) {
    const customerId = rowId(1, n);
    rows.customer.push({ id: customerId, ...own, ...bigCustomer(n) });
    const point = { customerId, kind: 'phone', value: `139${String(n).padStart(8, '0')}`, label: '' };
    rows.contact_point.push({ id: rowId(2, n), ...own, ...point });
    for (const part of [0, 1]) {
      const place = 2 * n + part;
      const name = tags[(n * (part + 3) + part) % tags.length]!;
      rows.customer_tag.push({ id: rowId(3, place), ...own, customerId, tagId: null, name });
      rows.touch.push({
        id: rowId(4, place),
        ...own,
        customerId,
        kind: part === 0 ? 'chat' : 'comment',
        touchClass: 'care',
        body: '问候近况，约了下次检查的时间',
        happenedAt: at((n % 90) + 30 * part),
        minutes: null,
        replied: n % 3 !== 0,
        momentId: null,
        planItemId: null,
      });
    }
    if (n % 2 === 0) {
      const body = '孩子九月上小学，想先了解正畸的时间安排，周末比较方便。';
      rows.note.push({ id: rowId(5, n), ...own, customerId, body, happenedAt: at(n % 200), origin: 'rep' });
    }
  }
  return Object.entries(rows).map(([entity, group]) => ({
    entity: entity as keyof typeof rows,
    scopeId: bookId,
    rows: group,
  }));
}

function bigCustomer(n: number): Record<string, unknown> {
  const surname = surnames[n % surnames.length]!;
  const given = givenNames[(n * 7) % givenNames.length]! + givenNames[(n * 13 + 5) % givenNames.length]!;
  return customerFields({
    name: surname + given,
    addressAs: n % 3 === 0 ? `${surname}姐` : '',
    company: companies[n % companies.length],
    city: cities[n % cities.length],
    tier: tiers[n % tiers.length],
  });
}

function rowId(kind: number, place: number): string {
  return `01900000-f${kind}00-7000-8000-${String(place).padStart(12, '0')}`;
}
