/** The column kinds of replicated rows. One declaration gives the row's type, its validation and its SQL name. */
import { z } from 'zod';

export interface Column<T> {
  /** How the value is stored: `text` and `json` as text, `integer` as a whole number, `boolean` as 0/1 on the device. */
  readonly kind: 'text' | 'integer' | 'boolean' | 'json';
  readonly schema: z.ZodType<T>;
  /** True where a mutation may change the field after the row was inserted. */
  readonly patchable: boolean;
  /** The protocol version that brought the column; absent: it was there from the start. */
  readonly since?: number;
  /** What a row has whose writer did not know the column; there exactly where `since` is (SPEC VERSION rules). */
  readonly default?: T;
}

export interface AddedColumn<T> extends Column<T> {
  readonly since: number;
  readonly default: T;
}

type Options = { patch?: boolean };

/** Lone surrogates and NUL cannot be stored by PostgreSQL; they are refused at the edge instead of changed. */
// eslint-disable-next-line no-control-regex
const storable = (text: string) => text.isWellFormed() && !/\u0000/.test(text);

export function text(max: number, options: Options = {}): Column<string> {
  return column('text', z.string().max(max).refine(storable, 'UNSTORABLE_TEXT'), options);
}

export function choice<const V extends readonly [string, ...string[]]>(
  values: V,
  options: Options = {},
): Column<V[number]> {
  return column('text', z.enum(values) as unknown as z.ZodType<V[number]>, options);
}

export function id<T extends string>(options: Options = {}): Column<T> {
  return column('text', z.guid() as unknown as z.ZodType<T>, options);
}

/** An instant: ISO 8601 in UTC with milliseconds. */
export function instant(options: Options = {}): Column<string> {
  return column('text', z.iso.datetime({ precision: 3 }), options);
}

/** A calendar date `yyyy-MM-dd`, no zone. */
export function date(options: Options = {}): Column<string> {
  return column('text', z.iso.date(), options);
}

export function integer(min: number, max: number, options: Options = {}): Column<number> {
  return column('integer', z.int().min(min).max(max), options);
}

export function boolean(options: Options = {}): Column<boolean> {
  return column('boolean', z.boolean(), options);
}

export function json<T>(schema: z.ZodType<T>, options: Options = {}): Column<T> {
  return column('json', schema, options);
}

export function nullable<T>(of: Column<T>): Column<T | null> {
  return { ...of, schema: of.schema.nullable() };
}

/** A column that came with a later protocol version. Both migrations give existing rows the same default. */
export function added<T>(since: number, value: T, of: Column<T>): AddedColumn<T> {
  return { ...of, since, default: value };
}

function column<T>(kind: Column<T>['kind'], schema: z.ZodType<T>, options: Options): Column<T> {
  return { kind, schema, patchable: options.patch ?? false };
}
