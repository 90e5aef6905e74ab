/** One look: shown at once, written by core, taken back with U. */
import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatrolCardView } from '#shared/contract/patrol.ts';
import type { Moment } from '#shared/domain/entity/book.ts';
import type { PatrolOutcome } from '#shared/domain/entity/care.ts';
import { useFailToast, useUndoToast } from '../../../components/undo-toast.tsx';
import { useApi, useOrpc } from '../../../platform/api-context.tsx';
import { openPanel, selectItem } from '../../../stores/today.ts';

export type PatrolName = PatrolCardView['names'][number];
export type NewEvent = Pick<Moment, 'kind' | 'body' | 'postedAt'> & { attachments?: string[] };

export function useLook(onUndone: () => void) {
  const { t } = useTranslation('today');
  const api = useApi();
  const orpc = useOrpc();
  const queryClient = useQueryClient();
  const say = useUndoToast();
  const fail = useFailToast();
  const cardKey = orpc.patrol.card.queryKey();

  async function refresh(): Promise<void> {
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: orpc.plan.key() }),
      queryClient.invalidateQueries({ queryKey: orpc.patrol.key() }),
    ]);
  }

  /** The looks of this round, the newest last; null where one was refused. */
  const looks = useRef<Promise<string | null>[]>([]);

  /** The key may be pressed before core has answered: it means the look that was shown last. */
  async function undoLast(): Promise<void> {
    const id = await looks.current.pop();
    if (!id) return;
    await api.patrol.undo({ id });
    selectItem('PATROL');
    openPanel('batch');
    await refresh();
    onUndone();
  }

  async function write(name: PatrolName, outcome: PatrolOutcome, moment?: NewEvent): Promise<string | null> {
    const { customerId } = name;
    await queryClient.cancelQueries({ queryKey: cardKey });
    const look = { id: customerId, outcome };
    queryClient.setQueryData(cardKey, (card: PatrolCardView | undefined) =>
      card
        ? {
            ...card,
            names: card.names.map((one) => (one.customerId === customerId ? { ...one, look } : one)),
          }
        : card,
    );
    // At once, as the row shows it: U means this one from here on.
    say(t(`patrol.logged.${outcome}`, { name: name.name }), undoLast);
    try {
      const { id } = await api.patrol.log({ customerId, outcome, ...(moment && { moment }) });
      return id;
    } catch (error) {
      fail(error);
      return null;
    } finally {
      await refresh();
    }
  }

  /** False where it was refused; the reason has been said then. */
  return async (name: PatrolName, outcome: PatrolOutcome, moment?: NewEvent): Promise<boolean> => {
    const id = write(name, outcome, moment);
    looks.current.push(id);
    return (await id) !== null;
  };
}
