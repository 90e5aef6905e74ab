/** Ten names to look at in WeChat: one key per name, and the cursor goes on by itself. */
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { PatrolOutcome } from '#shared/domain/entity/care.ts';
import { resolveSettings } from '#shared/domain/setting.ts';
import { useShortcut } from '../../../app/shortcut.ts';
import { ErrorState } from '../../../components/error-state.tsx';
import { Figure } from '../../../components/figure.tsx';
import { ListSkeleton } from '../../../components/list-skeleton.tsx';
import { useUndoToast } from '../../../components/undo-toast.tsx';
import { useOrpc } from '../../../platform/api-context.tsx';
import { EventBox } from './event-box.tsx';
import { NameRow } from './name-row.tsx';
import { useLook, type NewEvent, type PatrolName } from './use-look.ts';
import style from './patrol.module.css';

export function PatrolPanel({ onClose, onFinished }: { onClose: () => void; onFinished: () => void }) {
  const { t } = useTranslation('today');
  const orpc = useOrpc();
  const navigate = useNavigate();
  const say = useUndoToast();
  const card = useQuery(orpc.patrol.card.queryOptions());
  const [cursor, setCursor] = useState<string | null>(null);
  const log = useLook(() => setCursor(null));
  const [boxOpen, setBoxOpen] = useState(false);
  const settings = useMemo(() => resolveSettings(card.data?.settings ?? []), [card.data?.settings]);
  const names = card.data?.names ?? [];
  const open = names.filter((name) => name.look === null);
  const current = names.find(({ customerId }) => customerId === cursor) ?? open[0] ?? names[0];

  function move(step: number): void {
    const index = names.findIndex((name) => name === current);
    setCursor(names[Math.max(0, Math.min(names.length - 1, index + step))]?.customerId ?? null);
  }
  async function look(outcome: PatrolOutcome, event?: NewEvent): Promise<void> {
    const name = current;
    if (!name) return;
    if (name.look !== null) return say(t('patrol.already', { name: name.name }));
    setBoxOpen(false);
    const index = names.indexOf(name);
    const next = [...names.slice(index + 1), ...names.slice(0, index)].find((one) => one.look === null);
    setCursor(next?.customerId ?? null);
    const isLast = card.data?.left === 1;
    if (!(await log(name, outcome, event))) setCursor(name.customerId);
    else if (isLast) onFinished();
  }
  function openBox(): void {
    if (current?.look) say(t('patrol.already', { name: current.name }));
    else if (current) setBoxOpen(true);
  }
  const goTo = (name: PatrolName | undefined, desk = ''): void => {
    if (name) void navigate(`/customers/${name.customerId}${desk}`);
  };
  function comment(name: PatrolName | undefined): void {
    if (name?.lastEvent) goTo(name, `?comment=${name.lastEvent.id}`);
    else if (name) say(t('patrol.noEvent', { name: name.name }));
  }
  useShortcut(
    t('patrol.title'),
    {
      '0': { label: t('patrol.outcome.nothing'), run: () => void look('nothing') },
      '1': { label: t('patrol.outcome.liked'), run: () => void look('liked') },
      '2': { label: t('patrol.outcome.event'), run: openBox },
      c: { label: t('patrol.comment'), run: () => comment(current) },
      Enter: { label: t('key.open'), run: () => goTo(current) },
      ArrowDown: { label: t('key.next'), run: () => move(1) },
      ArrowUp: { label: t('key.previous'), run: () => move(-1) },
      j: { label: '', run: () => move(1) },
      k: { label: '', run: () => move(-1) },
      Escape: { label: t('cancel'), run: onClose },
    },
    { enabled: !boxOpen },
  );

  if (card.isPending) return <ListSkeleton rows={5} />;
  if (card.isError) return <ErrorState error={card.error} onRetry={() => void card.refetch()} />;
  const { data } = card;
  return (
    <div className={style.panel} role="group" aria-label={t('patrol.title')}>
      <div className={style.head}>
        <span>
          {t('patrol.card', { card: data.card, cards: data.cards, count: data.left })}
          {data.asleep > 0 && ` · ${t('patrol.asleep', { count: data.asleep })}`}
        </span>
        <span className={style.coverage}>
          {data.coverage.map(({ tier, customers, looked }) => (
            <Figure
              key={tier}
              value={t('patrol.coverage', { tier, looked, customers })}
              explain={t('patrol.coverageExplain', {
                tier,
                looked,
                customers,
                days: settings[`rhythm.patrolDays.${tier}`],
              })}
            />
          ))}
        </span>
      </div>
      <ol className={style.names}>
        {names.map((name) => (
          <NameRow
            key={name.customerId}
            name={name}
            isCurrent={name === current}
            takesFocus={!boxOpen}
            onPick={() => setCursor(name.customerId)}
            onLook={(outcome) => (outcome === 'event' ? openBox() : void look(outcome))}
            onComment={() => comment(name)}
          >
            {boxOpen && name === current && (
              <EventBox
                customerId={name.customerId}
                settings={settings}
                onSave={(event) => void look('event', event)}
                onCancel={() => setBoxOpen(false)}
              />
            )}
          </NameRow>
        ))}
      </ol>
      <p className={style.hint}>
        {t('patrol.keys')} {t('like.inHour', { used: data.socialInHour, most: data.socialPerHour })}
      </p>
    </div>
  );
}
