import { useTranslation } from 'react-i18next';
import { dateOf } from '#shared/domain/calendar.ts';
import type { Tier } from '#shared/domain/entity/book.ts';
import type { ReasonChip } from '#shared/domain/entity/user.ts';
import { defaultSettings } from '#shared/domain/setting.ts';
import { QuietTag } from '../../components/quiet-tag.tsx';
import { dayWord, timeText } from '../../components/time-format.ts';
import { useNow } from '../../components/time-text.tsx';

const toneOf: Record<string, 'amber' | 'plain' | 'accent'> = {
  overdueDays: 'amber',
  overload: 'amber',
  complaint: 'amber',
};

/** Why this customer, today: at most three quiet chips. The tier has its own sign beside the name and is not said twice. */
export function ReasonChips({ reasons, tier: shownTier }: { reasons: readonly ReasonChip[]; tier: Tier }) {
  const { t, i18n } = useTranslation(['today', 'common']);
  const nowMs = useNow();

  function textOf({ code, params }: ReasonChip): string {
    const { dueAt, tier, postedAt, ...rest } = params;
    const words: Record<string, string | number> = { ...rest };
    // Lists made before the chip said of how many days.
    if (code === 'newDay') words.of ??= defaultSettings['rhythm.newDays'];
    if (typeof rest.days === 'number') words.count = rest.days;
    if (typeof postedAt === 'string')
      words.count = Math.max(0, Math.floor((nowMs - Date.parse(postedAt)) / 3_600_000));
    if (typeof tier === 'string') words.tier = t(`common:tier.${tier}.short`);
    if (typeof dueAt === 'string' && dueAt)
      words.due = `${dayWord(dateOf(dueAt), i18n.language, nowMs)} ${timeText(dueAt, i18n.language)}`;
    return t(`reason.${code}`, words);
  }

  const toSay = reasons.filter(({ code, params }) => code !== 'tier' || params.tier !== shownTier);
  return toSay.map((reason) => (
    <QuietTag key={reason.code} tone={toneOf[reason.code] ?? 'plain'}>
      {textOf(reason)}
    </QuietTag>
  ));
}
