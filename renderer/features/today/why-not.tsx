/** “Why not?”: everybody and everything that could be on today's list and is not, each with its reason (rules.md R19). */
import { useQuery } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { PlanView } from '#shared/contract/plan.ts';
import { useShortcut } from '../../app/shortcut.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { ImeInput } from '../../components/ime-input.tsx';
import { KeyHint } from '../../components/key-hint.tsx';
import { ListSkeleton } from '../../components/list-skeleton.tsx';
import { TierChip } from '../../components/tier-chip.tsx';
import { useOrpc } from '../../platform/api-context.tsx';
import { countCodes, searchHidden } from './hidden-search.ts';

/** More lines than this nobody reads; the search narrows them. */
const shownLines = 100;

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
  const query = useQuery(orpc.plan.hidden.queryOptions({ input: {} }));
  const [text, setText] = useState('');
  const [code, setCode] = useState<string | null>(null);
  useShortcut('why-not', { Escape: { label: '', run: onClose, whileTyping: true } }, { modal: true });
  const worded = (query.data ?? []).map((line) => ({
    ...line,
    what: line.kind ? [t(`kind.${line.kind}`), line.subjectText].filter(Boolean).join(' · ') : '',
    why: t(`hidden.${line.code}.name`),
  }));
  const found = searchHidden(worded, text, code);
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
      {query.isSuccess && (
        <>
          <div className="hidden-codes" role="group" aria-label={t('hidden.codes')}>
            {countCodes(worded).map((entry) => (
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
          {found.length === 0 && <p>{t(worded.length === 0 ? 'hidden.none' : 'hidden.noMatch')}</p>}
          <ul className="hidden-lines">
            {found.slice(0, shownLines).map((line, index) => (
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
                  <span className="hidden-what">{line.what}</span>
                </div>
                <div className="hidden-why">
                  {line.why}
                  <small>{t(`hidden.${line.code}.explain`)}</small>
                </div>
              </li>
            ))}
          </ul>
          {found.length > shownLines && (
            <p className="hidden-intro">{t('hidden.more', { count: found.length - shownLines })}</p>
          )}
        </>
      )}
    </Drawer>
  );
}
