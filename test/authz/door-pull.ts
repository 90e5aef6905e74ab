/** Sync pull as a door: what comes when everything of everybody is asked for by name. */
import { findEntity } from '#shared/domain/entity/registry.ts';
import { readPull, type PullAnswer } from '#test/server/device.ts';
import type { Cast, Principal } from './cast.ts';
import { rowIdOf, type Place } from './place.ts';
import type { Cell } from './policy-cell.ts';

export interface Pulled {
  /** A device that asks as it should. */
  plain: PullAnswer | undefined;
  /** One that names foreign scopes with forged cursors. */
  greedy: PullAnswer | undefined;
}

export function createPullDoor({ recorder, ask, server }: Cast) {
  const answers = new Map<string, Pulled>();

  async function pull(principal: Principal): Promise<Pulled> {
    const known = answers.get(principal.name);
    if (known) return known;
    const scopes = await server.db.selectFrom('scope').select(['id', 'companyId']).execute();
    const forged = Object.fromEntries(
      scopes.map(({ id }, index) => [id, { version: 0, ...(index % 2 ? { resume: 'Zm9yZ2Vk' } : {}) }]),
    );
    const epoch = principal.device?.session.serverEpoch ?? 'guessed';
    const plain = await ask(principal, '/v1/sync/pull', { scopes: {}, maxRows: 20_000 });
    const greedy = await ask(principal, '/v1/sync/pull', { epoch, scopes: forged, maxRows: 20_000 });
    const pulled = {
      plain: plain.status === 200 ? readPull(plain.text) : undefined,
      greedy: greedy.status === 200 ? readPull(greedy.text) : undefined,
    };
    for (const answer of [pulled.plain, pulled.greedy]) {
      if (!answer) continue;
      const foreign = answer.head.scopes.filter(
        ({ id }) => scopes.find((scope) => scope.id === id)?.companyId !== principal.home.companyId,
      );
      recorder.check(
        `[SCOPE3] ${principal.name}: the head names no scope of another company`,
        foreign.length === 0,
      );
    }
    answers.set(principal.name, pulled);
    return pulled;
  }

  return async function pullDoor(principal: Principal, cell: Cell): Promise<boolean> {
    const { entity, action, place } = cell;
    if (!findEntity(entity) || (action !== 'list' && action !== 'read')) return false;
    const { plain, greedy } = await pull(principal);
    const answer = action === 'list' ? plain : greedy;
    recorder.cell('pull', cell, answer && comes(answer, principal.at[place], entity) ? 'allow' : 'deny');
    return true;
  };
}

/** The row itself, or any row of a scope of that kind which is the place's own. */
function comes(answer: PullAnswer, place: Place, entity: string): boolean {
  const { scope } = findEntity(entity)!;
  const scopeId = scope === 'company' ? place.companyId : scope === 'book' ? place.bookId : place.personId;
  return answer.lines.some(
    (line) =>
      line.kind === 'rows' &&
      line.entity === entity &&
      line.scope === scopeId &&
      (scope !== 'company' || line.rows.some((row) => row[0] === rowIdOf(place, entity))),
  );
}
