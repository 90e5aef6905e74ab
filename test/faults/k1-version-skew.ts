/**
 * K1: every version of the program against every version of the server, three of each, in processes of their own. The
 * server is updated step by step on one database while the devices of all versions go on, each with a second device of
 * another version on the same account; at last a device is updated twice with edits that were never sent.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { testCompany } from '../support/test-company.ts';
import { ChildError } from './core-process.ts';
import { noHarm, type FaultRow, type RowContext, type RowFigures } from './row.ts';
import { fillDatabase } from './server-database.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';
import { buildSkew, removeSkewBuilds, skewVersions, type SkewBuild, type SkewVersion } from './skew-build.ts';
import {
  createEditor,
  customerOfRep,
  missingOf,
  newPromised,
  settle,
  startDevice,
  type Promised,
  type SkewDevice,
} from './skew-scene.ts';

/** A server of version 3 serves 2 and takes edits of 1. */
const isTooOld = (device: SkewVersion, server: SkewVersion) => server === 3 && device === 1;

/** Mutations of a cell that a server of the version cannot take, by the order of {@link editAll}. */
const heldOf = (device: SkewVersion, server: SkewVersion): number => {
  if (device <= server) return 0;
  if (device === 2) return 4;
  return server === 1 ? 7 : 4;
};

/**
 * Customers of a book: one for each server; then the one both devices change, the one for what goes past, the one the
 * updated device changes, and the one that is changed once, while the device to be updated cannot know with what.
 */
const shared = 4;
const aside = 5;
const upgraded = 6;
const once = 7;

export const versionSkew: FaultRow = {
  id: 'K1',
  what: 'three versions of program and server in every combination, and updates with unsent edits',
  runs: { full: 11, short: 8 },
  async run(context) {
    const row = await prepare(context);
    for (const server of skewVersions) await row.stage(server);
    await row.update();
    return row.judge();
  },
};

