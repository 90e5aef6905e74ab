import type { Mood } from './draw.ts';
import type { Plot } from './sequence.ts';
import type { Invariant } from './violation.ts';

/** What a process of the simulator is to do. */
export interface Job {
  seeds: readonly number[];
  /** Where the devices' files lie. */
  folder: string;
  /** Absent: the embedded database. */
  databaseUrl?: string | undefined;
  /** How long to look for the shortest list of steps that fails alike. */
  shrinkMs: number;
  stopAtFirst: boolean;
  /** Absent: each run has its own. */
  mood?: Mood | undefined;
  /** Runs of up to so many steps, but for every tenth seed; absent: all may be long. */
  brief?: number | undefined;
  /** Played instead of what the seeds of the same places draw. */
  plots?: readonly Plot[] | undefined;
}

export interface Failure {
  kind: 'failure';
  seed: number;
  /** Absent: the program or the simulator threw. */
  invariant: Invariant | undefined;
  message: string;
  /** The shortest that was found. */
  plot: Plot;
}

export type Report = Failure | { kind: 'run'; seed: number; steps: number };
