/** Merging two cards, as rules (SPEC MERGE rules). */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { customer, presenceNodes, tiers, trustStages, type Customer } from '#shared/domain/entity/book.ts';
import { chosenFields, partOffers } from '#shared/domain/merge/choose.ts';
import { doubleRows, type CardRows } from '#shared/domain/merge/double.ts';
import { mergeWrites, unmergeWrites, type MergeWrite } from '#shared/domain/merge/merge.ts';
import { mergeChoices, mergePartNames, partOf } from '#shared/domain/merge/part.ts';
import { cardRoots } from '#shared/domain/merge/root.ts';

const at = '2026-03-10T01:00:00.000Z';
const words = fc.constantFrom('', '甲', '乙', '甲乙');
const instants = fc.constantFrom(null, '2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z');
const cards = (id: string) =>
  fc
    .record({
      name: fc.constantFrom('王芳', '王小姐'),
      addressAs: words,
      nickname: words,
      gender: fc.constantFrom(null, 'female', 'male'),
      birthdayOn: fc.constantFrom(null, '--03-08', '1990-03-08'),
      company: words,
      jobTitle: words,
      city: words,
      tier: fc.constantFrom(...tiers),
      trustStage: fc.constantFrom(...trustStages),
      source: fc.constantFrom('unknown', 'paid', 'referral'),
      sourcePlatform: words,
      sourceCampaign: words,
      sourcePlacement: words,
      addedOn: fc.constantFrom('2025-01-01', '2025-06-01'),
      intent: fc.nat(3),
      intentAt: instants,
      intentProduct: words,
      intentBasis: fc.constantFrom(null, 'stated'),
      intentNote: words,
      status: fc.constantFrom('active', 'do_not_contact'),
      consent: fc.constantFrom('full', 'service_only', 'none'),
      isLegalHold: fc.boolean(),
      quietFrom: fc.constantFrom(null, 600),
      quietTo: fc.constantFrom(null, 700),
      personaKind: fc.constantFrom(null, 'expert'),
      presence: fc.subarray([...presenceNodes]),
      cue: fc.constantFrom(null, 'genuine'),
      grade: fc.constantFrom(null, 'high'),
      triagedAt: instants,
      nextOn: fc.constantFrom(null, '2026-03-20'),
      nextReason: words,
      nextSetAt: instants,
      remark: fc.oneof(words, fc.constantFrom('长'.repeat(3_000), '久'.repeat(3_000))),
      taboo: words,
      absorbedAt: instants,
    })
    .map((fields) => ({
      ...fields,
      id,
      scopeId: 'book',
      version: 1,
      createdAt: at,
      createdBy: null,
      deletedAt: null,
      late: false,
      receivedAt: null,
      mergedIntoId: null,
      mergeUndo: null,
    })) as unknown as fc.Arbitrary<Customer>;
const choices = fc.record(
  Object.fromEntries(mergePartNames.map((name) => [name, fc.constantFrom(...mergeChoices)])),
  { requiredKeys: [] },
);

/** Applies the writes to rows in memory. */
const applied = (rows: ReadonlyMap<string, object>, writes: readonly MergeWrite[]) => {
  const next = new Map(rows);
  for (const { id, fields } of writes) next.set(id, { ...next.get(id), ...fields });
  return next;
};

test('every field a device may change is chosen in exactly one part', () => {
  const chosen = mergePartNames.flatMap((name) => partOf(name).fields);
  const own = Object.entries(customer.columns).flatMap(([name, { patchable }]) => (patchable ? [name] : []));
  expect([...chosen, 'mergedIntoId', 'mergeUndo', 'absorbedAt'].sort()).toEqual(own.sort());
});

