import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import i18next from 'i18next';
import { describe, expect, it } from 'vitest';
import { commentGrades } from '#shared/domain/comment/grade.ts';
import { guardCodes } from '#shared/domain/comment/guard.ts';
import { commentCodes, commentParts } from '#shared/domain/comment/reason.ts';
import { cardGaps } from '#shared/domain/plan/facts/card-gap.ts';
import { hiddenCodes } from '#shared/domain/plan/hidden.ts';
import { tiers } from '#shared/domain/entity/book.ts';
import { roles } from '#shared/domain/entity/company.ts';
import { groupOf, numberKeys, settingUnits } from '#shared/domain/setting-unit.ts';
import { planItemKinds, skipReasons } from '#shared/domain/entity/user.ts';
import { reasonCodes } from '#shared/domain/plan/reason.ts';
import { placeNames } from '#renderer/app/place.ts';
import { startLanguage } from '#renderer/locales/register.ts';
import { ruleFigures, setRuleFigures } from '#renderer/locales/rule-figure.ts';
import { openBlocks } from '#renderer/features/today/plan-block.ts';

const root = join(import.meta.dirname, '../../renderer');
const languages = ['zh-CN', 'en'] as const;

function leaves(node: unknown, path = ''): [string, string][] {
  if (typeof node === 'string') return [[path, node]];
  return Object.entries(node as Record<string, unknown>).flatMap(([key, value]) =>
    leaves(value, path ? `${path}.${key}` : key),
  );
}

function textsOf(language: string, namespace: string): Map<string, string> {
  return new Map(
    leaves(JSON.parse(readFileSync(join(root, 'locales', language, `${namespace}.json`), 'utf8'))),
  );
}

const namespacesOf = (language: string): string[] =>
  readdirSync(join(root, 'locales', language))
    .map((file) => file.replace('.json', ''))
    .sort();
const namespaces = namespacesOf('zh-CN');
const zh = new Map(namespaces.map((namespace) => [namespace, textsOf('zh-CN', namespace)]));

/** English has two plural forms where Chinese has one. */
const singular = (key: string): string => key.replace(/_(zero|one|other)$/, '');
const keysOf = (texts: Map<string, string>): string[] => [...new Set([...texts.keys()].map(singular))].sort();
const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1] ?? '');

