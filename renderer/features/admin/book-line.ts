/** Books as lines of a table: those of every person and those of nobody. */
import type { AdminPerson } from '#shared/protocol/admin.ts';

interface Book {
  id: string;
  name: string;
  customers: number;
}

export interface BookLine extends Book {
  owner: Pick<AdminPerson, 'id' | 'name' | 'status' | 'teamName'> | null;
  /** Customers are in it and nobody is there to look after them. */
  isWaiting: boolean;
}

const byName = new Intl.Collator('zh-CN');

/** Those waiting for a successor first, then by owner and name. */
export function bookLines(people: AdminPerson[], unowned: Book[]): BookLine[] {
  const owned = people.flatMap((owner) =>
    owner.books.map((book) => ({ ...book, owner, isWaiting: owner.status === 'left' && book.customers > 0 })),
  );
  const free = unowned.map((book) => ({ ...book, owner: null, isWaiting: book.customers > 0 }));
  return [...free, ...owned].sort(
    (a, b) =>
      Number(b.isWaiting) - Number(a.isWaiting) ||
      byName.compare(a.owner?.name ?? '', b.owner?.name ?? '') ||
      byName.compare(a.name, b.name),
  );
}

/** Least loaded first, so that the first proposal is a fair one; the present owner cannot succeed himself. */
export function sortedCandidates<T extends { id: string; name: string; customers: number }>(
  candidates: T[],
  ownerId: string | undefined,
): T[] {
  return candidates
    .filter(({ id }) => id !== ownerId)
    .sort((a, b) => a.customers - b.customers || byName.compare(a.name, b.name));
}

export interface SplitTarget {
  bookId: string;
  label: string;
  customers: number;
}

/** Books of reps who are there, least loaded first; a second book of one person carries its own name too. */
export function splitTargets(people: AdminPerson[], fromBookId: string): SplitTarget[] {
  return people
    .filter(({ role, status }) => role === 'rep' && status === 'active')
    .flatMap(({ name, books }) =>
      books.map((book) => ({
        bookId: book.id,
        label: books.length > 1 ? `${name} · ${book.name}` : name,
        customers: book.customers,
      })),
    )
    .filter(({ bookId }) => bookId !== fromBookId)
    .sort((a, b) => a.customers - b.customers || byName.compare(a.label, b.label));
}
