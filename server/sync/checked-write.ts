/** What can be said of a write without looking at the database: the entity exists, devices may write it, fields fit. */
import type { z } from 'zod';
import type { Entity } from '#shared/domain/entity/entity.ts';
import { insertSchema, patchSchema } from '#shared/domain/entity/entity.ts';
import { entities, findEntity } from '#shared/domain/entity/registry.ts';
import type { Mutation, Write } from '#shared/protocol/sync.ts';
import { Rejection } from './rejection.ts';

interface CheckedBase {
  entity: Entity;
  id: string;
  /** Where the write goes: the scope it names, or the one its customer has moved to since. */
  scope: string;
  /** The scope it names. */
  addressed: string;
  fields: Record<string, unknown>;
}
export type CheckedInsert = CheckedBase & { op: 'insert'; createdAt: string };
export type CheckedPatch = CheckedBase & { op: 'patch'; seen: number };
export type CheckedWrite = CheckedInsert | CheckedPatch;

const schemas = new Map(
  entities.map((entity) => [
    entity.name as string,
    { insert: insertSchema(entity), patch: patchSchema(entity) },
  ]),
);

/** Throws a {@link Rejection} at the first write that cannot stand. */
export function checkWrites(mutation: Mutation): CheckedWrite[] {
  return mutation.writes.map(checkWrite);
}

function checkWrite(write: Write): CheckedWrite {
  const entity = findEntity(write.entity);
  if (!entity) throw new Rejection('UNKNOWN_ENTITY', 'this server does not know the entity');
  if (entity.write === 'command')
    throw new Rejection('FORBIDDEN', `${entity.name} is changed by commands only`, true);
  if (entity.name === 'conflict' && write.op === 'insert') {
    throw new Rejection('FORBIDDEN', 'conflicts are made by the server');
  }
  const fields = parseFields(schemas.get(entity.name)![write.op], entity, write.fields);
  if (entity.name === 'conflict' && 'deletedAt' in fields) {
    throw new Rejection('INVALID', 'a conflict is settled, not deleted');
  }
  if (entity.name === 'customer' && write.op === 'insert' && isMergedAlready(fields)) {
    throw new Rejection('INVALID', 'a new customer is part of no other');
  }
  const scope = write.scope.toLowerCase();
  const base = { entity, id: write.id.toLowerCase(), scope, addressed: scope, fields };
  return write.op === 'insert'
    ? { ...base, op: 'insert', createdAt: write.createdAt }
    : { ...base, op: 'patch', seen: write.seen };
}

function isMergedAlready({ mergedIntoId, mergeUndo, absorbedAt }: Record<string, unknown>): boolean {
  return [mergedIntoId, mergeUndo, absorbedAt].some((value) => value !== null);
}

function parseFields(schema: z.ZodType<Record<string, unknown>>, entity: Entity, fields: object) {
  const parsed = schema.safeParse(fields);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const field = issue.path.map(String).find((part) => part in entity.columns) ?? 'fields';
  throw new Rejection('INVALID', `${entity.name}.${field}: ${issue.code}`);
}
