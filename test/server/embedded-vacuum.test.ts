import { PGlite } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import pg from 'pg';
import { expect, test } from 'vitest';
import { vacuumDue } from '#server/db/embedded-vacuum.ts';

test('the embedded database is swept where former versions pile up, and only there', async () => {
  const pglite = await PGlite.create();
  const pool = new pg.Pool({ ...createPgConfig(pglite), max: 1, idleTimeoutMillis: 0 });
  try {
    await pool.query('create table "busy one" (id integer primary key, version bigint unique)');
    await pool.query('create table calm (id integer primary key, version bigint unique)');
    await pool.query('insert into "busy one" select n, n from generate_series(1, 10) n');
    await pool.query('insert into calm select n, n from generate_series(1, 1000) n');
    await pool.query('select pg_stat_force_next_flush()');
    await pool.query('analyze calm');
    for (let i = 1; i <= 100; i++) {
      await pool.query('update "busy one" set version = version + 100');
      if (i <= 2) await pool.query('update calm set version = version + 2000 where id <= 100');
    }
    const deadRows = async () => {
      await pool.query('select pg_stat_force_next_flush()');
      const { rows } = await pool.query<{ dead: string }>(
        `select n_dead_tup as dead from pg_stat_user_tables where relname = 'busy one'`,
      );
      return Number(rows[0]!.dead);
    };
    expect(await deadRows()).toBeGreaterThan(250);
    expect(await vacuumDue(pool)).toEqual(['busy one']);
    expect(await deadRows()).toBe(0);
    expect(await vacuumDue(pool)).toEqual([]);
  } finally {
    await pool.end();
    await pglite.close();
  }
});

test('a plan that was kept while the table was small is made anew once it has grown', async () => {
  const pglite = await PGlite.create();
  const pool = new pg.Pool({ ...createPgConfig(pglite), max: 1, idleTimeoutMillis: 0 });
  try {
    await pool.query('create table log (id integer primary key, body text)');
    const ask = () => pool.query({ name: 'one', text: 'select body from log where id = $1', values: [7] });
    const isReadWhole = async () => {
      const scans = async () => {
        await pool.query('select pg_stat_force_next_flush()');
        const { rows } = await pool.query<{ scans: string }>(
          `select seq_scan as scans from pg_stat_user_tables where relname = 'log'`,
        );
        return Number(rows[0]!.scans);
      };
      const before = await scans();
      await ask();
      return (await scans()) > before;
    };
    await pool.query('insert into log values (1, $1)', ['one']);
    await pool.query('analyze log');
    // The database settles on one plan for all values after five times.
    for (let i = 0; i < 8; i++) await ask();
    await pool.query(`insert into log select n, repeat('x', 50) from generate_series(2, 5000) n`);
    expect(await isReadWhole()).toBe(true);
    expect(await vacuumDue(pool)).toEqual(['log']);
    expect(await isReadWhole()).toBe(false);
    expect(await vacuumDue(pool)).toEqual([]);
  } finally {
    await pool.end();
    await pglite.close();
  }
});
