/** The library as the screen shows it. */
import { contentKinds } from '#shared/domain/entity/company.ts';

export type ContentKind = (typeof contentKinds)[number];

export interface ContentGroup<T> {
  kind: ContentKind;
  items: T[];
}

/** One character finds half the library, so searching begins with the second. */
export function searchTerm(text: string): string | undefined {
  const term = text.trim();
  return Array.from(term).length >= 2 ? term : undefined;
}

/** Kinds in their fixed order, items in the order they came; empty kinds are left out. */
export function groupByKind<T extends { kind: ContentKind }>(items: T[]): ContentGroup<T>[] {
  return contentKinds
    .map((kind) => ({ kind, items: items.filter((item) => item.kind === kind) }))
    .filter((group) => group.items.length > 0);
}

/** Cuts a text at its `{…}` blanks: plain parts at even places, blanks at odd ones. */
export function splitFillIns(text: string): string[] {
  return text.split(/(\{[^{}\n]{1,20}\})/);
}
