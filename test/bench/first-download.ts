/** A demo rep's whole book on a fresh device. */
import { findMeta } from '#core/db/meta.ts';
import { protocolHeader, protocolVersion } from '#shared/protocol/version.ts';
import type { TestCore } from '#test/support/test-core.ts';
import { downloadDemoBook, heldRows } from './device.ts';
import type { Figure } from './figure.ts';
import { loopback, passwordCost, rawInsert } from './reference.ts';
import { median } from './time.ts';
import type { Workplace } from './workplace.ts';

const devices = 3;

export async function firstDownload(workplace: Workplace): Promise<Figure[]> {
  const { url } = await workplace.demoServer();
  const downloads: number[] = [];
  const signIns: number[] = [];
  let stored = 0;
  let sent = 0;
  let rowCount = 0;
  for (let device = 0; device < devices; device++) {
    const { core, downloadMs, signInMs } = await downloadDemoBook(workplace.folder, url);
    downloads.push(downloadMs);
    signIns.push(signInMs);
    if (device === 0) {
      const tables = heldRows(core);
      rowCount = tables.reduce((sum, { rows }) => sum + rows.length, 0);
      stored = await rawInsert(workplace.folder, tables);
      sent = await loopback(await answerBytes(core, url));
    }
    await core.remove();
  }
  const proved = await passwordCost();
  const each = downloads.map((ms) => (ms / 1_000).toFixed(2)).join(', ');
  return [
    {
      figure: 'first-download',
      measured: median(downloads),
      unit: 'ms',
      target: { atMost: 2_000 },
      reference: {
        what: `raw insert of the same ${rowCount} rows, same cipher, and their bytes over loopback`,
        measured: stored + sent,
      },
      note: `from the accepted sign-in, which first makes the file's key by scrypt; ${devices} devices: ${each} s`,
    },
    {
      figure: 'first-download: with sign-in',
      measured: median(signIns),
      unit: 'ms',
      reference: { what: 'the same, argon2id and scrypt', measured: stored + sent + proved },
    },
  ];
}

/** Size of the whole book as the server sends it. */
async function answerBytes({ db }: TestCore, url: string): Promise<number> {
  const answer = await fetch(`${url}/v1/sync/pull`, {
    method: 'POST',
    headers: {
      [protocolHeader]: String(protocolVersion),
      authorization: `Bearer ${findMeta(db, 'token')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ scopes: {}, maxRows: 20_000 }),
    signal: AbortSignal.timeout(30_000),
  });
  if (!answer.ok) throw new Error(`pull answered ${answer.status}`);
  return (await answer.arrayBuffer()).byteLength;
}
