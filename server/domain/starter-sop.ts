/**
 * The SOPs every company begins with (rules.md R8), in words that fit any trade. A new company has them from its first day; one
 * that was there before them is offered those whose code it never had, so that nothing of its own is replaced.
 */
import sop from '../../resources/starter/sop.json' with { type: 'json' };
import type { Sop, SopStep } from '#shared/domain/entity/company.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { CompanyWriter } from './company-row.ts';

export interface StarterSop extends Pick<Sop, 'code' | 'name' | 'purpose'> {
  steps: SopStep[];
}

export const starterSops = sop as readonly StarterSop[];

/** Those the company does not have. */
export function startersLeft(rows: ReadonlyArray<Pick<Sop, 'code'>>): readonly StarterSop[] {
  const codes = new Set(rows.map(({ code }) => code));
  return starterSops.filter(({ code }) => !codes.has(code));
}

/** @param fromOn who starts on this day or later is on it; null: whoever is meant, also from before */
export async function insertStarter(
  writer: CompanyWriter,
  clock: Clock,
  starter: StarterSop,
  { fromOn, edition = 1 }: { fromOn: string | null; edition?: number },
): Promise<void> {
  const later = { startsBy: null, fromOn, leadDays: null, startsFor: null, retiredAt: null };
  await writer.insert('sop', { id: uuidv7(clock), edition, ...starter, ...later });
}
