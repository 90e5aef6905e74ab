import { DownOutlined, RightOutlined } from '@ant-design/icons';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { PlanItemView, PlanView } from '#shared/contract/plan.ts';
import { useShortcut } from '../../app/shortcut.ts';
import { useSameObject } from '../../components/same-object.ts';
import { useUndoToast } from '../../components/undo-toast.tsx';
import { useShell } from '../../platform/shell.ts';
import { openPanel, selectItem, toggleSettled, useToday } from '../../stores/today.ts';
import { DonePanel } from './done-panel.tsx';
import { BatchRow } from './patrol/batch-row.tsx';
import { blockOf, isBatched, nextAfter, openBlocks, placeItems, steadyOrder } from './plan-block.ts';
import { PlanRow, type PlanRowHandlers } from './plan-row.tsx';
import { SettledRow } from './settled-row.tsx';
import { SkipPanel } from './skip-panel.tsx';
import type { usePlanAction } from './use-plan-action.ts';

interface PlanListProps {
  plan: PlanView;
  action: ReturnType<typeof usePlanAction>;
  /** After the day was closed: to read, not to change. */
  readOnly: boolean;
}

const rowHandlers = ['select', 'open', 'copy', 'copyWithOffer', 'done', 'skip', 'later'] as const;

function rowOf(id: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-item="${id}"]`);
}

/** The card opens where a post is to be answered, or where something is to be filled in. */
function deskOf({ kind, momentId, gap }: PlanItemView): string {
  if (gap !== null) return `?fill=${gap}`;
  if (momentId === null) return '';
  return kind === 'TO_CHAT' ? `?chat=${momentId}` : `?comment=${momentId}`;
}

export function PlanList({ plan, action, readOnly }: PlanListProps) {
  const { t } = useTranslation('today');
  const navigate = useNavigate();
  const shell = useShell();
  const say = useUndoToast();
  const { selectedId, panel, settledShown } = useToday();
  const [order, setOrder] = useState<{ planId: string; ids: readonly string[] }>({ planId: '', ids: [] });

  const items = steadyOrder(plan.items, order.planId === plan.planId ? order.ids : []);
  if (order.planId !== plan.planId || items.some((item, index) => item.id !== order.ids[index])) {
    setOrder({ planId: plan.planId, ids: items.map((item) => item.id) });
  }
  const placed = placeItems(items);
  const walk = placed.map(({ item }) => item);
  const settled = items.filter((item) => blockOf(item) === 'settled');
  const selected = walk.find((item) => item.id === selectedId) ?? walk[0];

  function focusItem(id: string | null): void {
    selectItem(id);
    if (!id) return;
    requestAnimationFrame(() => {
      const row = rowOf(id);
      row?.focus({ preventScroll: true });
      row?.scrollIntoView({ block: 'nearest' });
    });
  }
  useEffect(() => {
    // A row that moved to another block was drawn anew and lost the focus; after an undo the selection moved without a key.
    const active = document.activeElement;
    const strayed = active instanceof HTMLElement && active.dataset['item'] !== undefined;
    if (!selected || (active !== document.body && !strayed)) return;
    if (!strayed || active.dataset['item'] !== selected.id)
      rowOf(selected.id)?.focus({ preventScroll: true });
  });

  function move(step: number): void {
    const index = walk.findIndex((item) => item.id === selected?.id);
    focusItem(walk[Math.max(0, Math.min(walk.length - 1, index + step))]?.id ?? null);
  }
  function open(item: PlanItemView): void {
    selectItem(item.id);
    if (isBatched(item)) return openPanel('batch');
    void navigate(`/customers/${item.customerId}${deskOf(item)}`);
  }
  function copy(item: PlanItemView, text = item.draft): void {
    if (!text) return say(t('toast.noDraft'));
    shell.copyText(text).then(
      () => say(t('toast.copied', { name: item.addressAs || item.name })),
      () => say(t('toast.copyFailed')),
    );
  }
  function copyWithOffer(item: PlanItemView): void {
    if (item.offer?.code === null && item.offer.text) copy(item, `${item.draft}\n${item.offer.text}`);
  }
  /** The item leaves the list, the next one takes its place and the focus. */
  function leave(item: PlanItemView, run: () => Promise<void>): void {
    focusItem(nextAfter(placed, item.id));
    void run();
  }
  const later = (item: PlanItemView): void =>
    isBatched(item) ? say(t('batch.stays')) : leave(item, () => action.later(item));
  function openFor(item: PlanItemView, which: 'done' | 'skip'): void {
    selectItem(item.id);
    if (!isBatched(item)) return openPanel(which);
    if (which === 'done') openPanel('batch');
    else say(t('batch.stays'));
  }
  function closePanel(): void {
    focusItem(selected?.id ?? null);
  }

  const on = useSameObject<PlanRowHandlers>(
    {
      select: (item) => item.id !== selected?.id && selectItem(item.id),
      open,
      copy,
      copyWithOffer,
      done: (item) => openFor(item, 'done'),
      skip: (item) => openFor(item, 'skip'),
      later,
    },
    rowHandlers,
  );
  function panelOf(item: PlanItemView) {
    if (readOnly) return null;
    if (panel === 'done')
      return (
        <DonePanel
          item={item}
          onCancel={closePanel}
          onDone={(touch) => leave(item, () => action.done(item, touch))}
        />
      );
    if (panel === 'skip')
      return (
        <SkipPanel onCancel={closePanel} onSkip={(reason) => leave(item, () => action.skip(item, reason))} />
      );
    return null;
  }

  const withSelected = (run: (item: PlanItemView) => void) => (): void => {
    if (selected) run(selected);
  };
  const moving = {
    ArrowDown: { label: t('key.next'), run: () => move(1) },
    ArrowUp: { label: t('key.previous'), run: () => move(-1) },
    j: { label: '', run: () => move(1) },
    k: { label: '', run: () => move(-1) },
    Enter: { label: t('key.open'), run: withSelected(open) },
    c: { label: t('key.copy'), run: withSelected((item) => copy(item)) },
    ...(selected?.offer?.code === null && selected.offer.text
      ? { o: { label: t('checkIn.withShort'), run: withSelected(copyWithOffer) } }
      : {}),
  };
  useShortcut(
    t('title'),
    readOnly
      ? moving
      : {
          ...moving,
          d: { label: t('key.done'), run: withSelected((item) => openFor(item, 'done')) },
          s: { label: t('key.skip'), run: withSelected((item) => openFor(item, 'skip')) },
          l: { label: t('key.later'), run: withSelected(later) },
        },
    { enabled: walk.length > 0 },
  );

  return (
    <div className="plan-list">
      {openBlocks.map((block) => {
        const rows = placed.filter((entry) => entry.block === block);
        if (rows.length === 0) return null;
        return (
          <section key={block} className="plan-block" aria-label={t(`block.${block}`)}>
            <h2>
              {t(`block.${block}`)} <span>{rows.length}</span>
            </h2>
            <ul>
              {rows.map(({ item, attached, batch }) =>
                batch ? (
                  <BatchRow
                    key={item.id}
                    item={item}
                    batch={batch}
                    selected={item.id === selected?.id}
                    opened={item.id === selected?.id && panel === 'batch' && !readOnly}
                    readOnly={readOnly}
                    onSelect={() => item.id !== selected?.id && selectItem(item.id)}
                    onOpen={() => open(item)}
                    onClose={closePanel}
                    onFinished={() => focusItem(nextAfter(placed, item.id))}
                  />
                ) : (
                  <PlanRow
                    key={item.id}
                    item={item}
                    attached={attached}
                    selected={item.id === selected?.id}
                    readOnly={readOnly}
                    on={on}
                  >
                    {item.id === selected?.id ? panelOf(item) : null}
                  </PlanRow>
                ),
              )}
            </ul>
          </section>
        );
      })}
      {settled.length > 0 && (
        <section className="plan-block">
          <h2>
            <button type="button" className="plan-fold" aria-expanded={settledShown} onClick={toggleSettled}>
              {settledShown ? <DownOutlined /> : <RightOutlined />} {t('block.settled')}{' '}
              <span>{settled.length}</span>
            </button>
          </h2>
          {settledShown && (
            <ul>
              {settled.map((item) => (
                <SettledRow
                  key={item.id}
                  item={item}
                  onOpen={() => open(item)}
                  onUndo={readOnly ? undefined : () => void action.undo(item)}
                />
              ))}
            </ul>
          )}
        </section>
      )}
    </div>
  );
}