function hasKey(namespace: string, key: string): boolean {
  const texts = zh.get(namespace);
  return texts !== undefined && [key, `${key}_other`, `${key}_one`].some((name) => texts.has(name));
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

/** Every `t('…')` with a fixed key, as [file, namespaces it may be in, key]. */
function usedKeys(): { file: string; within: string[]; key: string }[] {
  return sourceFiles(root).flatMap((file) => {
    const source = readFileSync(file, 'utf8');
    const declared = [...source.matchAll(/useTranslation\(\s*(\[[^\]]*\]|'[^']*')/g)].flatMap((match) =>
      [...(match[1] ?? '').matchAll(/'([^']+)'/g)].map((name) => name[1] ?? ''),
    );
    const within = declared.length > 0 ? declared : namespaces;
    return [...source.matchAll(/\bt\(\s*'([^'$]+)'/g)].map((match) => {
      const [namespace, key] = (match[1] ?? '').includes(':')
        ? (match[1] ?? '').split(':')
        : [null, match[1]];
      return { file: file.slice(root.length + 1), within: namespace ? [namespace] : within, key: key ?? '' };
    });
  });
}

describe('locales', () => {
  it('has the same files in both languages', () => {
    expect(namespacesOf('en')).toEqual(namespaces);
  });

  it.each(namespaces)('has the same keys and placeholders in both languages: %s', (namespace) => {
    const chinese = zh.get(namespace) ?? new Map<string, string>();
    const english = textsOf('en', namespace);
    expect(keysOf(english)).toEqual(keysOf(chinese));
    for (const [key, text] of english) {
      const original =
        chinese.get(key) ?? chinese.get(singular(key)) ?? chinese.get(`${singular(key)}_other`);
      if (original === undefined) continue;
      const missing = placeholders(text).filter((name) => !placeholders(original).includes(name));
      expect(
        missing.filter((name) => name !== 'count'),
        `${namespace}:${key}`,
      ).toEqual([]);
    }
  });

  it('names only numbers of the rules that are there, and says the one in force', async () => {
    const known = new Set<string>(numberKeys);
    const named = namespaces.flatMap((namespace) =>
      [...zh.get(namespace)!.values()].flatMap((text) =>
        [...text.matchAll(/\{\{rule\.([\w.]+)/g)].map((match) => match[1]!),
      ),
    );
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter((key) => !known.has(key))).toEqual([]);
    await startLanguage('zh-CN');
    const said = () =>
      [
        'today:hidden.SILENCE.explain',
        'today:hidden.LUNCH_HOLD.explain',
        'today:hidden.CARE_MIX.explain',
      ].map((key) => i18next.t(key as never));
    expect(said()).toEqual([
      '连续 5 次没回复，60 天内不打扰',
      '12:00–13:30 不插新任务',
      '今天关心的占比要到 60%，推荐先让位',
    ]);
    const changed = { 'silence.stopAfter': 0, 'day.lunchToMinute': 840, 'day.careShare': 0.7 } as Record<
      string,
      number
    >;
    setRuleFigures(ruleFigures((key) => changed[key]));
    expect(said()).toEqual([
      '连续 0 次没回复，60 天内不打扰',
      '12:00–14:00 不插新任务',
      '今天关心的占比要到 70%，推荐先让位',
    ]);
    setRuleFigures(ruleFigures());
  });

  it('has no empty text', () => {
    for (const language of languages)
      for (const namespace of namespaces)
        for (const [key, text] of textsOf(language, namespace))
          expect(text.trim(), `${language} ${namespace}:${key}`).not.toBe('');
  });

  it('has every key the source asks for', () => {
    const used = usedKeys();
    expect(used.length).toBeGreaterThan(100);
    const missing = used
      .filter(({ within, key }) => !within.some((namespace) => hasKey(namespace, key)))
      .map(({ file, within, key }) => `${file}: ${within.join('|')}:${key}`);
    expect(missing).toEqual([]);
  });

  it('names every choice of the domain that the frame and the today page show', () => {
    const wanted = [
      ...tiers.flatMap((tier) => [`common:tier.${tier}.short`, `common:tier.${tier}.explain`]),
      ...roles.map((role) => `common:role.${role}`),
      ...placeNames.map((place) => `common:place.${place}`),
      ...reasonCodes.map((code) => `today:reason.${code}`),
      ...planItemKinds.map((kind) => `today:kind.${kind}`),
      ...cardGaps.map((gap) => `today:gap.${gap}`),
      ...skipReasons.map((reason) => `today:skip.${reason}`),
      ...hiddenCodes.flatMap((code) => [`today:hidden.${code}.name`, `today:hidden.${code}.explain`]),
      ...openBlocks.map((block) => `today:block.${block}`),
      ...commentGrades.map((grade) => `customers:comment.grade.${grade}`),
      ...guardCodes.map((code) => `customers:comment.guard.${code}`),
      ...commentParts.map((part) => `customers:comment.part.${part}`),
      ...commentParts
        .filter((part) => part !== 'timely' && part !== 'bound')
        .map((part) => `customers:comment.advice.${part}`),
      ...commentParts.flatMap((part) =>
        commentCodes[part].map((code) => `customers:comment.reason.${part}.${code}`),
      ),
    ];
    const missing = wanted.filter((name) => {
      const [namespace = '', key = ''] = name.split(':');
      return !hasKey(namespace, key);
    });
    expect(missing).toEqual([]);
  });

  it.each(languages)('%s names every number of the rules, its group and its unit', (language) => {
    const texts = textsOf(language, 'rules');
    for (const key of numberKeys) {
      expect([...texts.keys()], key).toContain(`name.${key}`);
      expect([...texts.keys()], key).toContain(`group.${groupOf(key)}`);
    }
    for (const unit of settingUnits) expect([...texts.keys()]).toContain(`unit.${unit}`);
  });
});
