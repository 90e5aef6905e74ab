/** The key is wrong, gone or of another kind: nothing is destroyed, and with the right key everything is there. */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { CoreError } from '#core/core-error.ts';
import type { KeyKeeper } from '#core/session/key-keeper.ts';
import { createPasswordKeeper } from '#core/session/password-keeper.ts';
import { hashOfFolder, makeOfflineProfile } from './offline-profile.ts';
import { recoverLostKey } from './damage-recovery.ts';
import { addHarm, noHarm, type FaultRow } from './row.ts';

interface Kind {
  name: string;
  /** What the core says. */
  says: readonly string[];
  spoil?: (keyFile: string) => Promise<void> | void;
  password?: string;
  keyKeeper?: KeyKeeper;
}

/** A key store of the system that has lost what it held, as a keyring that was made anew. */
const emptyKeyStore: KeyKeeper = {
  kind: 'system',
  wrap: () => Promise.reject(new CoreError('REFUSED', 'NO_KEY_STORE')),
  unwrap: () => Promise.reject(new CoreError('REFUSED', 'WRONG_KEY')),
};

const change = (keyFile: string, fields: Record<string, unknown>) => {
  const kept = JSON.parse(readFileSync(keyFile, 'utf8')) as Record<string, unknown>;
  writeFileSync(keyFile, JSON.stringify({ ...kept, ...fields }).padEnd(4096));
};

const kinds: readonly Kind[] = [
  { name: 'another password', says: ['BAD_CREDENTIALS'], password: 'not the password at all' },
  { name: 'key file gone', says: ['WRONG_KEY', 'BAD_CREDENTIALS'], spoil: (file) => rmSync(file) },
  {
    name: 'key of another profile',
    says: ['BAD_CREDENTIALS', 'WRONG_KEY'],
    spoil: async (file) => {
      const wrapped = await createPasswordKeeper(10).wrap(randomBytes(32), {
        password: 'correct horse battery',
      });
      change(file, { wrapped });
    },
  },
  {
    name: 'key file cut',
    says: ['FILE_DAMAGED'],
    spoil: (file) => writeFileSync(file, readFileSync(file).subarray(0, 60)),
  },
  { name: 'key file emptied', says: ['FILE_DAMAGED'], spoil: (file) => writeFileSync(file, '') },
  {
    name: 'key file of noise',
    says: ['FILE_DAMAGED'],
    spoil: (file) => writeFileSync(file, randomBytes(500)),
  },
  {
    name: 'wrapped key of noise',
    says: ['BAD_CREDENTIALS', 'WRONG_KEY'],
    spoil: (file) => change(file, { wrapped: 'x' }),
  },
  {
    name: 'check value of another key',
    says: ['WRONG_KEY', 'BAD_CREDENTIALS'],
    spoil: (file) => change(file, { check: 'x' }),
  },
  {
    name: 'kept by a key store that this host does not have',
    says: ['WRONG_KEY', 'BAD_CREDENTIALS'],
    spoil: (file) => change(file, { kind: 'system' }),
  },
  {
    name: 'key store made anew',
    says: ['WRONG_KEY', 'BAD_CREDENTIALS'],
    spoil: (file) => change(file, { kind: 'system' }),
    keyKeeper: emptyKeyStore,
  },
];

export const lostKey: FaultRow = {
  id: 'D5',
  what: 'wrong, lost and foreign keys: told apart from damage where it can be, nothing destroyed, unsent edits kept; recovered',
  runs: { full: kinds.length, short: kinds.length },
  async run(context) {
    const profile = await makeOfflineProfile(join(context.folder, 'device'));
    const figures = { ...noHarm, runs: 0, maxRecoverMs: 0, missed: [] as string[] };
    for (const kind of kinds) {
      const work = join(context.folder, `work-${figures.runs}`);
      cpSync(profile.dataDir, work, { recursive: true });
      const folder = profile.folder.replace(profile.dataDir, work);
      const keyFile = join(folder, 'key.json');
      const right = readFileSync(keyFile);
      await kind.spoil?.(keyFile);
      const before = hashOfFolder(folder);
      const said = await profile.read(work, kind).then(
        () => 'opened',
        (error: unknown) => (error instanceof CoreError ? String(error.detail ?? error.code) : String(error)),
      );
      if (!kind.says.includes(said)) figures.missed.push(`${kind.name}: ${said}`);
      if (hashOfFolder(folder) !== before) figures.corrupt += 1;
      const began = performance.now();
      writeFileSync(keyFile, right);
      const texts = await profile.read(work);
      figures.maxRecoverMs = Math.max(figures.maxRecoverMs, performance.now() - began);
      figures.lost += profile.unsent.filter((text) => !texts.includes(text)).length;
      figures.duplicated += texts.length - new Set(texts).size;
      figures.runs += 1;
    }
    const { harm, missed } = await recoverLostKey(context);
    return {
      ...figures,
      ...addHarm(figures, harm),
      runs: figures.runs + 1,
      missed: [...figures.missed, ...missed],
    };
  },
};
