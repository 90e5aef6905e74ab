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
