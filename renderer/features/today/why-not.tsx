/** “Why not?”: everybody and everything that could be on today's list and is not, each with its reason (rules.md R19). */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { HiddenLine, PlanView } from '#shared/contract/plan.ts';
import type { HiddenCode } from '#shared/domain/plan/hidden.ts';
import { useShortcut } from '../../app/shortcut.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { ImeInput } from '../../components/ime-input.tsx';
import { KeyHint } from '../../components/key-hint.tsx';
import { ListSkeleton } from '../../components/list-skeleton.tsx';
import { TierChip } from '../../components/tier-chip.tsx';
import { useOrpc } from '../../platform/api-context.tsx';
import { soughtWords } from './hidden-search.ts';

/** A big book has tens of thousands of lines: they come so many at a time. */
const pageLines = 50;

export function WhyNot({ plan }: { plan: PlanView }) {
  const { t } = useTranslation('today');
  const [isOpen, setOpen] = useState(false);
  useShortcut(
    t('title'),
    { w: { label: t('hidden.button'), run: () => setOpen(true) } },
    { enabled: plan.book.customers > 0 },
  );
  if (plan.book.customers === 0) return null;
  return (
    <div className="hidden-customers">
      <Button type="link" size="small" onClick={() => setOpen(true)}>
        {t('hidden.button')} <KeyHint keys="w" />
      </Button>
      {isOpen && <WhyNotDrawer plan={plan} onClose={() => setOpen(false)} />}
    </div>
  );
}

function WhyNotDrawer({ plan, onClose }: { plan: PlanView; onClose: () => void }) {
  const { t } = useTranslation('today');
  const orpc = useOrpc();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [code, setCode] = useState<HiddenCode | null>(null);
  const words = soughtWords(text, {
    kind: (name) => t(`kind.${name}`),
    gap: (name) => t(`gap.${name}`),
    code: (name) => t(`hidden.${name}.name`),
  });
  const query = useInfiniteQuery(
    orpc.plan.hidden.infiniteOptions({
      input: (offset: number) => ({ offset, limit: pageLines, words, ...(code && { code }) }),
      initialPageParam: 0,
      getNextPageParam: (page, pages) => {
        const shown = pages.reduce((sum, { lines }) => sum + lines.length, 0);
        return shown < page.found ? shown : undefined;
      },
      placeholderData: (former) => former,
    }),
  );
  useShortcut('why-not', { Escape: { label: '', run: onClose, whileTyping: true } }, { modal: true });
  const first = query.data?.pages[0];
  const lines = query.data?.pages.flatMap((page) => page.lines) ?? [];
  return (
    <Drawer open title={t('hidden.title')} size={560} onClose={onClose}>
      <p className="hidden-intro">{t('hidden.intro', { count: plan.book.customers })}</p>
      <ImeInput
        autoFocus
        value={text}
        allowClear
        placeholder={t('hidden.search')}
        aria-label={t('hidden.search')}
        onChange={(event) => setText(event.target.value)}
      />
      {query.isPending && <ListSkeleton rows={8} height={44} />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {first && (
        <>
          <div className="hidden-codes" role="group" aria-label={t('hidden.codes')}>
            {first.codes.map((entry) => (
              <button
                key={entry.code}
                type="button"
                className="choice"
                aria-pressed={entry.code === code}
                onClick={() => setCode(entry.code === code ? null : entry.code)}
              >
                {t(`hidden.${entry.code}.name`)} <span>{entry.lines}</span>
              </button>
            ))}
          </div>
          <p className="hidden-intro" role="status">
            {first.found > 0
              ? t('hidden.found', { count: first.found })
              : t(first.all === 0 ? 'hidden.none' : 'hidden.noMatch')}
          </p>
          <ul className="hidden-lines">
            {lines.map((line, index) => (
              <li key={index}>
                <div>
                  <button
                    type="button"
                    className="plan-row-name"
                    onClick={() => void navigate(`/customers/${line.customerId}`)}
                  >
                    {line.name}
                  </button>
                  <TierChip tier={line.tier} />
                  <span className="hidden-what">{whatOf(line, t)}</span>
                </div>
                <div className="hidden-why">
                  {t(`hidden.${line.code}.name`)}
                  <small>{t(`hidden.${line.code}.explain`)}</small>
                </div>
              </li>
            ))}
          </ul>
          {query.hasNextPage && (
            <Button block loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {t('hidden.next', { count: Math.min(pageLines, first.found - lines.length) })}
            </Button>
          )}
        </>
      )}
    </Drawer>
  );
}

/** Beside the task what it is about; nothing where nothing is due. */
function whatOf({ kind, subjectText, gap }: HiddenLine, t: TFunction<'today'>): string {
  if (kind === null) return '';
  if (gap !== null) return t(`gap.${gap}`);
  return [t(`kind.${kind}`), subjectText].filter(Boolean).join(' · ');
}
