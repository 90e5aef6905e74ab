/** A door takes one text and says what became of it; what is counted is the same at every door. */
import type { Input } from './input.ts';

export type Verdict =
  /** Kept, and the same text came back. */
  | { kind: 'same' }
  | { kind: 'changed'; got: string | undefined }
  /** Refused with a code a person is told in words. */
  | { kind: 'refused'; code: string }
  | { kind: 'crash'; error: string }
  /** The door does not take such a text at all (a name of 5,000 characters). */
  | { kind: 'none' };

export interface Door {
  name: string;
  take(input: Input, at: number): Promise<Verdict> | Verdict;
  /** What is only known when all went through. */
  after?(): Promise<void> | void;
}

export interface DoorResult {
  door: string;
  run: number;
  refused: number;
  crashes: string[];
  changed: string[];
  slowestMs: number;
  /** The text that took longest. */
  slowest: string;
}

export async function throughDoor(door: Door, inputs: readonly Input[]): Promise<DoorResult> {
  const result: DoorResult = {
    door: door.name,
    run: 0,
    refused: 0,
    crashes: [],
    changed: [],
    slowestMs: 0,
    slowest: '',
  };
  for (const [at, input] of inputs.entries()) {
    const began = performance.now();
    const verdict = await verdictOf(door, input, at);
    if (verdict.kind === 'none') continue;
    result.run += 1;
    const text = JSON.stringify(input.text.slice(0, 80));
    const ms = performance.now() - began;
    if (ms > result.slowestMs) Object.assign(result, { slowestMs: ms, slowest: text });
    if (verdict.kind === 'refused') result.refused += 1;
    if (verdict.kind === 'crash') result.crashes.push(`${text}: ${verdict.error}`);
    if (verdict.kind === 'changed')
      result.changed.push(`${text} → ${JSON.stringify(verdict.got?.slice(0, 80))}`);
  }
  await door.after?.();
  return result;
}

async function verdictOf(door: Door, input: Input, at: number): Promise<Verdict> {
  try {
    return await door.take(input, at);
  } catch (error) {
    const { code, message } = error as { code?: unknown; message?: string };
    // The answers of core that a page has words for.
    const told = ['REFUSED', 'BAD_REQUEST', 'NOT_FOUND', 'FORBIDDEN', 'OFFLINE', 'INVALID'];
    if (typeof code === 'string' && told.includes(code)) return { kind: 'refused', code };
    return { kind: 'crash', error: `${typeof code === 'string' ? code : ''} ${message ?? String(error)}` };
  }
}

export function compared(got: string | undefined, wanted: string): Verdict {
  return got === wanted ? { kind: 'same' } : { kind: 'changed', got };
}
