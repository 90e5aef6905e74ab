/**
 * Faults to test the simulator with: each is a mistake such programs are known to make, put into a source file as text.
 * A simulator that does not notice them proves nothing by being green.
 */
import { corePlants } from './plant-core.ts';
import { attachmentPlants, mergePlants } from './plant-merge.ts';
import { jobPlants } from './plant-job.ts';
import { serverPlants } from './plant-server.ts';
import type { Mood } from './draw.ts';
import type { Invariant } from './violation.ts';

export interface Plant {
  name: string;
  /** What is wrong, and which trap it is. */
  about: string;
  patches: ReadonlyArray<{ file: string; find: string; replace: string }>;
  /** Where such a fault would be looked for; absent: anywhere. */
  mood?: Mood;
  /** Needs transactions that overlap. */
  postgres?: boolean;
  /** What may catch it. */
  by: readonly Invariant[];
}

export const plants: readonly Plant[] = [
  ...serverPlants,
  ...corePlants,
  ...mergePlants,
  ...attachmentPlants,
  ...jobPlants,
];
