/** A change of role, team, owner or device acts at every door with the very next request. */
import { codeOf, insert, noteOf, patch, type Answer, type Device } from '#test/server/device.ts';
import { customerFields } from '#test/support/test-company.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { Cast } from './cast.ts';
import { idOf, placeOf, seededOn } from './place.ts';
import { openPokes } from './door-poke.ts';
import { makePerson } from './fresh.ts';
import { typedText } from './recorder.ts';

export async function checkEffects(cast: Cast): Promise<void> {
  await checkShutOut(cast, 'drain');
  await checkShutOut(cast, 'wipe');
  await checkShutOut(cast, 'leave');
  await checkOwner(cast);
  await checkRole(cast);
  await checkTeam(cast);
}

const teamId = idOf('team', 1, 1);

async function customerIn(device: Device, bookId: string, clock: Cast['clock']): Promise<string> {
  const id = uuidv7(clock);
  await device.push(device.mutation([insert('customer', bookId, customerFields({ name: typedText }), id)]));
  return id;
}

async function checkShutOut(cast: Cast, how: 'drain' | 'wipe' | 'leave'): Promise<void> {
  const { server, recorder, admin, clock } = cast;
  const person = await makePerson(cast, { role: 'rep', teamId });
  const device = await person.enter();
  const customerId = await customerIn(device, person.bookId, clock);
  const stream = await openPokes(server.url, device.token);
  const { deviceId } = device;
  await (how === 'leave'
    ? admin.post('/v1/admin/person/leave', { personId: person.personId })
    : admin.post('/v1/admin/device/revoke', { deviceId, mode: how }));
  const code = how === 'leave' ? 'ACCOUNT_DISABLED' : 'DEVICE_REVOKED';
  const refused = (what: string, found: string | undefined) =>
    recorder.check(`[AUTH5] ${how}: the next ${what} is refused`, found === code, found);
  refused('pull', codeOf(await device.post('/v1/sync/pull', { scopes: {} })));
  refused('question who one is', codeOf(await device.get('/v1/auth/me')));
  refused('review', codeOf(await device.post('/v1/review/days', { from: seededOn, to: seededOn })));
  refused('list of an admin', codeOf(await device.get('/v1/admin/people')));
  refused('poke stream', (await openPokes(server.url, device.token)).code);
  const body = {
    deviceEpoch: device.session.deviceEpoch,
    mutations: [device.mutation([noteOf(person.bookId, customerId, typedText)])],
  };
  const pushed = await device.post('/v1/sync/push', body);
  if (how === 'wipe') refused('push', codeOf(pushed));
  else recorder.check(`${how}: what was written before may be handed in`, pushed.status === 200, pushed.text);
  const isOver = await Promise.race([stream.ended.then(() => true), later(3_000)]);
  recorder.check(`[POKE3] ${how}: the open stream ends`, isOver);
  stream.close();
}

async function checkOwner(cast: Cast): Promise<void> {
  const { server, recorder, admin, clock } = cast;
  const [from, to] = [
    await makePerson(cast, { role: 'rep', teamId }),
    await makePerson(cast, { role: 'rep', teamId }),
  ];
  const [before, after] = [await from.enter(), await to.enter()];
  const customerId = await customerIn(before, from.bookId, clock);
  await before.pullAll();
  const stream = await openPokes(server.url, before.token);
  await admin.post('/v1/admin/book/reassign', {
    bookId: from.bookId,
    fromPersonId: from.personId,
    toPersonId: to.personId,
    reason: 'matrix',
  });
  await after.push(after.mutation([noteOf(from.bookId, customerId, typedText)]));
  const pulled = await before.pull({ scopes: { [from.bookId]: { version: 0 } } });
  const lists = pulled.head.scopes.some(({ id }) => id === from.bookId);
  recorder.check('[SCOPE2] owner: the next pull lists the book no more', !lists);
  const came = pulled.lines.filter((line) => 'scope' in line && line.scope === from.bookId).length;
  recorder.check('[SCOPE2] owner: 0 further rows of the book come', came === 0, came);
  const heir = await after.pullAll();
  recorder.check(
    '[SCOPE2] owner: the next pull of the new owner holds it',
    heir.get('customer')?.has(customerId) ?? false,
  );
  const change = patch('customer', from.bookId, customerId, 1_000_000, { remark: typedText });
  const { results } = await before.push(before.mutation([change]));
  recorder.check('[LATE2] owner: the next change becomes a conflict', results[0]?.conflicts === 1, results);
  const note = noteOf(from.bookId, customerId, typedText);
  await before.push(before.mutation([note]));
  const taken = await before.push(
    before.mutation([
      patch('note', from.bookId, note.id, 1_000_000, { deletedAt: `${seededOn}T08:00:00.000Z` }),
    ]),
  );
  recorder.check(
    '[LATE2] owner: a late fact of one’s own may be taken back',
    taken.results[0]?.conflicts === 0,
    taken.results,
  );
  const row = await server.db.selectFrom('note').selectAll().where('id', '=', note.id).executeTakeFirst();
  recorder.check(
    '[LATE1] owner: the next fact is late and its author’s',
    row?.late === true && row.createdBy === from.personId,
    row,
  );
  await before.push(before.mutation([planOf(cast)(from.personId)]));
  recorder.check(
    'owner: the own user scope is still told of',
    await stream.hears(from.personId),
    stream.events,
  );
  const told = stream.events.some((event) => event.kind === 'poke' && event.scope === from.bookId);
  recorder.check('[POKE2] owner: the book is not told of any more', !told, stream.events);
  stream.close();
}

