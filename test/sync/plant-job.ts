/** Planted faults of what the server writes by itself: lists of the day, counters of other books, checks of the tiers. */
import type { Plant } from './plant.ts';

export const jobPlants: readonly Plant[] = [
  {
    name: 'server-list-stands',
    about: 'WRITE11: the list the server made stays where the device hands in its own',
    patches: [
      {
        file: 'server/sync/server-plan.ts',
        find: 'if (Object.keys(row.fieldVersion).length > 0) return false;',
        replace: 'if (row.id !== name) return false;',
      },
    ],
    mood: 'jobs',
    by: ['I3'],
  },
  {
    name: 'outside-not-raised',
    about: 'counters of other books are written and the book does not move',
    patches: [
      {
        file: 'server/domain/outside/write-outside.ts',
        find: '    await bumpScopes(trx, [scopeId]);\n',
        replace: '',
      },
    ],
    mood: 'jobs',
    by: ['I1', 'I7', 'I8'],
  },
  {
    name: 'outside-of-own-book',
    about: 'what happened in the book itself is counted as if it were in another one',
    patches: [
      {
        file: 'server/domain/outside/counters.ts',
        find: 'related.filter(({ scopeId, otherScopeId }) => scopeId !== otherScopeId)',
        replace: 'related.filter(({ scopeId, otherScopeId }) => scopeId.length + otherScopeId.length > 0)',
      },
    ],
    mood: 'jobs',
    by: ['I6'],
  },
  {
    name: 'tier-unseen',
    about: 'the check of the tiers puts its own over one that somebody chose meanwhile',
    patches: [
      {
        file: 'server/domain/tier/write-tiers.ts',
        find: 'from !== to && tiers.get(customerId) === from &&',
        replace: 'from !== to &&',
      },
    ],
    mood: 'jobs',
    by: ['I6'],
  },
];
