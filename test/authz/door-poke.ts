/** The poke stream as a door: which scopes a device is told of when everybody writes at once. */
import { pokeEvent, type PokeEvent } from '#shared/protocol/sync.ts';
import { insert, noteOf, protocol, type Device } from '#test/server/device.ts';
import type { Cast, Principal } from './cast.ts';
import { rowIdOf, type Place } from './place.ts';
import { insertFields } from './insert-field.ts';
import type { Cell } from './policy-cell.ts';
import { places } from './policy-table.ts';
import { typedText } from './recorder.ts';

export interface PokeStream {
  status: number;
  code: string | undefined;
  events: PokeEvent[];
  /** True when a poke of the scope came in time. */
  hears(scope: string): Promise<boolean>;
  ended: Promise<void>;
  close(): void;
}

const patienceMs = 5_000;

export async function openPokes(url: string, token: string | undefined): Promise<PokeStream> {
  const stop = new AbortController();
  const response = await fetch(`${url}/v1/sync/poke`, {
    headers: { ...protocol, ...(token ? { authorization: `Bearer ${token}` } : {}) },
    signal: stop.signal,
  });
  const events: PokeEvent[] = [];
  if (response.status !== 200) {
    const text = await response.text();
    const code = (JSON.parse(text) as { error?: { code?: string } }).error?.code;
    const never = Promise.resolve(false);
    return {
      status: response.status,
      code,
      events,
      hears: () => never,
      ended: Promise.resolve(),
      close() {},
    };
  }
  const waiting = new Set<() => void>();
  async function read(): Promise<void> {
    let text = '';
    try {
      for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
        text += chunk;
        const parts = text.split('\n\n');
        text = parts.pop()!;
        for (const part of parts) {
          if (part.startsWith('data: ')) events.push(pokeEvent.parse(JSON.parse(part.slice(6))));
        }
        for (const look of waiting) look();
      }
    } catch (error) {
      if (!stop.signal.aborted) throw error;
    }
  }
  return {
    status: 200,
    code: undefined,
    events,
    hears: (scope) =>
      new Promise((resolve) => {
        const timeout = setTimeout(() => resolve(false), patienceMs);
        const look = () => {
          if (!events.some((event) => event.kind === 'poke' && event.scope === scope)) return;
          waiting.delete(look);
          clearTimeout(timeout);
          resolve(true);
        };
        waiting.add(look);
        look();
      }),
    ended: read(),
    close: () => stop.abort(),
  };
}

export async function createPokeDoor({ server, recorder, owners, principals }: Cast) {
  const told = new Map<string, Set<string>>();

  /** Everybody listens, everybody writes, each listener's own user scope last: what comes before it has come. */
  async function listenToAll(): Promise<void> {
    const streams = new Map<string, PokeStream>();
    for (const { name, device } of principals) {
      const stream = await openPokes(server.url, device?.token);
      streams.set(name, stream);
      recorder.check(
        `${name} opens the poke stream, or is told why not`,
        stream.status === 200 || stream.code !== undefined,
      );
    }
    const write = (device: Device, place: Place) =>
      device.push(device.mutation([noteOf(place.bookId, rowIdOf(place, 'customer'), typedText)]));
    const [rep] = principals.filter(({ name }) => name === 'rep');
    await write(owners.team, rep!.at.team);
    await write(owners.otherTeam, rep!.at['other-team']);
    await write(owners.otherCompany, rep!.at['other-company']);
    const formerOwner = principals.find(({ name }) => name === 'former-owner')!;
    await write(owners.formerBook, formerOwner.home);
    const elsewhere = principals.find(({ name }) => name === 'rep-elsewhere')!;
    const heard = principals.filter(({ name }) => streams.get(name)!.status === 200);
    for (const { name, device, home } of heard) {
      if (home.book !== undefined && name !== 'former-owner') await write(device!, home);
      const plan = insert('plan', home.personId, {
        ...insertFields(home, 'plan', () => typedText),
        planOn: '2026-03-01',
      });
      await device!.push(device!.mutation([plan]));
    }
    for (const { name, home } of heard) {
      const stream = streams.get(name)!;
      recorder.check(
        `${name} is told of the own user scope`,
        await stream.hears(home.personId),
        stream.events,
      );
    }
    recorder.check('somebody of the other company listened', heard.includes(elsewhere));
    for (const [name, stream] of streams) {
      told.set(name, new Set(stream.events.flatMap((event) => (event.kind === 'poke' ? [event.scope] : []))));
      stream.close();
    }
  }

  await listenToAll();
  return async function pokeDoor(principal: Principal, cell: Cell): Promise<boolean> {
    if (cell.entity !== 'poke' || cell.action !== 'list') return false;
    const heard = told.get(principal.name)!;
    const place = principal.at[cell.place];
    const hasBook = place.book !== undefined;
    const scopes =
      cell.place === places[0] && !hasBook ? [place.personId] : [place.bookId, ...foreign(cell, place)];
    recorder.cell('poke', cell, scopes.some((scope) => heard.has(scope)) ? 'allow' : 'deny');
    return true;
  };
}

/** Of others neither the book nor the person nor, elsewhere, the company. */
function foreign({ place: name }: Cell, place: Place): string[] {
  if (name === 'own') return [];
  return name === 'other-company' ? [place.personId, place.companyId] : [place.personId];
}