function planOf({ clock }: Cast) {
  return (personId: string) =>
    insert('plan', personId, {
      planOn: '2026-04-01',
      builtAt: new Date(clock.now()).toISOString(),
      startedAt: null,
      closedAt: null,
      reflection: '',
      availableMinutes: 300,
      listHash: '',
    });
}

/** No command changes a role or a team yet; the row is changed as such a command would. */
async function checkRole(cast: Cast): Promise<void> {
  const { server, recorder } = cast;
  const review = { from: seededOn, to: seededOn };
  const change = (personId: string, role: 'rep' | 'lead' | 'admin') =>
    server.db.updateTable('person').set({ role }).where('id', '=', personId).execute();
  const lead = await makePerson(cast, { role: 'lead', teamId });
  const admin = await makePerson(cast, { role: 'admin', teamId: null });
  const [ofLead, ofAdmin] = [await lead.enter(), await admin.enter()];
  recorder.check('role: a lead reviews', (await ofLead.post('/v1/review/days', review)).status === 200);
  recorder.check('role: an admin lists people', (await ofAdmin.get('/v1/admin/people')).status === 200);
  await change(lead.personId, 'rep');
  await change(admin.personId, 'lead');
  const refused = (what: string, answer: Answer) =>
    recorder.check(`role: the next ${what} is refused`, codeOf(answer) === 'FORBIDDEN', answer.text);
  refused('review', await ofLead.post('/v1/review/days', review));
  refused('list of people', await ofAdmin.get('/v1/admin/people'));
  const back = { bookId: placeOf(1, 'rep2').bookId };
  refused('preview', await ofAdmin.post('/v1/admin/book/preview', back));
  await change(lead.personId, 'lead');
  recorder.check(
    'role: the next review is allowed again',
    (await ofLead.post('/v1/review/days', review)).status === 200,
  );
}

async function checkTeam(cast: Cast): Promise<void> {
  const { server, recorder } = cast;
  const lead = await makePerson(cast, { role: 'lead', teamId });
  const device = await lead.enter();
  const items = (account: string) =>
    device.post('/v1/review/items', { personId: placeOf(1, account).personId, on: seededOn });
  recorder.check('team: a lead reads the own team', (await items('rep2')).status === 200);
  await server.db
    .updateTable('person')
    .set({ teamId: idOf('team', 1, 2) })
    .where('id', '=', lead.personId)
    .execute();
  recorder.check(
    'team: the next review of the old team is refused',
    codeOf(await items('rep2')) === 'FORBIDDEN',
  );
  recorder.check('team: the next review of the new team is allowed', (await items('rep3')).status === 200);
  // A rep who moves is seen by the new lead only: rep 7 moved before the matrix began.
  const seen = async (account: string) => {
    const answer = await (
      await cast.enter(1, account)
    ).post('/v1/review/days', { from: seededOn, to: seededOn });
    return answer.text.includes(placeOf(1, 'rep7').personId);
  };
  recorder.check('team: the old lead sees the rep who moved no more', !(await seen('lead1')));
  recorder.check('team: the new lead sees the rep who moved', await seen('lead2'));
}

function later(ms: number): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), ms));
}
