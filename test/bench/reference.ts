/** What this machine needs for the part no program can avoid: process starts, disk, wire, password hashing, JSON. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { openConnection } from '#core/db/connection.ts';
import { passwordKeeper } from '#core/session/password-keeper.ts';
import { hashPassword, isPassword } from '#server/domain/secret.ts';
import { medianOf, timed } from './time.ts';

/** The median time of `node -e 0`. */
export function emptyStart(): Promise<number> {
  return medianOf(5, async () => {
    await once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'exit');
  });
}

/** What a sign-in costs by intention: argon2id at the server, then scrypt for the key of the local file. */
export async function passwordCost(): Promise<number> {
  const password = 'a password';
  const stored = await hashPassword(password);
  const wrapped = await passwordKeeper.wrap(randomBytes(32), { password });
  return medianOf(3, async () => {
    await isPassword(stored, password);
    await passwordKeeper.unwrap(wrapped, { password });
  });
}

/** So many bytes from one socket to another over the loopback interface. */
export async function loopback(bytes: number): Promise<number> {
  const content = randomBytes(bytes);
  const server = createServer((socket) => socket.end(content)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    return await medianOf(3, async () => {
      let received = 0;
      for await (const chunk of connect(port, '127.0.0.1')) received += (chunk as Buffer).length;
      if (received !== bytes) throw new Error(`${received} of ${bytes} bytes came through`);
    });
  } finally {
    server.close();
  }
}

export interface TableRows {
  name: string;
  rows: readonly Record<string, unknown>[];
}

/**
 * The same rows by multi-row statements in one transaction into a new file with the same cipher and pragmas, with a
 * primary key and nothing else: no index, no trigger, no check.
 */
export async function rawInsert(folder: string, tables: readonly TableRows[]): Promise<number> {
  const filled = tables
    .filter(({ rows }) => rows.length > 0)
    .map(({ name, rows }) => ({ name, columns: Object.keys(rows[0]!), values: rows.map(sqlValues) }));
  const place = mkdtempSync(join(folder, 'raw-'));
  const db = openConnection(join(place, 'raw.db'), randomBytes(32));
  for (const { name, columns } of filled) {
    db.exec(`CREATE TABLE ${name} (${columns.map((c) => (c === 'id' ? 'id TEXT PRIMARY KEY' : c)).join()})`);
  }
  const { ms } = await timed(() => {
    db.exec('BEGIN IMMEDIATE');
    for (const { name, columns, values } of filled) {
      const statement = (count: number) => {
        const row = `(${columns.map(() => '?').join()})`;
        return db.prepare(`INSERT INTO ${name} VALUES ${Array.from({ length: count }, () => row).join()}`);
      };
      const full = statement(rowsPerStatement);
      for (let from = 0; from < values.length; from += rowsPerStatement) {
        const part = values.slice(from, from + rowsPerStatement);
        (part.length === rowsPerStatement ? full : statement(part.length)).run(...part.flat());
      }
    }
    db.exec('COMMIT');
  });
  db.close();
  rmSync(place, { recursive: true, force: true });
  return ms;
}

const rowsPerStatement = 50;

function sqlValues(row: Record<string, unknown>): unknown[] {
  return Object.values(row).map((value) => {
    if (typeof value === 'boolean') return value ? 1 : 0;
    return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
  });
}

/** The way of an answer from one process to another without the wire: written as JSON and read again. */
export function jsonRoundTrip(value: unknown): Promise<number> {
  return medianOf(5, () => JSON.parse(JSON.stringify(value)) as unknown);
}
