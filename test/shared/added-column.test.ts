import { expect, test } from 'vitest';
import { added, integer, json, nullable, text } from '#shared/domain/entity/column.ts';
import { defineEntity, insertSchema, patchSchema, withoutDefaults } from '#shared/domain/entity/entity.ts';
import { entities } from '#shared/domain/entity/registry.ts';
import type { Entity } from '#shared/domain/entity/entity.ts';
import { protocolVersion } from '#shared/protocol/version.ts';
import { z } from 'zod';

const mug = defineEntity({
  name: 'mug',
  scope: 'book',
  write: 'patch',
  columns: {
    name: text(10, { patch: true }),
    colour: added(2, 'white', text(10, { patch: true })),
    owner: added(2, null, nullable(text(10, { patch: true }))),
    stickers: added(3, ['none'], json(z.array(z.string()))),
    size: integer(0, 9),
  },
});

test('[VERSION2] an insert that leaves out columns that came later gets their defaults', () => {
  expect(insertSchema(mug).parse({ name: 'a', size: 1, owner: 'me' })).toEqual({
    name: 'a',
    size: 1,
    colour: 'white',
    owner: 'me',
    stickers: ['none'],
  });
});

test('[WRITE3] columns that were there from the start are still asked for', () => {
  expect(() => insertSchema(mug).parse({ name: 'a', colour: 'red' })).toThrow('size');
});

test('[VERSION3] a patch fills in nothing', () => {
  expect(patchSchema(mug).parse({ name: 'b' })).toEqual({ name: 'b' });
});

test('[VERSION2] what has its default is left out of what is sent, but never what was there from the start', () => {
  const fields = { name: '', colour: 'white', owner: null, stickers: ['none'], size: 0 };
  expect(withoutDefaults(mug, fields)).toEqual({ name: '', size: 0 });
  expect(withoutDefaults(mug, { ...fields, owner: '', stickers: [] })).toEqual({
    name: '',
    size: 0,
    owner: '',
    stickers: [],
  });
});

test('[VERSION2] nothing in the registry is newer than the protocol, and every default fits its column', () => {
  for (const { name, since = 1, columns } of entities as readonly Entity[]) {
    expect(since, name).toBeLessThanOrEqual(protocolVersion);
    for (const [field, column] of Object.entries(columns)) {
      expect(column.since ?? 1, `${name}.${field}`).toBeLessThanOrEqual(protocolVersion);
      if (column.since !== undefined) expect(column.schema.parse(column.default)).toEqual(column.default);
    }
  }
});
