/** What a replicated entity is: its scope, who writes it, and its columns. */
import { z } from 'zod';
import type { Id, PersonId, ScopeId } from '../id.ts';
import { instant, nullable, type AddedColumn, type Column } from './column.ts';

/** `company`: one scope for all; `book`: follows the customers; `user`: one person's own. */
export type ScopeKind = 'company' | 'book' | 'user';

/**
 * `command`: only the server writes it. `insert`: devices add rows, of which only `deletedAt` changes later.
 * `patch`: devices add rows and change their patchable fields.
 */
export type WriteKind = 'command' | 'insert' | 'patch';

type AnyColumns = { readonly [name: string]: Column<unknown> };

export interface Entity<Name extends string = string, C extends AnyColumns = AnyColumns> {
  readonly name: Name;
  readonly scope: ScopeKind;
  readonly write: WriteKind;
  /** The protocol version that brought the entity; absent: it was there from the start. */
  readonly since?: number;
  /** The entity's own columns in the order they are sent, without the common ones of {@link RowBase}. */
  readonly columns: C;
}

/** What every replicated row has. `version` is the scope's version at the row's last write; 0 = not yet on the server. */
export interface RowBase<Name extends string = string> {
  id: Id<Name>;
  scopeId: ScopeId;
  version: number;
  createdAt: string;
  /** The author; the server sets it from the device, whatever was sent. */
  createdBy: PersonId | null;
  deletedAt: string | null;
  /** True when it arrived from a former owner after the customer had moved on. */
  late: boolean;
}

export const commonColumns = {
  createdAt: instant(),
  deletedAt: nullable(instant({ patch: true })),
} satisfies AnyColumns;

type ColumnsOf<E> = E extends Entity<string, infer C> ? C : never;
type NameOf<E> = E extends Entity<infer Name> ? Name : never;
type ValueOf<C> = C extends Column<infer T> ? T : never;

/** The entity's own fields, without the common ones. */
export type Fields<E> = { [K in keyof ColumnsOf<E>]: ValueOf<ColumnsOf<E>[K]> };
type AddedKeys<E> = {
  [K in keyof ColumnsOf<E>]: ColumnsOf<E>[K] extends AddedColumn<unknown> ? K : never;
}[keyof ColumnsOf<E>];
/** The own fields of a new row: columns that came later may be left out, they have a default. */
export type NewFields<E> = Omit<Fields<E>, AddedKeys<E>> & Partial<Pick<Fields<E>, AddedKeys<E>>>;
export type Row<E> = RowBase<NameOf<E>> & Fields<E>;

export function defineEntity<const Name extends string, const C extends AnyColumns>(
  entity: Entity<Name, C>,
): Entity<Name, C> {
  return entity;
}

/**
 * Validates the own fields of an inserted row and fills in the defaults of columns that came later. Unknown fields are
 * refused (mass assignment).
 */
export function insertSchema(entity: Entity): z.ZodType<Record<string, unknown>> {
  return z.strictObject(
    Object.fromEntries(
      Object.entries(entity.columns).map(([name, { schema, since, default: value }]) => [
        name,
        since === undefined ? schema : schema.default(value),
      ]),
    ),
  );
}

/** The fields of an insert without those that came later and have their default: a server that is older takes it too. */
export function withoutDefaults(
  entity: Entity,
  fields: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const later = laterDefaults(entity);
  const told: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    const usual = later.get(name);
    if (usual === undefined || !(value === usual.value || JSON.stringify(value) === usual.text))
      told[name] = value;
  }
  return told;
}

interface Usual {
  value: unknown;
  text: string;
}

const defaults = new WeakMap<Entity, ReadonlyMap<string, Usual>>();

function laterDefaults(entity: Entity): ReadonlyMap<string, Usual> {
  let known = defaults.get(entity);
  if (!known) {
    known = new Map(
      Object.entries(entity.columns).flatMap(([name, { since, default: value }]): [string, Usual][] =>
        since === undefined ? [] : [[name, { value, text: JSON.stringify(value) }]],
      ),
    );
    defaults.set(entity, known);
  }
  return known;
}

/** The values that columns which came later have in a row that does not name them. */
export function addedDefaults(entity: Entity): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(entity.columns).flatMap(([name, { since, default: value }]) =>
      since === undefined ? [] : [[name, value]],
    ),
  );
}

/** Validates the fields of a patch: patchable ones and `deletedAt` only, at least one. */
export function patchSchema(entity: Entity): z.ZodType<Record<string, unknown>> {
  const own =
    entity.write === 'patch' ? Object.entries(entity.columns).filter(([, column]) => column.patchable) : [];
  const shape: Record<string, z.ZodType> = { deletedAt: commonColumns.deletedAt.schema };
  for (const [name, column] of own) shape[name] = column.schema;
  return z
    .strictObject(shape)
    .partial()
    .refine((fields) => Object.keys(fields).length > 0, 'EMPTY_PATCH');
}

/** `createdAt` → `created_at`: the SQL name of a field. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
