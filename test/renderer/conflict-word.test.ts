/** The inbox has words for everything that can come into it, in both languages. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import i18next from 'i18next';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Entity } from '#shared/domain/entity/entity.ts';
import { entities } from '#shared/domain/entity/registry.ts';
import { fieldText, valueText } from '#renderer/features/conflicts/conflict-value.ts';

const root = join(import.meta.dirname, '../..');
const languages = ['zh-CN', 'en'] as const;

async function wordsOf(language: (typeof languages)[number]) {
  const read = (name: string) =>
    JSON.parse(readFileSync(join(root, 'renderer/locales', language, `${name}.json`), 'utf8')) as object;
  const i18n = i18next.createInstance();
  await i18n.init({
    lng: language,
    resources: { [language]: { conflicts: read('conflicts'), field: read('field') } },
  });
  return i18n;
}

/** The choices of a column, of a list those of its members. */
function choicesOf(schema: z.ZodType): string[] {
  const json = z.toJSONSchema(schema, { unrepresentable: 'any' });
  const parts = [json, ...(json.anyOf ?? []), json.items].filter((part) => typeof part === 'object');
  return parts.flatMap((part) => ('enum' in part ? (part.enum ?? []) : [])).map(String);
}

describe.each(languages)('%s', (language) => {
  it('has a word for every replicated entity, every field a device changes, and every choice of it', async () => {
    const i18n = await wordsOf(language);
    const missing: string[] = [];
    const want = (key: string) => void (i18n.exists(key) || missing.push(key));
    want('field:deletedAt');
    for (const { name, write, columns } of entities as readonly Entity[]) {
      want(`field:entity.${name}`);
      if (write !== 'patch') continue;
      for (const [field, { patchable, schema }] of Object.entries(columns)) {
        if (!patchable) continue;
        want(`field:of.${name}.${field}`);
        for (const choice of choicesOf(schema)) want(`field:choice.${name}.${field}.${choice}`);
      }
    }
    expect(missing).toEqual([]);
  });

  it('has a word for every kind of change that may be refused', async () => {
    const i18n = await wordsOf(language);
    const folder = join(root, 'electron/core');
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(/\bmutate\(\s*'(\w+)\.\w+'/g)])
      .map((match) => match[1]!);
    expect(names.length).toBeGreaterThan(20);
    expect([...new Set(names)].filter((name) => !i18n.exists(`conflicts:mutation.${name}`))).toEqual([]);
  });
});

it('a field and its values read as words, those of a newer program still as something', async () => {
  const { t } = await wordsOf('zh-CN');
  const now = Date.parse('2026-03-10T01:00:00.000Z');
  const value = (entity: string, field: string, one: unknown) =>
    valueText({ entity, field, value: one }, t as never, 'zh-CN', now);
  expect(fieldText({ entity: 'need', field: 'status' }, t as never)).toBe('诉求 · 状态');
  expect(fieldText({ entity: 'customer', field: 'taboo' }, t as never)).toBe('忌讳');
  expect(fieldText({ entity: 'promise', field: 'deletedAt' }, t as never)).toBe('承诺 · 是否删除');
  expect(fieldText({ entity: 'robot', field: 'colour' }, t as never)).toBe('资料');
  expect(value('need', 'status', 'answered')).toBe('已解决');
  expect(value('customer', 'presence', ['wecom', 'phone'])).toBe('企业微信 · 电话');
  expect(value('customer', 'presence', [])).toBe('（空）');
  expect(value('customer', 'quietFrom', 1_330)).toBe('22:10');
  expect(value('surprise', 'priceFen', 8_800)).toContain('88');
  expect(value('relation', 'otherId', '0194fdc2-fa2f-7cc0-8d3c-000000000001')).toBe('另一位客户');
  expect(value('list_view', 'filter', { tiers: ['A'] })).toBe('一组设定');
  expect(value('customer', 'name', '青')).toBe('青');
});
