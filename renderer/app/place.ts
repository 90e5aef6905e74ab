/** Where a person may go, by role. A lead or admin sees the rep's places only with customers of their own. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Identity } from '#shared/protocol/auth.ts';
import { useOrpc } from '../platform/api-context.tsx';
import { useIdentity } from './session.tsx';

export const placeNames = [
  'today',
  'customers',
  'content',
  'review',
  'admin',
  'import',
  'conflicts',
  'settings',
] as const;
export type PlaceName = (typeof placeNames)[number];

export interface Place {
  readonly name: PlaceName;
  readonly path: string;
  readonly keys: string;
  /** `menu`: always in the navigation; `foot`: at its lower end; `hidden`: by key and palette only. */
  readonly shown: 'menu' | 'foot' | 'hidden';
}

const keyOf: Record<PlaceName, string> = {
  today: 'g t',
  customers: 'g c',
  content: 'g l',
  review: 'g r',
  admin: 'g a',
  import: 'g i',
  conflicts: 'g x',
  settings: 'g s',
};

export function placesOf(role: Identity['role'], ownsBook: boolean): Place[] {
  const own: PlaceName[] = ownsBook ? ['today', 'customers'] : [];
  const byRole: Record<Identity['role'], PlaceName[]> = {
    rep: [...own, 'content'],
    lead: ['review', ...own, 'content'],
    admin: ['admin', 'review', ...own, 'content'],
  };
  const place = (name: PlaceName, shown: Place['shown']): Place => ({
    name,
    path: `/${name}`,
    keys: keyOf[name],
    shown,
  });
  return [
    ...byRole[role].map((name) => place(name, 'menu')),
    // The tag dictionary, to look at.
    ...(role === 'lead' ? [place('admin', 'hidden')] : []),
    ...(ownsBook ? [place('import', 'hidden'), place('conflicts', 'foot')] : []),
    place('settings', 'foot'),
  ];
}

export function usePlaces(): Place[] {
  const { role } = useIdentity();
  const orpc = useOrpc();
  const plan = useQuery(orpc.plan.today.queryOptions({ enabled: role !== 'rep' }));
  const ownsBook = role === 'rep' || plan.data !== undefined;
  return useMemo(() => placesOf(role, ownsBook), [role, ownsBook]);
}