test('a part has the value of one of the cards or both in one; what only one card says is not given up unasked', () => {
  fc.assert(
    fc.property(cards('a'), cards('b'), choices, (kept, other, wanted) => {
      const merged = { ...kept, ...chosenFields(kept, other, wanted) };
      for (const { part: name, canJoin } of partOffers(kept, other)) {
        const { fields, join } = partOf(name);
        const values = [kept, other, ...(canJoin ? [join!(kept, other)!] : [])].map((card) =>
          JSON.stringify(fields.map((field) => card[field])),
        );
        expect(values).toContain(JSON.stringify(fields.map((field) => merged[field])));
      }
      const proposed = { ...kept, ...chosenFields(kept, other, {}) };
      for (const name of mergePartNames) {
        const isLost =
          partOf(name).isEmpty(proposed) && !(partOf(name).isEmpty(kept) && partOf(name).isEmpty(other));
        expect(isLost, name).toBe(false);
      }
      expect(
        [kept.status, other.status].includes('do_not_contact') ? proposed.status : 'do_not_contact',
      ).toBe('do_not_contact');
      expect(proposed.isLegalHold).toBe(kept.isLegalHold || other.isLegalHold);
    }),
  );
});

test('[MERGE5] a merge and its undo are nothing; a merge of what is merged changes nothing more', () => {
  fc.assert(
    fc.property(cards('a'), cards('b'), choices, (kept, other, wanted) => {
      const doubles = [{ entity: 'contact_point', id: 'row' }];
      const before = new Map<string, object>([
        ['a', kept],
        ['b', other],
        ['row', { deletedAt: null }],
      ]);
      const writes = mergeWrites({ kept, other, doubles }, wanted, at);
      const merged = applied(before, writes);
      expect(applied(merged, writes)).toEqual(merged);
      const [now, gone] = [merged.get('a') as Customer, merged.get('b') as Customer];
      const deletedAtOf = ({ id }: { id: string }) =>
        (merged.get(id) as { deletedAt: string | null }).deletedAt;
      const undo = unmergeWrites(now, { ...gone, mergeUndo: gone.mergeUndo! }, deletedAtOf);
      expect(applied(merged, undo)).toEqual(before);
    }),
  );
});

test('[MERGE1] [MERGE3] every card has one that stands, whatever names whatever; without a circle it is the end of its way', () => {
  const ids = ['a', 'b', 'c', 'd', 'e'];
  const links = fc.uniqueArray(
    fc.record({ id: fc.constantFrom(...ids), mergedIntoId: fc.constantFrom(...ids) }),
    {
      selector: ({ id }) => id,
    },
  );
  fc.assert(
    fc.property(links, (given) => {
      const roots = cardRoots(given);
      const next = new Map(given.map(({ id, mergedIntoId }) => [id, mergedIntoId]));
      for (const id of ids) {
        const root = roots.get(id) ?? id;
        expect(roots.has(root)).toBe(false);
        let at = id;
        for (let steps = 0; steps < ids.length && next.has(at); steps++) at = next.get(at)!;
        if (!next.has(at)) expect(root).toBe(at);
      }
    }),
  );
});

const none: CardRows = {
  customerId: '',
  contactPoints: [],
  tags: [],
  keyDates: [],
  relations: [],
  households: [],
  needs: [],
  promises: [],
};

test('[MERGE2] what is there twice goes once, and the one that says more stays', () => {
  const contact = (id: string, value: string, label = '') => ({ id, kind: 'phone' as const, value, label });
  const tag = (id: string, name: string, expiresOn: string | null = null, tagId: string | null = null) =>
    ({ id, name, expiresOn, tagId }) as CardRows['tags'][number];
  const kept: CardRows = {
    ...none,
    customerId: 'a',
    contactPoints: [contact('p1', '13800001111'), contact('p2', '021-5555')],
    tags: [tag('t1', '常客', '2026-04-01'), tag('t2', '三口之家', null, 'x')],
    relations: [{ id: 'r1', role: '闺蜜', name: '', remark: '', otherId: 'b' as never }],
    needs: [{ id: 'n1', body: '学区', status: 'open' }],
  };
  const other: CardRows = {
    ...none,
    customerId: 'b',
    contactPoints: [contact('q1', '+86 138 0000 1111', '公司'), contact('q2', '021-6666')],
    tags: [tag('u1', '常客', null), tag('u2', '单身', null, 'y'), tag('u3', '爱喝茶')],
    needs: [{ id: 'm1', body: '学区', status: 'answered' }],
  };
  const groupOf = (id: string) => (id === 'x' || id === 'y' ? '家庭' : undefined);
  expect(doubleRows(kept, other, groupOf).map(({ id }) => id)).toEqual(['p1', 't1', 'u2', 'r1']);
});
