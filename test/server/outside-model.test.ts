/** Whatever happens in whatever order, the counters end as if they were worked out anew from all the books. */
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { runOutsideRound } from '#server/domain/outside/outside-round.ts';
import { dayMs } from '#shared/domain/calendar.ts';
import { personKeyOf } from '#shared/domain/person-key.ts';
import type { Write } from '#shared/protocol/sync.ts';
import type { CompanyServer } from '#test/support/company-server.ts';
import { describeOnBoth } from '#test/support/on-both-databases.ts';
import { customerIdOf, testCompany } from '#test/support/test-company.ts';
import { insert, patch, signIn, type Device } from './device.ts';

const now = Date.parse('2026-03-10T02:00:00.000Z');
/** So few that they meet all the time. */
const perBook = 2;
const phones = ['13800000001', '+86 13800000001', '13800000002', '13800000003', '010-62770000'];
const homes = ['0190bbbb-0000-7000-8000-000000000001'];

type Step =
  | { do: 'phone' | 'home'; rep: number; place: number; which: number }
  | { do: 'touch'; rep: number; place: number; days: number; isPromo: boolean }
  | { do: 'rename'; nth: number; which: number }
  | { do: 'undo'; nth: number; which: number }
  | { do: 'round'; nth: number; which: number }
  | { do: 'leave'; rep: number; place: number };

const who = { rep: fc.integer({ min: 1, max: 3 }), place: fc.integer({ min: 1, max: perBook }) };
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('phone'), ...who, which: fc.nat(phones.length - 1) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('home'), ...who, which: fc.nat(homes.length - 1) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('touch'),
      ...who,
      days: fc.integer({ min: 0, max: 40 }),
      isPromo: fc.boolean(),
    }),
  },
  {
    weight: 7,
    arbitrary: fc.record({
      do: fc.constantFrom('rename', 'undo', 'round', 'round'),
      nth: fc.nat(40),
      which: fc.nat(phones.length - 1),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('leave'), ...who }) },
) as fc.Arbitrary<Step>;

describeOnBoth('counters over books, against a model', (maker) => {
  let server: CompanyServer;
  let devices: Device[];
  const books = () => server.company.reps.map(({ bookId }) => bookId!);

  beforeAll(async () => {
    server = await maker.start({
      company: (await testCompany({ customersPerBook: perBook })).seed,
      clock: { now: () => now },
    });
    devices = [];
    for (const account of ['rep1', 'rep2', 'rep3']) devices.push(await signIn(server.url, account));
  });

  const round = () => runOutsideRound(server.db, { now: () => now }, server.company.companyId);
  const settle = async () => {
    for (let rounds = 0; rounds < 30; rounds++) {
      const done = (await round())!;
      if (!done.hasMore && done.notices.length === 0) return;
    }
    throw new Error('the rounds never end');
  };
  const clear = async () => {
    for (const table of ['contact_point', 'household_member', 'touch', 'outside_contact'] as const)
      await server.db.deleteFrom(table).execute();
    await server.db.deleteFrom('personKey').execute();
    await server.db.deleteFrom('outsideMark').execute();
    await server.db.updateTable('customer').set({ deletedAt: null }).execute();
  };

  async function play(steps: readonly Step[]): Promise<void> {
    const made: { rep: number; entity: string; id: string }[] = [];
    const push = async (rep: number, write: Write) => {
      const device = devices[rep - 1]!;
      const { results } = await device.push(device.mutation([write]));
      expect(results[0]!.status).toBe('applied');
    };
    for (const one of steps) {
      if (one.do === 'round') {
        await round();
      } else if (one.do === 'rename' || one.do === 'undo') {
        const known = one.do === 'rename' ? made.filter(({ entity }) => entity === 'contact_point') : made;
        const row = known[one.nth % Math.max(1, known.length)];
        if (!row) continue;
        const fields =
          one.do === 'rename' ? { value: phones[one.which] } : { deletedAt: new Date(now).toISOString() };
        await push(row.rep, patch(row.entity, books()[row.rep - 1]!, row.id, 1_000_000, fields));
      } else {
        const book = books()[one.rep - 1]!;
        const customerId = customerIdOf(one.rep, one.place);
        if (one.do === 'leave') {
          const deletedAt = new Date(now).toISOString();
          await push(one.rep, patch('customer', book, customerId, 1_000_000, { deletedAt }));
          continue;
        }
        const write = writeOf(one, book, customerId);
        made.push({ rep: one.rep, entity: write.entity, id: write.id });
        await push(one.rep, write);
      }
    }
  }

  test('the same end as from scratch', { timeout: 120_000 }, async () => {
    const seed = Number(process.env.FC_SEED ?? Date.now() % 1_000_000);
    console.log(`seed ${seed}`);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 30 }), async (steps) => {
        await clear();
        await play(steps);
        await settle();
        const kept = await server.db
          .selectFrom('outside_contact')
          .select(['customerId', 'talkAts', 'promoAts', 'householdPromoAts'])
          .where('deletedAt', 'is', null)
          .execute();
        expect(new Map(kept.map(({ customerId, ...row }) => [customerId as string, row]))).toEqual(
          await fromScratch(server),
        );
      }),
      { seed, numRuns: 30 },
    );
  });
});

