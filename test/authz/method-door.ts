/** A method of the page as a door of a cell: how it is called with the ids of a target, and what counts as given. */
import type { ApiClient } from '#shared/contract/api.ts';
import { rowIdOf, type Place } from './place.ts';
import { markerOf } from './marker.ts';
import type { ActionName, PlaceName } from './policy-table.ts';
import { typedText } from './recorder.ts';

export interface Call {
  api: ApiClient;
  own: Place;
  target: Place;
  place: PlaceName;
  deviceId: string;
  /** Of an import that another device holds, or of the own one. */
  importId: string;
  number: number;
}

export interface MethodDoor {
  entity: string;
  action: ActionName;
  call: (given: Call) => Promise<unknown>;
  /** A list counts as given when this says so of its answer; without it, an answer is enough. */
  shows?: (answer: unknown, given: Call) => boolean;
  /** Names nothing, so only the own place is a question. */
  onlyOwn?: true;
  /** Only refused cells are asked: what it allows is shown at the door http. */
  onlyRefused?: true;
}

export const sort = { by: 'name', direction: 'asc' } as const;
export const body = typedText;
export const customerOf = ({ target }: Call) => ({ customerId: rowIdOf(target, 'customer') });
export const idOf = (given: Call, entity: string) => ({ id: rowIdOf(given.target, entity) });
export const showsText =
  (textOf: (given: Call) => string) =>
  (answer: unknown, given: Call): boolean =>
    JSON.stringify(answer).includes(textOf(given));
export const hasLines = (answer: unknown) => (answer as { lines: unknown[] }).lines.length > 0;
export const nameOf = ({ target }: Call) => markerOf(target.company, target.book ?? 'b0', 'customer', 'name');
export const bookNumber = ({ target }: Call) => Number(target.book?.slice(1) ?? 0);
