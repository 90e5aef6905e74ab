/** What an import into an empty book would store of each record of a file: its card, with all that hangs on it. */
import { matchPeople, type ImportTarget } from '#core/import/match.ts';
import { personOf, type Person } from '#core/import/person.ts';
import type { ImportRecord } from '#core/import/record.ts';
import { finish } from '#shared/lib/steps.ts';

/** Values of rows, whatever they are called there. */
export interface Stored {
  name: string;
  gender?: string | null | undefined;
  birthdayOn?: string | null | undefined;
  source?: string | undefined;
  [field: string]: unknown;
}

/** By the line of the record; none for a line that is refused, and one for all that are of the same person. */
export function storedOf(records: readonly ImportRecord[]): {
  stored: Map<number, Stored>;
  /** Lines whose name no card can hold. */
  unfit: number[];
} {
  const people: Person[] = [];
  const unfit: number[] = [];
  for (const record of records) {
    const person = personOf(record);
    if (person) people.push(person);
    else unfit.push(record.line);
  }
  const book = { customers: [], notesOf: () => [], meantBy: (tag: string) => tag };
  const { byLine } = finish(matchPeople(people, book, () => 'new'));
  const stored = new Map([...byLine].map(([line, target]) => [line, storedForm(target)]));
  return { stored, unfit };
}

function storedForm({ name, fields, contacts, tags, notes }: ImportTarget): Stored {
  return { name, ...fields, contacts, tags, notes };
}
