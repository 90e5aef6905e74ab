/** The words of a SOP's step that another kind of item stands for (sop/bank.ts): the hello, the key date, the asks. */
import { addDays, daysBetween } from '../../calendar.ts';
import type { SopStep } from '../../entity/company.ts';
import type { PlanItemKind } from '../../entity/user.ts';
import { takesIn, type SopBank, type SopEdition } from './bank.ts';

export function standInWords(
  { editions }: SopBank,
  { kind, subject }: { kind: PlanItemKind; subject: string },
  planOn: string,
): SopStep | undefined {
  const wordsAt = (
    trigger: SopEdition['trigger'],
    startOf: (edition: SopEdition) => string,
    isIt: (step: SopStep, edition: SopEdition, number: number) => boolean,
  ) => {
    for (const edition of editions) {
      if (edition.trigger !== trigger || !takesIn(edition, startOf(edition))) continue;
      const found = edition.words.find(
        (step, number) => edition.elsewhere.includes(number) && isIt(step, edition, number),
      );
      if (found) return found;
    }
    return undefined;
  };
  switch (kind) {
    case 'HANDOVER':
      return wordsAt(
        'handover',
        () => planOn,
        () => true,
      );
    case 'NPS':
      return wordsAt(
        'order',
        () => subject,
        () => true,
      );
    case 'REFERRAL':
      return wordsAt(
        'referral',
        () => planOn,
        () => true,
      );
    case 'KEYDATE': {
      const on = subject.split(' ')[1]!;
      return wordsAt(
        'keyDate',
        ({ leadDays }) => addDays(on, -leadDays),
        ({ offsetDays }, { leadDays }) => offsetDays === leadDays - Math.max(0, daysBetween(planOn, on)),
      );
    }
    default:
      return undefined;
  }
}
