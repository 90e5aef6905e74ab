/** Cases that are no cell: batches, whom a book may go to, ids of others, the last admin, counts. */
import { sql } from 'kysely';
import { codeOf, noteOf, send } from '#test/server/device.ts';
import type { Cast } from './cast.ts';
import { idOf, placeOf, rowIdOf, seededOn } from './place.ts';
import { makePerson } from './fresh.ts';
import { typedText } from './recorder.ts';
import { changedTables, snapshotOf } from './snapshot.ts';

export async function checkExtraCases(cast: Cast): Promise<void> {
  await checkBatch(cast);
  await checkReassign(cast);
  await checkSplit(cast);
  await checkEpochs(cast);
  await checkCounts(cast);
  await checkPublic(cast);
}

async function checkBatch({ recorder, owners }: Cast): Promise<void> {
  const own = placeOf(1, 'rep2');
  const other = placeOf(1, 'rep3');
  const device = owners.team;
  const mutations = Array.from({ length: 100 }, (_, index) =>
    device.mutation([
      index === 42
        ? noteOf(other.bookId, rowIdOf(other, 'customer'), typedText)
        : noteOf(own.bookId, rowIdOf(own, 'customer'), typedText),
    ]),
  );
  const { results } = await device.push(...mutations);
  const applied = results.filter(({ status }) => status === 'applied').length;
  recorder.check('[PUSH4] of 99 allowed and 1 forbidden mutation 99 are applied', applied === 99, applied);
  recorder.check('[PUSH4] … and the one is set aside', results[42]?.code === 'FORBIDDEN', results[42]);
  // Within one mutation it is all or nothing.
  const mixed = device.mutation([
    noteOf(own.bookId, rowIdOf(own, 'customer'), typedText),
    noteOf(other.bookId, rowIdOf(other, 'customer'), typedText),
  ]);
  const [result] = (await device.push(mixed)).results;
  recorder.check(
    '[PUSH2] a mutation that is half forbidden is refused whole',
    result?.code === 'FORBIDDEN',
    result,
  );
}

async function checkReassign(cast: Cast): Promise<void> {
  const { server, recorder, admin } = cast;
  const { bookId, personId: fromPersonId } = placeOf(1, 'rep3');
  const before = await snapshotOf(server.db);
  const to = async (toPersonId: string, given = {}) =>
    codeOf(
      await admin.post('/v1/admin/book/reassign', {
        bookId,
        fromPersonId,
        toPersonId,
        reason: 'matrix',
        ...given,
      }),
    );
  const cases: Array<[what: string, code: string | undefined, expected: string]> = [
    ['the admin', await to(admin.session.identity.personId), 'FORBIDDEN'],
    ['a lead', await to(placeOf(1, 'lead1').personId), 'FORBIDDEN'],
    ['a former rep', await to(placeOf(1, 'rep4').personId), 'FORBIDDEN'],
    ['a rep of another company', await to(placeOf(2, 'rep1').personId), 'NOT_FOUND'],
    ['nobody', await to(idOf('person', 1, 99)), 'NOT_FOUND'],
    ['the one who has it', await to(fromPersonId), 'INVALID'],
    [
      'a rep, from somebody else',
      await to(placeOf(1, 'rep2').personId, { fromPersonId: placeOf(1, 'rep1').personId }),
      'STALE',
    ],
    [
      'a rep, a book of another company',
      await to(placeOf(1, 'rep2').personId, { bookId: placeOf(2, 'rep3').bookId }),
      'NOT_FOUND',
    ],
  ];
  for (const [what, code, expected] of cases) {
    recorder.check(`reassigning a book to ${what} is ${expected}`, code === expected, code);
  }
  const last = await admin.post('/v1/admin/person/leave', { personId: admin.session.identity.personId });
  recorder.check('the last admin cannot leave', codeOf(last) === 'FORBIDDEN', last.text);
  const changed = changedTables(before, await snapshotOf(server.db));
  recorder.check('refused reassigning changes nothing', changed.length === 0, changed);
}

async function checkSplit(cast: Cast): Promise<void> {
  const { server, recorder, admin } = cast;
  const { bookId: fromBookId, personId: fromPersonId } = placeOf(1, 'rep3');
  const heir = await makePerson(cast, { role: 'rep', teamId: idOf('team', 1, 2) });
  const split = (given: object) =>
    admin.post('/v1/admin/book/split', {
      fromBookId,
      fromPersonId,
      toBookId: heir.bookId,
      customerIds: [rowIdOf(placeOf(1, 'rep3'), 'customer')],
      reason: 'matrix',
      ...given,
    });
  const cases: Array<[what: string, given: object, expected: string]> = [
    ['a former rep', { toBookId: placeOf(1, 'rep4').bookId }, 'FORBIDDEN'],
    ['another company', { toBookId: placeOf(2, 'rep1').bookId }, 'NOT_FOUND'],
    ['nobody', { toBookId: idOf('book', 1, 99) }, 'NOT_FOUND'],
    ['the same book', { toBookId: fromBookId }, 'INVALID'],
    ['a rep, from another company', { fromBookId: placeOf(2, 'rep3').bookId }, 'NOT_FOUND'],
    ['a rep, from somebody else', { fromPersonId: placeOf(1, 'rep2').personId }, 'STALE'],
  ];
  for (const [what, given, expected] of cases) {
    const answer = await split(given);
    recorder.check(`splitting a book to ${what} is ${expected}`, codeOf(answer) === expected, answer.text);
  }
  // Customers that are not in the book stay where they are, whosever they are.
  const strangers = [rowIdOf(placeOf(2, 'rep3'), 'customer'), rowIdOf(placeOf(1, 'rep1'), 'customer')];
  const accepted = await split({ customerIds: strangers });
  const { splitId } = (accepted.body ?? {}) as { splitId?: string };
  const end = Date.now() + 10_000;
  let status = '';
  while (status !== 'done' && Date.now() < end) {
    const { splits } = (await admin.get('/v1/admin/book/splits')).body as {
      splits: Array<{ id: string; status: string }>;
    };
    status = splits.find(({ id }) => id === splitId)?.status ?? '';
    if (status !== 'done') await new Promise((resolve) => setTimeout(resolve, 50));
  }
  recorder.check('a split of customers of other books ends', status === 'done', accepted.text);
  const moved = await server.db
    .selectFrom('customer')
    .select('id')
    .where('scopeId', '=', heir.bookId)
    .execute();
  recorder.check('[SCOPE3] a split moves no customer of another book or company', moved.length === 0, moved);
}

