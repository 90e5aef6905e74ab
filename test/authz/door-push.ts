/** Sync push as a door: makes, changes, deletes, restores and moves rows of any scope, and looks what became of them. */
import { randomHex } from '#shared/lib/uuid.ts';
import { pushResponse, type Mutation, type PushResult, type Write } from '#shared/protocol/sync.ts';
import { codeOf } from '#test/server/device.ts';
import type { Cast, Principal } from './cast.ts';
import { seededAt } from './place.ts';
import type { Cell } from './policy-cell.ts';
import { findProbe, type Probe } from './push-probe.ts';
import type { Outcome } from './recorder.ts';

const maxMutations = 100;

export function createPushDoor({ server, recorder, ask }: Cast, cells: readonly Cell[]) {
  const { db } = server;
  /** What became of cells that should be refused; asked together, a mutation for each. */
  const refused = new Map<Cell, Outcome>();

  return async function pushDoor(principal: Principal, cell: Cell): Promise<boolean> {
    const probe = findProbe(db, principal, cell);
    if (!probe) return false;
    if (cell.expected === 'allow') {
      recorder.cell('push', cell, await askAllowed(principal, probe));
      return true;
    }
    if (!refused.has(cell)) await askRefused(principal);
    recorder.cell('push', cell, refused.get(cell)!);
    return true;
  };

  async function askRefused(principal: Principal): Promise<void> {
    const probes = cells
      .filter((cell) => cell.principal === principal.name && cell.expected === 'deny')
      .flatMap((cell) => {
        const probe = findProbe(db, principal, cell);
        return probe ? [{ cell, ...probe }] : [];
      });
    for (let from = 0; from < probes.length; from += maxMutations) {
      const part = probes.slice(from, from + maxMutations);
      const results = await push(
        principal,
        part.map(({ write }) => write),
      );
      for (const [index, { cell, isDone }] of part.entries()) {
        const isApplied = results?.[index]?.status === 'applied';
        refused.set(cell, isApplied && (await isDone()) ? 'allow' : 'deny');
      }
    }
  }

  async function askAllowed(
    principal: Principal,
    { write, isDone, back }: Probe,
  ): Promise<Outcome | { odd: string }> {
    const results = await push(principal, [write]);
    if (results?.[0]?.status !== 'applied') return 'deny';
    if (!(await isDone())) return { odd: 'applied, but not to be seen' };
    if (!back) return 'allow';
    const undone = await push(principal, [back]);
    return undone?.[0]?.status === 'applied' && !(await isDone()) ? 'allow' : { odd: 'not to be put back' };
  }

  /** Undefined: the request was refused as a whole. */
  async function push(principal: Principal, writes: readonly Write[]): Promise<PushResult[] | undefined> {
    const { device, name } = principal;
    const mutations = writes.map((write, index): Mutation => {
      const made = { id: randomHex(16), seq: index + 1, name: 'matrix', at: seededAt, writes: [write] };
      // A device counts its mutations; nobody has none to count.
      return device?.mutation([write]) ?? made;
    });
    const deviceEpoch = device?.session.deviceEpoch ?? 'guessed';
    const answer = await ask(principal, '/v1/sync/push', { deviceEpoch, mutations });
    if (answer.status === 200) return pushResponse.parse(answer.body).results;
    const code = codeOf(answer);
    const isPlain = answer.status === 401;
    recorder.check(
      `${name}: a push that is refused as a whole says no more than who is asking`,
      isPlain,
      code,
    );
    return undefined;
  }
}
