/**
 * A connection that lets the database keep the plans of the statements that come again. Parsing and planning is most of
 * what a short statement costs: on the embedded database four fifths.
 */
import { createHash } from 'node:crypto';
import pg from 'pg';

/** Statements whose number of parameters varies are many; what is kept on the database's side has to have an end. */
const mostKept = 256;
const mostSeen = 4_096;

/** The database refuses a kept plan whose result got other columns, as after a migration by another process. */
const planOutdated = '0A000';

export class PreparingClient extends pg.Client {
  readonly #seen = new Set<string>();
  /** Undefined: this one is not to be kept. */
  readonly #names = new Map<string, string | undefined>();

  // Kysely calls with text and values, pg's pool with whatever it likes.
  override query(...args: unknown[]): never {
    const ask = (...changed: unknown[]) =>
      (super.query as (...all: unknown[]) => unknown)(...changed) as Promise<unknown>;
    const [text, values, callback] = args;
    if (typeof text !== 'string' || !Array.isArray(values) || values.length === 0 || callback !== undefined)
      return ask(...args) as never;
    const name = this.#nameOf(text);
    if (name === undefined) return ask(text, values) as never;
    return ask({ name, text, values }).catch((error: unknown) => {
      if ((error as { code?: unknown }).code === planOutdated) this.#names.set(text, undefined);
      throw error;
    }) as never;
  }

  /** From its second time on a statement is kept, while there is room. */
  #nameOf(text: string): string | undefined {
    if (this.#names.has(text)) return this.#names.get(text);
    if (!this.#seen.has(text)) {
      if (this.#seen.size < mostSeen) this.#seen.add(text);
      return undefined;
    }
    if (this.#names.size >= mostKept) return undefined;
    const name = createHash('sha256').update(text).digest('base64url');
    this.#names.set(text, name);
    return name;
  }
}