async function checkEpochs({ server, recorder, owners, enter }: Cast): Promise<void> {
  const own = placeOf(1, 'rep2');
  const second = await enter(1, 'rep2');
  const stranger = await enter(1, 'rep3');
  const write = noteOf(own.bookId, rowIdOf(own, 'customer'), typedText);
  for (const [what, device] of [
    ['the same person', second],
    ['another person', stranger],
  ] as const) {
    const body = { deviceEpoch: device.session.deviceEpoch, mutations: [owners.team.mutation([write])] };
    const answer = await owners.team.post('/v1/sync/push', body);
    recorder.check(
      `[PUSH6] the epoch of another device of ${what} is STALE`,
      codeOf(answer) === 'STALE',
      answer.text,
    );
  }
  const guessed = Array.from({ length: 50 }, () =>
    Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url'),
  );
  const { deviceEpoch, serverEpoch } = owners.team.session;
  for (const token of [...guessed, deviceEpoch, serverEpoch, own.personId.replaceAll('-', '')]) {
    const answer = await send(server.url, '/v1/auth/me', { token });
    recorder.check(
      '[AUTH1] a guessed token opens nothing',
      codeOf(answer) === 'UNAUTHENTICATED',
      answer.text,
    );
  }
}

/** What a person may not see is not counted either. */
async function checkCounts({ server, recorder, admin, enter }: Cast): Promise<void> {
  const count = async (bookId: string) => {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int8 as n from customer where scope_id = ${bookId} and deleted_at is null
    `.execute(server.db);
    return rows[0]!.n;
  };
  const { people } = (await admin.get('/v1/admin/people')).body as {
    people: Array<{ id: string; books: Array<{ id: string; customers: number }> }>;
  };
  for (const { id, customers } of people.flatMap(({ books }) => books)) {
    recorder.check('the list of people counts the customers of each book', customers === (await count(id)), {
      id,
      customers,
    });
  }
  const inCompany = await server.db
    .selectFrom('person')
    .select('id')
    .where('scopeId', '=', placeOf(1, 'admin').companyId)
    .execute();
  recorder.check(
    '[SCOPE3] the list of people is that of the company',
    people.length === inCompany.length,
    people.length,
  );
  const { bookId } = placeOf(1, 'rep2');
  const preview = (await admin.post('/v1/admin/book/preview', { bookId })).body as {
    counts: { customers: number };
    candidates: Array<{ id: string }>;
  };
  recorder.check(
    'the preview counts the book and nothing else',
    preview.counts.customers === (await count(bookId)),
    preview.counts,
  );
  const known = new Set(inCompany.map(({ id }) => id as string));
  recorder.check(
    '[SCOPE3] heirs are of the company',
    preview.candidates.every(({ id }) => known.has(id)),
  );
  const lead = await enter(1, 'lead1');
  const { days } = (await lead.post('/v1/review/days', { from: seededOn, to: seededOn })).body as {
    days: Array<{ personId: string }>;
  };
  const team = await server.db
    .selectFrom('person')
    .select('id')
    .where('teamId', '=', idOf('team', 1, 1))
    .execute();
  const ofTeam = new Set(team.map(({ id }) => id as string));
  recorder.check(
    'a lead’s figures are those of the team',
    days.length > 0 && days.every(({ personId }) => ofTeam.has(personId)),
    days.length,
  );
}

/** Addresses that need no session say nothing of any company; asking for the head of an answer opens no door. */
async function checkPublic({ server, recorder, owners }: Cast): Promise<void> {
  for (const path of ['/health', '/openapi.json', '/v1/nowhere', '/']) {
    const answer = await send(server.url, path);
    recorder.answer('nobody', path, answer.text, true);
  }
  for (const path of ['/v1/admin/people', '/v1/admin/devices', '/v1/admin/audit']) {
    const head = await fetch(server.url + path, {
      method: 'HEAD',
      headers: { 'rapport-protocol': '1', authorization: `Bearer ${owners.team.token}` },
    });
    recorder.check(`HEAD ${path} is refused like GET`, head.status === 403, head.status);
    recorder.forbidden(placeOf(1, 'rep2').personId);
  }
}
