/** The table of fields at the doors: what a device may set, what it is sent, and bodies with more than they should have. */
import { entities, getEntity } from '#shared/domain/entity/registry.ts';
import { codeOf, insert, patch, readPull, send, type Device } from '#test/server/device.ts';
import type { Cast } from './cast.ts';
import { placeOf, rowIdOf } from './place.ts';
import {
  addedToBodies,
  bodies,
  fieldRules,
  neverWritten,
  readOnlyFields,
  sentWithEveryRow,
} from './field-table.ts';
import { insertFields } from './insert-field.ts';
import { typedText } from './recorder.ts';
import { otherRoutes, routeDoors } from './route-table.ts';
import { changedTables, snapshotOf } from './snapshot.ts';

export async function checkFields(cast: Cast): Promise<void> {
  const { server, recorder } = cast;
  const names = entities.map(({ name }) => name as string);
  const listed = [...Object.keys(fieldRules), ...Object.keys(readOnlyFields)];
  recorder.check(
    'every entity stands in the table of fields',
    names.every((name) => listed.includes(name)),
    names,
  );
  const device = await cast.enter(1, 'rep1');
  const before = await snapshotOf(server.db);
  await checkWrites(cast, device);
  await checkBodies(cast, device);
  const changed = changedTables(before, await snapshotOf(server.db));
  recorder.check('fields that may not be written change nothing', changed.length === 0, changed);
  await checkRead(cast, device);
}

async function checkWrites({ recorder }: Cast, device: Device): Promise<void> {
  const place = placeOf(1, 'rep1');
  for (const [entity, { made, kept }] of Object.entries(fieldRules)) {
    const scope = getEntity(entity).scope === 'user' ? place.personId : place.bookId;
    const whole = insertFields(place, entity, () => typedText);
    recorder.check(
      `${entity} is made with the fields of the table`,
      [...made, ...kept].toSorted().join() === Object.keys(whole).toSorted().join(),
      Object.keys(whole),
    );
    const id = rowIdOf(place, entity);
    const forbidden = Object.entries(neverWritten).filter(
      ([name]) => !made.includes(name) && !kept.includes(name),
    );
    const inserts = [...forbidden, ['deletedAt', null] as const].map(([name, value]) => ({
      what: `insert of ${entity} with ${name}`,
      write: insert(entity, scope, { ...whole, [name]: value }),
    }));
    const fixed = made.map((name) => [name, whole[name]] as const);
    const patches = [...forbidden, ...fixed].map(([name, value]) => ({
      what: `patch of ${name} of ${entity}`,
      write: patch(entity, scope, id, 1_000_000, { [name]: value }),
    }));
    // Beside a field that may be changed, too: the whole patch falls.
    const beside = forbidden.slice(0, 4).map(([name, value]) => ({
      what: `patch of ${name} beside a deletion of ${entity}`,
      write: patch(entity, scope, id, 1_000_000, { deletedAt: '2026-02-01T08:00:00.000Z', [name]: value }),
    }));
    const tries = [...inserts, ...patches, ...beside];
    const { results } = await device.push(...tries.map(({ write }) => device.mutation([write])));
    for (const [index, { what }] of tries.entries()) {
      const { status, code } = results[index]!;
      recorder.check(
        `[WRITE3] ${what} is INVALID`,
        status === 'rejected' && code === 'INVALID',
        results[index],
      );
    }
  }
}

/** Every route with a body, with one field too many; and parts of bodies that have parts. */
async function checkBodies({ server, recorder, admin }: Cast, device: Device): Promise<void> {
  const withBody = Object.entries(routeDoors).flatMap(([path, found]) =>
    [found].flat().some(({ method, body }) => method === 'POST' && body && path !== '/v1/auth/sign-out')
      ? [path]
      : [],
  );
  const listed = Object.keys(bodies);
  const missing = [
    ...withBody,
    ...Object.keys(otherRoutes).filter((path) => path.startsWith('/v1/device/d')),
  ].filter((path) => !listed.includes(path));
  recorder.check('every route with a body stands in the table of bodies', missing.length === 0, missing);
  for (const [path, body] of Object.entries(bodies)) {
    for (const [name, value] of Object.entries(addedToBodies)) {
      const answer = await send(server.url, path, { token: admin.token, body: { ...body, [name]: value } });
      recorder.check(`${path} with ${name} is INVALID`, codeOf(answer) === 'INVALID', answer.text);
    }
  }
  const mutation = device.mutation([insert('note', placeOf(1, 'rep1').bookId, {})]);
  const inner = [
    { ...mutation, personId: placeOf(1, 'rep2').personId },
    { ...mutation, late: false },
    { ...mutation, writes: [{ ...mutation.writes[0], createdBy: placeOf(1, 'rep2').personId }] },
    { ...mutation, writes: [{ ...mutation.writes[0], version: 1 }] },
    { ...mutation, writes: [{ ...mutation.writes[0], companyId: placeOf(2, 'rep1').companyId }] },
  ];
  for (const each of inner) {
    const body = { deviceEpoch: device.session.deviceEpoch, mutations: [each] };
    const answer = await device.post('/v1/sync/push', body);
    recorder.check(
      '[PUSH5] a mutation with a field too many is INVALID',
      codeOf(answer) === 'INVALID',
      answer.text,
    );
  }
}

/** A pull sends the fields of the table and no others. */
async function checkRead({ server, recorder }: Cast, device: Device): Promise<void> {
  const answer = await send(server.url, '/v1/sync/pull', {
    token: device.token,
    body: { scopes: {}, maxRows: 20_000 },
  });
  const sent = new Map<string, readonly string[]>();
  for (const line of readPull(answer.text).lines)
    if (line.kind === 'rows') sent.set(line.entity, line.columns);
  for (const { name } of entities) {
    const rule = fieldRules[name];
    const own = rule ? [...rule.made, ...rule.kept] : readOnlyFields[name]!;
    const columns = sent.get(name) ?? [];
    recorder.check(
      `a pull sends the fields of ${name} and no others`,
      [...columns].toSorted().join() === [...sentWithEveryRow, ...own].toSorted().join(),
      columns,
    );
  }
}
