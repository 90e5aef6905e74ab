/** What {@link file://./core-process.ts} and {@link file://./core-child.ts} say to each other. */
import type { LocalWrite } from '#core/local-write.ts';
import type { Limits } from '#core/server-client/http.ts';

export interface ChildSetUp {
  dataDir: string;
  serverUrl: string;
  /** Other limits for the waits on the network. */
  limits?: Partial<Limits>;
  /** Ends the process, as a power button does, at this place when it is come by for the so-many-th time. */
  dieAt?: { point: string; time: number };
}

export type ChildCommand = { id: number } & (
  | { kind: 'call'; call: string; input: unknown }
  /** A look into the open local file. */
  | { kind: 'query'; sql: string; values: readonly unknown[] }
  /** What no method of the API does, such as a field that only another version has. */
  | { kind: 'mutate'; writes: readonly LocalWrite[] }
  /** A file, which has to be bytes: what stands in a call is JSON. */
  | { kind: 'stage'; customerId: string; name: string; base64: string }
  | { kind: 'close' }
);

export type ChildAnswer =
  | { id: number; value: unknown }
  | { id: number; error: string; code: string | undefined; detail: string | undefined };