function writeOf(
  one: Extract<Step, { do: 'phone' | 'home' | 'touch' }>,
  book: string,
  customerId: string,
): Write {
  if (one.do === 'phone')
    return insert('contact_point', book, { customerId, kind: 'phone', value: phones[one.which], label: '' });
  if (one.do === 'home')
    return insert('household_member', book, { customerId, householdId: homes[one.which], relation: '' });
  if (one.do !== 'touch') throw new Error('no row of its own');
  return insert('touch', book, {
    customerId,
    kind: 'chat',
    touchClass: one.isPromo ? 'promo' : 'care',
    body: '',
    happenedAt: new Date(now - one.days * dayMs).toISOString(),
    minutes: null,
    replied: null,
    momentId: null,
    planItemId: null,
  });
}

/** Everybody with everybody, by the plain words of the rule. */
async function fromScratch({ db }: CompanyServer) {
  const customers = await db
    .selectFrom('customer')
    .select(['id', 'scopeId'])
    .where('deletedAt', 'is', null)
    .execute();
  const rows = async <T extends 'contact_point' | 'household_member' | 'touch'>(table: T) =>
    db
      .selectFrom(table as 'touch')
      .selectAll()
      .where('deletedAt', 'is', null)
      .execute() as unknown as Promise<Record<string, string>[]>;
  const contacts = await rows('contact_point');
  const members = await rows('household_member');
  const touches = await rows('touch');
  const phonesOf = (id: string) =>
    contacts.filter((row) => row.customerId === id).flatMap((row) => personKeyOf(row as never) ?? []);
  const homesOf = (id: string) =>
    members.filter((row) => row.customerId === id).map((row) => row.householdId!);
  const meets = (a: readonly string[], b: readonly string[]) => a.some((value) => b.includes(value));
  const isSame = (a: string, b: string) => a === b || meets(phonesOf(a), phonesOf(b));
  const sames = (id: string) => customers.filter((other) => isSame(id, other.id));
  const isHome = (a: string, b: string) =>
    sames(a).some((x) => sames(b).some((y) => meets(homesOf(x.id), homesOf(y.id))));
  const after = new Date(now - 30 * dayMs).toISOString();
  const expected = new Map<string, { talkAts: string[]; promoAts: string[]; householdPromoAts: string[] }>();
  for (const { id, scopeId } of customers) {
    const own = { talkAts: [] as string[], promoAts: [] as string[], householdPromoAts: [] as string[] };
    for (const other of customers) {
      if (other.scopeId === scopeId) continue;
      const same = isSame(id, other.id);
      if (!same && !isHome(id, other.id)) continue;
      for (const { customerId, happenedAt, touchClass } of touches) {
        if (customerId !== other.id || happenedAt! <= after) continue;
        if (same) own.talkAts.push(happenedAt!);
        if (touchClass === 'promo') (same ? own.promoAts : own.householdPromoAts).push(happenedAt!);
      }
    }
    for (const list of Object.values(own)) list.sort();
    if (Object.values(own).some((list) => list.length > 0)) expected.set(id, own);
  }
  return expected;
}
