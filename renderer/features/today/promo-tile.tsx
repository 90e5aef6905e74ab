/** Who may be recommended something today, who may not and why, and the texts to copy one by one (rules.md R4, R7.5). */
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanItemView, PlanView } from '#shared/contract/plan.ts';
import type { PlanItemKind } from '#shared/domain/entity/user.ts';
import { offerStateOf } from '#shared/domain/offer-state.ts';
import { useShortcut } from '../../app/shortcut.ts';
import { KeyHint } from '../../components/key-hint.tsx';
import { useUndoToast } from '../../components/undo-toast.tsx';
import { useOrpc } from '../../platform/api-context.tsx';
import { useShell } from '../../platform/shell.ts';
import { selectItem } from '../../stores/today.ts';
import { isOpen } from './plan-block.ts';

/** For each the text on the row: the offer that suits this customer. */
const ownText = '';

/** So many reasons are shown at first. */
const shownReasons = 5;

const promoKinds = ['PROMO', 'REFERRAL'] as const satisfies readonly PlanItemKind[];

function isPromo(kind: PlanItemKind): boolean {
  return promoKinds.some((promo) => promo === kind);
}

export function PromoTile({ plan }: { plan: PlanView }) {
  const { t } = useTranslation('today');
  const orpc = useOrpc();
  const shell = useShell();
  const say = useUndoToast();
  const hidden = useQuery(orpc.plan.hidden.queryOptions({ input: { kinds: [...promoKinds], limit: 0 } }));
  const texts = useQuery(orpc.content.list.queryOptions({ input: { kind: 'promo' } }));
  const [chosen, setChosen] = useState<string | null>(null);
  const [all, setAll] = useState(false);
  const [copied, setCopied] = useState<ReadonlySet<string>>(new Set());

  const eligible = plan.items.filter((item) => isPromo(item.kind) && isOpen(item) && !item.displacedAt);
  // Promo has the lowest scores (R6): on a full day most of those it could go to wait without anything against them.
  const noRoom = hidden.data?.noRoom ?? 0;
  const blocked = (hidden.data?.customers ?? 0) - noRoom;
  const reasons = hidden.data?.codes ?? [];
  const shown = all ? reasons : reasons.slice(0, shownReasons);
  // What ended or has not begun is not for today; a text without days is.
  const usable = (texts.data ?? []).filter((text) => {
    const state = offerStateOf(text, plan.planOn);
    return state === null || state === 'running';
  });
  const draft = useMutation(orpc.plan.draft.mutationOptions());
  const next = eligible.find(({ id }) => !copied.has(id));

  async function copy(item: PlanItemView): Promise<void> {
    const isUsable = usable.some(({ id }) => id === chosen);
    try {
      const text =
        chosen && isUsable ? (await draft.mutateAsync({ id: item.id, contentId: chosen })).text : item.draft;
      if (!text) return say(t('toast.noDraft'));
      await shell.copyText(text);
    } catch {
      return say(t('toast.copyFailed'));
    }
    say(t('toast.copied', { name: item.addressAs || item.name }));
    setCopied((known) => new Set([...known, item.id]));
    selectItem(item.id);
  }
  useShortcut(
    t('title'),
    { p: { label: t('promo.copyNext'), run: () => next && void copy(next) } },
    { enabled: next !== undefined && !plan.closedAt },
  );
  if (plan.closedAt || (eligible.length === 0 && noRoom + blocked === 0)) return null;
  return (
    <section className="today-promo" aria-label={t('promo.title')}>
      <h2>
        {t('promo.title')}{' '}
        <span title={t('promo.countsExplain')}>
          {t('promo.counts', { eligible: eligible.length, noRoom, blocked })}
        </span>
      </h2>
      {eligible.length > 0 && (
        <div className="today-promo-set">
          <span>{eligible.map(({ name, id }) => (copied.has(id) ? `${name} ✓` : name)).join('、')}</span>
          {usable.length > 0 && (
            <Select
              size="small"
              value={chosen ?? ownText}
              aria-label={t('promo.text')}
              popupMatchSelectWidth={false}
              options={[
                { value: ownText, label: t('promo.ownText') },
                ...usable.map(({ id, title }) => ({ value: id, label: title })),
              ]}
              onChange={(value: string) => setChosen(value === ownText ? null : value)}
            />
          )}
          {next && (
            <Button size="small" onClick={() => void copy(next)}>
              {t('promo.copyFor', { name: next.name })} <KeyHint keys="p" />
            </Button>
          )}
        </div>
      )}
      <ul>
        {shown.map(({ code, customers, names }) => (
          <li key={code}>
            <b>{t(`hidden.${code}.name`)}</b> {customers}
            {' · '}
            <span title={t(`hidden.${code}.explain`)}>
              {names.join('、')}
              {customers > names.length && t('promo.others', { count: customers - names.length })}
            </span>
          </li>
        ))}
      </ul>
      {reasons.length > shown.length && (
        <Button type="link" size="small" onClick={() => setAll(true)}>
          {t('promo.moreReasons', { count: reasons.length - shown.length })}
        </Button>
      )}
    </section>
  );
}
