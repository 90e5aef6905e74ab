import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { entities } from '#shared/domain/entity/registry.ts';
import { downloadPercent } from '#renderer/app/download-percent.ts';
import { placesOf } from '#renderer/app/place.ts';
import { syncLabel } from '#renderer/app/sync-label.ts';
import { palette } from '#renderer/app/theme.ts';
import { queriesOfEntity, queriesToRefetch } from '#renderer/platform/live-table.ts';

const names = (role: 'rep' | 'lead' | 'admin', ownsBook: boolean): string[] =>
  placesOf(role, ownsBook)
    .filter((place) => place.shown === 'menu')
    .map((place) => place.name);

describe('places', () => {
  it('shows each role what it may use', () => {
    expect(names('rep', true)).toEqual(['today', 'customers', 'content']);
    expect(names('lead', false)).toEqual(['review', 'content']);
    expect(names('lead', true)).toEqual(['review', 'today', 'customers', 'content']);
    expect(names('admin', false)).toEqual(['admin', 'review', 'content']);
  });

  it('gives every place its own keys', () => {
    const keys = placesOf('admin', true).map((place) => place.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('the strip of the first download', () => {
  it('says a percentage only where the whole is known, and 100 only when nothing is to come', () => {
    expect(downloadPercent({ received: 0, remaining: null })).toBeUndefined();
    expect(downloadPercent({ received: 5_000, remaining: null })).toBeUndefined();
    expect(downloadPercent({ received: 5_000, remaining: 15_000 })).toBe(25);
    expect(downloadPercent({ received: 19_999, remaining: 1 })).toBe(99);
    expect(downloadPercent({ received: 20_000, remaining: 0 })).toBe(100);
  });
});

describe('sync label', () => {
  const state = {
    connection: 'online' as const,
    pending: 0,
    offered: 0,
    lastSyncedAt: null,
    rejections: 0,
    openConflicts: 0,
    lastError: null,
    held: 0,
    lease: { state: 'ok' as const, reason: null, lastContactAt: null, readOnlyAt: null, lockedAt: null },
  };
  it.each([
    [state, 'sync.done', 0],
    [{ ...state, pending: 2 }, 'sync.waiting', 2],
    [{ ...state, pending: 2, connection: 'syncing' as const }, 'sync.running', 2],
    [{ ...state, connection: 'offline' as const }, 'sync.offline', 0],
    [{ ...state, connection: 'offline' as const, pending: 1 }, 'sync.offlineWaiting', 1],
    // After a restore of the server: what was synced before is not called unsent.
    [{ ...state, pending: 40, offered: 40 }, 'sync.offering', 40],
    [{ ...state, pending: 40, offered: 40, connection: 'syncing' as const }, 'sync.offering', 40],
    [{ ...state, pending: 42, offered: 40 }, 'sync.waiting', 2],
    [{ ...state, pending: 42, offered: 40, connection: 'offline' as const }, 'sync.offlineWaiting', 2],
    [{ ...state, pending: 40, offered: 40, connection: 'offline' as const }, 'sync.offline', 0],
  ])('%j says %s with %i', (given, key, count) => {
    expect(syncLabel(given)).toEqual({ key, count });
  });
});

describe('live events', () => {
  it('refetches only the queries that show the changed rows, each once', () => {
    expect(queriesToRefetch(['list_view', 'list_view'])).toEqual([['listView']]);
    expect(queriesToRefetch(['conflict', 'customer_tag'])).toContainEqual(['conflict']);
  });

  it('refetches everything for an entity the table does not know', () => {
    expect(queriesToRefetch(['tag', 'something_new'])).toBeNull();
  });

  it('knows every entity of a book', () => {
    const missing = entities.filter((entity) => entity.scope === 'book' && !queriesOfEntity[entity.name]);
    expect(missing.map((entity) => entity.name)).toEqual([]);
  });
});

describe('colours', () => {
  const css = readFileSync(join(import.meta.dirname, '../../renderer/public/first-paint.css'), 'utf8');
  const [lightCss = '', darkCss = ''] = css.split(":root[data-theme='dark']");

  function luminance(hex: string): number {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }
  function contrast(a: string, b: string): number {
    const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  }

  it.each([
    ['light', palette.light, lightCss],
    ['dark', palette.dark, darkCss],
  ] as const)('are the same in the first paint and in antd: %s', (_name, colours, sheet) => {
    for (const name of ['paper', 'surface', 'ink', 'accent', 'amber', 'red'] as const)
      expect(sheet).toContain(`--${name}: ${colours[name]};`);
    expect(sheet).toContain(`--ink-3: ${colours.ink3};`);
  });

  it.each([
    ['light', palette.light, lightCss],
    ['dark', palette.dark, darkCss],
  ] as const)('can be read: %s', (_name, colours, sheet) => {
    const soft = (name: string): string =>
      new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(sheet)?.[1] ?? '#000000';
    const pairs: [string, string][] = [
      ...[colours.paper, colours.surface, colours.sunken].flatMap((ground): [string, string][] => [
        [colours.ink, ground],
        [colours.ink2, ground],
        [colours.ink3, ground],
        [colours.accentInk, ground],
        [colours.amber, ground],
        [colours.red, ground],
      ]),
      ...[colours.ink, colours.ink2].map((ink): [string, string] => [ink, soft('tint')]),
      [colours.onAccent, colours.accent],
      [colours.accentInk, colours.accentSoft],
      [colours.amber, soft('amber-soft')],
      [colours.red, soft('red-soft')],
    ];
    for (const [text, ground] of pairs)
      expect(contrast(text, ground), `${text} on ${ground}`).toBeGreaterThan(4.5);
  });
});
