/** Planted faults of what the server writes by itself. */
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
];
