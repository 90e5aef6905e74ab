/** A command: policy check, change, and audit row in one transaction. */
import { isAllowed, type Action, type Reach, type Subject } from '#shared/domain/policy.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Db, Trx } from '../db/database.ts';
import type { PokeNotice, Poker } from '../sync/poke.ts';
import { appendAudit, type AuditDetail } from './audit.ts';
import type { Principal } from './principal.ts';
import { Refusal } from './refusal.ts';

export interface CommandParts {
  db: Db;
  clock: Clock;
  poker: Poker;
}

export interface CommandOutcome<T> {
  result: T;
  detail: AuditDetail;
  /** Sent after the commit. */
  notices?: PokeNotice[];
}

export interface Command<T> {
  name: string;
  action: Action;
  subject: Subject;
  /** How far the role must reach: the company unless said otherwise; a command that says `team` checks whose it is. */
  reach?: Reach;
  run(trx: Trx): Promise<CommandOutcome<T>>;
}

export async function runCommand<T>(parts: CommandParts, actor: Principal, command: Command<T>): Promise<T> {
  const { db, clock, poker } = parts;
  const { companyId, personId: actorId } = actor;
  if (!isAllowed(actor.role, command.action, command.subject, command.reach ?? 'company')) {
    throw new Refusal('FORBIDDEN', `${command.name} is not allowed for this role`);
  }
  const { result, notices } = await db.transaction().execute(async (trx) => {
    const outcome = await command.run(trx);
    await appendAudit(trx, clock, { companyId, actorId, action: command.name, detail: outcome.detail });
    return outcome;
  });
  if (notices) await poker.publish(notices);
  return result;
}