async function prepare(context: RowContext) {
  const figures: RowFigures = { ...noHarm, runs: 0, maxRecoverMs: 0, missed: [] };
  const missed = figures.missed!;
  context.defer(removeSkewBuilds);
  const builds = new Map<SkewVersion, SkewBuild>();
  for (const version of skewVersions) builds.set(version, await buildSkew(version));
  const company = await testCompany({ customersPerBook: once });
  const data = await fillDatabase(company.seed, { folder: context.folder });
  const promised = new Map<number, Promised>([1, 2, 3].map((rep) => [rep, newPromised()]));
  let port = 0;
  let server: ServerProcess;
  context.defer(() => server.kill());
  const devices: SkewDevice[] = [];
  context.defer(() => Promise.all(devices.map(({ core }) => core.kill())));

  const expect = (isTrue: boolean, sentence: string) => {
    if (!isTrue) missed.push(sentence);
  };
  const editorOf = ({ rep }: SkewDevice) => createEditor(promised.get(rep)!);

  async function startServer(version: SkewVersion): Promise<void> {
    server = await startServerProcess(data, {}, { script: builds.get(version)!.server, port });
    port = Number(new URL(server.url).port);
  }

  async function open(name: string, version: SkewVersion, rep: number): Promise<SkewDevice> {
    const dataDir = join(context.folder, name);
    const build = builds.get(version)!;
    const device = await startDevice({ build, version, rep, dataDir, serverUrl: server.url });
    devices.push(device);
    await device.core.signIn(`rep${rep}`);
    return device;
  }

  async function refusal(work: Promise<unknown>): Promise<string> {
    try {
      await work;
      return 'not refused';
    } catch (error) {
      return error instanceof ChildError ? `${error.code} ${error.detail}` : String(error);
    }
  }

  /** Everything a version can write. What an older server cannot take comes first, what builds on it and what does not after. */
  async function editAll(device: SkewDevice, at: SkewVersion): Promise<void> {
    const { version, rep } = device;
    const mark = `server ${at} rep ${rep}`;
    const edit = editorOf(device);
    const customer = customerOfRep(rep, at);
    if (version >= 2) await edit.patch(device, customer, { mood: `mood ${mark}` });
    if (version >= 3) await edit.patch(device, customer, { hobby: `hobby ${mark}` });
    await edit.patch(device, customer, { city: `city ${mark}` });
    if (version >= 3) await edit.gift(device, customer, `gift ${mark}`);
    const plain = await edit.customer(device, { name: `plain ${mark}` });
    await edit.note(device, plain, `plain ${mark}`);
    await edit.note(device, customerOfRep(rep, aside), `aside ${mark}`);
    if (version >= 2) {
      const moody = await edit.customer(device, { name: `moody ${mark}`, mood: 'good' });
      await edit.note(device, moody, `moody ${mark}`);
    }
  }

  /** The newer of two devices sets what the older does not know; then the older changes the same row. */
  async function cross(first: SkewDevice, second: SkewDevice, at: SkewVersion): Promise<void> {
    const [older, newer] = first.version < second.version ? [first, second] : [second, first];
    const customer = customerOfRep(first.rep, shared);
    if (newer.version <= at) {
      const fields = { mood: `shared ${at}`, ...(newer.version === 3 ? { hobby: `shared ${at}` } : {}) };
      await editorOf(newer).patch(newer, customer, fields);
      if (at === 2) await editorOf(newer).patch(newer, customerOfRep(first.rep, once), { mood: 'set once' });
    }
    await settle(newer);
    await settle(older);
    if (isTooOld(older.version, at)) return;
    await editorOf(older).patch(older, customer, { remark: `remark ${at}`, jobTitle: `title ${at}` });
    await settle(older);
    await settle(newer);
  }

  const pairs: Array<{ main: SkewDevice; second: SkewDevice; held: number }> = [];
  let outdated: SkewDevice;

  return {
    /** One version of the server with all devices: three cells. */
    async stage(at: SkewVersion): Promise<void> {
      if (at > 1) {
        await server.stop();
        // Nobody knows yet what server comes back.
        for (const { main, second } of pairs) {
          for (const device of [main, second]) {
            const { rep, version } = device;
            const body = `offline before ${at}, rep ${rep} version ${version}`;
            await editorOf(device).note(device, customerOfRep(rep, aside), body);
          }
        }
      }
      await startServer(at);
      if (at === 1) {
        // Version 2 is then met as the second device of rep1.
        for (const version of context.isShort ? ([1, 3] as const) : skewVersions) {
          const other = ((version % 3) + 1) as SkewVersion;
          const main = await open(`main-${version}`, version, version);
          pairs.push({ main, second: await open(`second-${version}`, other, version), held: 0 });
        }
        outdated = await open('outdated', 1, 1);
        await settle(outdated);
      }
      for (const pair of pairs) {
        const { main, second } = pair;
        const cell = `program ${main.version} with server ${at}`;
        const began = performance.now();
        let state = await settle(main);
        figures.maxRecoverMs = Math.max(figures.maxRecoverMs, performance.now() - began);
        if (isTooOld(main.version, at)) {
          expect(state.lastError === 'PROTOCOL_TOO_OLD', `${cell}: ${state.lastError}`);
          const customerId = customerOfRep(main.rep, aside);
          const said = await refusal(main.core.call('note.create', { customerId, body: 'too late' }));
          expect(said === 'REFUSED PROTOCOL_TOO_OLD', `${cell}: an edit is ${said}`);
          const [{ n }] = (await main.core.query<{ n: number }>('SELECT count(*) AS n FROM customer')) as [
            { n: number },
          ];
          expect(n >= once, `${cell}: only ${n} customers can be read`);
        } else {
          // What waited for this server has gone, what waits for the next one has not.
          pair.held = at === 2 && main.version === 3 ? heldOf(3, 2) : 0;
          await editAll(main, at);
          state = await settle(main);
          pair.held += heldOf(main.version, at);
          expect(state.held === pair.held, `${cell}: ${state.held} held, not ${pair.held}`);
          const told = pair.held > 0 ? 'SERVER_TOO_OLD' : null;
          expect(state.lastError === told, `${cell}: ${state.lastError}`);
          expect(state.rejections === 0, `${cell}: ${state.rejections} rejections`);
        }
        await cross(main, second, at);
        figures.runs += 1;
        context.log(`${cell} done`);
      }
      await settle(outdated);
    },

    /** A file of version 1 with unsent edits is opened by 2 and by 3; what it had passed over is there then. */
    async update(): Promise<void> {
      const first = await refusal(open('newcomer', 1, 1));
      expect(first === 'REFUSED PROTOCOL_TOO_OLD', `a new sign-in of version 1 is ${first}`);
      await settle(outdated);
      for (const version of [2, 3] as const) {
        const { core } = outdated;
        await server.stop();
        const edit = editorOf(outdated);
        if (version === 2) {
          await core.close();
          outdated = await reopen(outdated.core.dataDir, 1);
          const said = await refusal(edit.note(outdated, customerOfRep(1, aside), 'too late'));
          expect(said === 'REFUSED PROTOCOL_TOO_OLD', `offline, an outdated program: an edit is ${said}`);
        } else {
          await edit.patch(outdated, customerOfRep(1, upgraded), { mood: 'unsent', city: 'unsent' });
          await edit.note(outdated, customerOfRep(1, aside), 'unsent before the update');
        }
        await outdated.core.close();
        await startServer(3);
        const began = performance.now();
        outdated = await reopen(outdated.core.dataDir, version);
        const state = await settle(outdated);
        figures.maxRecoverMs = Math.max(figures.maxRecoverMs, performance.now() - began);
        expect(state.lastError === null, `updated to ${version}: ${state.lastError}`);
        const shownOf = (id: string) =>
          outdated.core.query<Record<string, unknown>>('SELECT * FROM customer WHERE id=?', id);
        for (const place of [shared, once]) {
          const [row] = await shownOf(customerOfRep(1, place));
          const mood = promised.get(1)!.fields.get(`${customerOfRep(1, place)} mood`);
          expect(row?.['mood'] === mood, `updated to ${version}: the mood is ${String(row?.['mood'])}`);
        }
        figures.runs += 1;
      }
    },

    async judge(): Promise<RowFigures> {
      for (const { main, second } of pairs) for (const device of [main, second]) await settle(device);
      const extra: Record<string, unknown> = {};
      for (const rep of pairs.map(({ main }) => main.rep)) {
        const fresh = await open(`fresh-${rep}`, 3, rep);
        await settle(fresh);
        const { lost, corrupt, duplicated } = await missingOf(fresh, promised.get(rep)!);
        figures.lost += lost.length;
        figures.corrupt += corrupt.length;
        figures.duplicated += duplicated.length;
        missed.push(...lost.map((what) => `lost: ${what}`), ...corrupt);
        const { fields, notes, gifts } = promised.get(rep)!;
        extra[`rep${rep}`] = { fields: fields.size, notes: notes.size, gifts: gifts.size };
        for (const { main, second } of pairs.filter((pair) => pair.main.rep === rep)) {
          for (const device of [main, second]) {
            const { held, rejections } = await settle(device);
            expect(held === 0, `version ${device.version} of rep${rep} holds ${held} in the end`);
            expect(rejections === 0, `version ${device.version} of rep${rep} had ${rejections} rejections`);
          }
        }
      }
      return { ...figures, extra };
    },
  };

  async function reopen(dataDir: string, version: SkewVersion): Promise<SkewDevice> {
    const build = builds.get(version)!;
    const device = await startDevice({
      build,
      version,
      rep: 1,
      dataDir,
      serverUrl: `http://127.0.0.1:${port}`,
    });
    devices.push(device);
    for (let turn = 0; ; turn++) {
      try {
        await device.core.signIn('rep1');
        return device;
      } catch (error) {
        if (turn > 20) throw error;
        await sleep(100);
      }
    }
  }
}
