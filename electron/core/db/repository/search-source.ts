/** The rows whose text a search finds. */
import type { hitEntities } from '#shared/contract/search.ts';

export interface SearchSource {
  readonly entity: TextEntity;
  readonly texts: readonly string[];
  /** The column that says when it was: later ones are found first. */
  readonly at: string;
}

export type TextEntity = (typeof hitEntities)[number];

export const searchSources: readonly SearchSource[] = [
  { entity: 'note', texts: ['body'], at: 'happened_at' },
  { entity: 'touch', texts: ['body'], at: 'happened_at' },
  { entity: 'moment', texts: ['body'], at: 'posted_at' },
  { entity: 'promise', texts: ['body'], at: 'created_at' },
  { entity: 'customer_order', texts: ['product'], at: 'ordered_on' },
  { entity: 'deal', texts: ['product'], at: 'created_at' },
  { entity: 'signal', texts: ['body'], at: 'happened_at' },
  { entity: 'appointment', texts: ['title', 'place'], at: 'start_at' },
  { entity: 'need', texts: ['body'], at: 'created_at' },
  { entity: 'interest', texts: ['topic'], at: 'seen_at' },
  { entity: 'relation', texts: ['name', 'remark'], at: 'created_at' },
  { entity: 'customer', texts: ['remark', 'taboo'], at: 'created_at' },
];

/** The text of a row as one, for reading it and for showing where the word stands. */
export function textSql({ texts }: SearchSource, alias: string): string {
  return texts.map((column) => `coalesce(${alias}.${column}, '')`).join(` || ' ' || `);
}

export function sourceOf(entity: TextEntity): SearchSource {
  return searchSources.find((source) => source.entity === entity)!;
}
