/** What can be done with an item of today: shown at once, written by core, taken back with one key. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PlanItemView, PlanView } from '#shared/contract/plan.ts';
import type { SkipReason } from '#shared/domain/entity/user.ts';
import { useFailToast, useUndoToast } from '../../components/undo-toast.tsx';
import { useApi, useOrpc } from '../../platform/api-context.tsx';
import { selectItem } from '../../stores/today.ts';

export interface TouchChoice {
  kind: 'chat' | 'call' | 'visit' | 'comment' | 'like';
  body: string;
  replied: boolean | null;
  /** What it took; null: not said. */
  minutes?: number | null;
  /** Pasted text that shows it was done, where the step asks for it. */
  evidence?: string;
  /** Files that were taken in, which show it too. */
  attachments?: string[];
}

export function usePlanAction() {
  const { t } = useTranslation('today');
  const api = useApi();
  const orpc = useOrpc();
  const queryClient = useQueryClient();
  const showUndo = useUndoToast();
  const fail = useFailToast();
  const planKey = orpc.plan.today.queryKey();

  function show(plan: PlanView): void {
    queryClient.setQueryData(planKey, plan);
  }

  function patchItem(id: string, change: Partial<PlanItemView>): void {
    queryClient.setQueryData(planKey, (plan: PlanView | undefined) =>
      plan
        ? { ...plan, items: plan.items.map((item) => (item.id === id ? { ...item, ...change } : item)) }
        : plan,
    );
  }

  async function act(
    item: PlanItemView,
    change: Partial<PlanItemView>,
    word: string,
    call: () => Promise<void>,
  ): Promise<void> {
    await queryClient.cancelQueries({ queryKey: planKey });
    patchItem(item.id, change);
    try {
      await call();
      showUndo(word, async () => {
        await api.plan.undo({ id: item.id });
        await queryClient.invalidateQueries({ queryKey: orpc.plan.key() });
        selectItem(item.id);
      });
    } catch (error) {
      fail(error);
    }
    await queryClient.invalidateQueries({ queryKey: orpc.plan.key() });
  }

  const start = useMutation(orpc.plan.start.mutationOptions({ onSuccess: show, onError: fail }));
  const close = useMutation(
    orpc.plan.close.mutationOptions({
      onSuccess(plan) {
        show(plan);
        showUndo(t('toast.closed'), async () => show(await api.plan.reopen()));
      },
      onError: fail,
    }),
  );
  const reopen = useMutation(orpc.plan.reopen.mutationOptions({ onSuccess: show, onError: fail }));

  return {
    start,
    close,
    reopen,
    done: (item: PlanItemView, touch: TouchChoice | undefined) =>
      act(item, { status: 'done', pending: true }, t('toast.done', { name: item.name }), () =>
        api.plan.done({ id: item.id, touch }),
      ),
    skip: (item: PlanItemView, reason: SkipReason) =>
      act(
        item,
        { status: 'skipped', skipReason: reason, pending: true },
        t('toast.skipped', { name: item.name }),
        () => api.plan.skip({ id: item.id, reason }),
      ),
    later: (item: PlanItemView) =>
      act(item, { status: 'later', pending: true }, t('toast.later', { name: item.name }), () =>
        api.plan.later({ id: item.id }),
      ),
    undo: async (item: PlanItemView) => {
      try {
        await api.plan.undo({ id: item.id });
        showUndo(t('toast.undone', { name: item.name }));
      } catch (error) {
        fail(error);
      }
      await queryClient.invalidateQueries({ queryKey: orpc.plan.key() });
    },
  };
}
