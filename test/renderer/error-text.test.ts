import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ORPCError } from '@orpc/client';
import { describe, expect, it } from 'vitest';
import { apiContract } from '#shared/contract/api.ts';
import { errorCodes } from '#shared/protocol/error.ts';
import { rejectionCodes } from '#shared/protocol/sync.ts';
import { errorCodeOf, errorKey, knownCodes, knownDetails } from '#renderer/components/error-text.ts';

const root = join(import.meta.dirname, '../..');

function textAt(language: string, key: string, file = 'common'): unknown {
  let node: unknown = JSON.parse(
    readFileSync(join(root, 'renderer/locales', language, `${file}.json`), 'utf8'),
  );
  for (const part of key.split('.')) node = (node as Record<string, unknown> | undefined)?.[part];
  return node;
}

/** The detail codes the contract promises in its comments. */
function promisedDetails(): string[] {
  const folder = join(root, 'shared/contract');
  return readdirSync(folder).flatMap((file) => {
    const source = readFileSync(join(folder, file), 'utf8');
    return [...source.matchAll(/REFUSED details?[^/]*?\*\//gs)].flatMap((comment) =>
      [...comment[0].matchAll(/\b[A-Z][A-Z]+(?:_[A-Z]+)*\b/g)].map((match) => match[0]),
    );
  });
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file));
}

describe('error text', () => {
  it.each(['zh-CN', 'en'])('explains every code of the contract in %s', (language) => {
    const codes = Object.keys(apiContract.session.get['~orpc'].errorMap);
    expect(codes.length).toBeGreaterThan(5);
    for (const code of codes) {
      expect(knownCodes).toContain(code);
      expect(textAt(language, `error.code.${code}`), code).toBeTypeOf('string');
    }
  });

  it.each(['zh-CN', 'en'])('explains every detail and every code of the server in %s', (language) => {
    const details = promisedDetails().filter((detail) => detail !== 'REFUSED');
    expect(details).toContain('WRONG_KEY');
    expect(details).toContain('TOO_MANY_ROWS');
    for (const detail of [...details, ...errorCodes]) {
      expect(knownDetails).toContain(detail);
      expect(textAt(language, `error.detail.${detail}`), detail).toBeTypeOf('string');
    }
  });

  it.each(['zh-CN', 'en'])('explains every detail core throws in %s', (language) => {
    const thrown = sourceFiles(join(root, 'electron/core')).flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/new CoreError\(\s*'[A-Z_]+',\s*'([A-Z_]+)'/g)].map(
        (match) => match[1] ?? '',
      ),
    );
    expect(thrown).toContain('WRONG_KEY');
    for (const detail of new Set(thrown)) {
      expect(knownDetails).toContain(detail);
      expect(textAt(language, `error.detail.${detail}`), detail).toBeTypeOf('string');
    }
  });

  it.each(['zh-CN', 'en'])('explains every rejection of the server in %s', (language) => {
    for (const code of rejectionCodes)
      expect(textAt(language, `rejected.${code}`, 'conflicts'), code).toBeTypeOf('string');
  });

  it('prefers the words of the detail and falls back to those of the code', () => {
    const keyOf = (error: unknown): string => errorKey(errorCodeOf(error));
    expect(keyOf(new ORPCError('REFUSED', { data: { detail: 'NO_BOOK' } }))).toBe('error.detail.NO_BOOK');
    expect(keyOf(new ORPCError('REFUSED', { data: { detail: 'SOMETHING_NEW' } }))).toBe('error.code.REFUSED');
    expect(keyOf(new ORPCError('OFFLINE'))).toBe('error.code.OFFLINE');
    expect(keyOf(new ORPCError('TEAPOT'))).toBe('error.code.UNKNOWN');
    expect(keyOf(new Error('boom'))).toBe('error.code.UNKNOWN');
  });
});
