/** Dates, team and the opened day, kept in the address so that they survive a reload and the way back. */
import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import { rangeOf, rangePresets, type RangePreset, type ReviewRange } from './review-range.ts';

export interface OpenedDay {
  personId: string;
  on: string;
}

const date = /^\d{4}-\d{2}-\d{2}$/;

export function useReviewPlace(today: string) {
  const [params, setParams] = useSearchParams();
  const from = params.get('from') ?? '';
  const to = params.get('to') ?? '';
  const isCustom = date.test(from) && date.test(to);
  const preset: RangePreset = rangePresets.find((name) => name === params.get('range')) ?? 'today';
  const range: ReviewRange = isCustom ? { from, to } : rangeOf(preset, today);
  const personId = params.get('rep');
  const on = params.get('on');

  const set = useCallback(
    (change: Record<string, string | undefined>) => {
      setParams(
        (former) => {
          const next = new URLSearchParams(former);
          for (const [name, value] of Object.entries(change)) {
            if (value === undefined) next.delete(name);
            else next.set(name, value);
          }
          return next;
        },
        { replace: true },
      );
    },
    [setParams],
  );

  return {
    preset: isCustom ? ('custom' as const) : preset,
    range,
    teamId: params.get('team') ?? undefined,
    opened: personId && on ? { personId, on } : null,
    setPreset: (name: RangePreset) => set({ range: name, from: undefined, to: undefined }),
    setRange: (next: ReviewRange) => set({ range: undefined, from: next.from, to: next.to }),
    setTeam: (teamId: string | undefined) => set({ team: teamId }),
    open: (day: OpenedDay | null) => set({ rep: day?.personId, on: day?.on }),
  };
}
