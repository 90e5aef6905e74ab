/** What the audit and the logs say after everything: each refusal once, and no secret anywhere. */
import { sql } from 'kysely';
import { verifyAudit } from '#server/domain/audit.ts';
import type { Cast } from './cast.ts';
import { placeOf } from './place.ts';
import type { Page } from './page.ts';
import type { PrincipalName } from './policy-table.ts';

export async function checkAudit({ server, recorder }: Cast): Promise<{ forbidden: number; logged: number }> {
  const { rows } = await sql<{ actorId: string; times: number }>`
    select actor_id, count(*)::int8 as times from audit
    where action = 'refused' and detail::json->>'code' = 'FORBIDDEN' group by actor_id
  `.execute(server.db);
  const logged = new Map(rows.map(({ actorId, times }) => [actorId, times]));
  const { forbidden } = recorder.tally;
  let missing = 0;
  for (const [personId, times] of forbidden) {
    const found = logged.get(personId) ?? 0;
    missing += Math.max(0, times - found);
    recorder.check('every FORBIDDEN of a signed-in person is in the audit, once', found === times, {
      personId,
      times,
      found,
    });
  }
  const total = [...forbidden.values()].reduce((sum, times) => sum + times, 0);
  for (const company of [1, 2] as const) {
    const { companyId } = placeOf(company, 'admin');
    const { brokenAt } = await verifyAudit(server.db, companyId);
    recorder.check('the audit is a whole chain', brokenAt === null, brokenAt);
  }
  const entries = await server.db.selectFrom('audit').select(['detail', 'action']).execute();
  recorder.record('the audit', entries.map(({ detail, action }) => `${action} ${detail}`).join('\n'));
  return { forbidden: total, logged: total - missing };
}

export function checkServerLog({ recorder }: Cast, lines: readonly string[]): void {
  recorder.record('the log of the server', lines.join(''));
  const failure = lines.find((line) => line.includes('http.internal'));
  recorder.check('the server met no error of its own', failure === undefined, failure);
}

export function checkPageLogs({ recorder }: Cast, pages: ReadonlyMap<PrincipalName, Page>): void {
  for (const [name, page] of pages) {
    const log = page.log();
    recorder.record(`the log of the core of ${name}`, log);
    const failure = log.split('\n').find((line) => line.includes('api.failed'));
    recorder.check(`the core of ${name} met no error of its own`, failure === undefined, failure);
  }
}
