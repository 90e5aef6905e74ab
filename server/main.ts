/** Starts the company server: reads the environment, opens the database, listens. */
import pino from 'pino';
import { systemClock } from '#shared/lib/clock.ts';
import { systemTimer } from '#shared/lib/timer.ts';
import { buildApp } from './app.ts';
import { complain, say } from './console.ts';
import { readConfig } from './config.ts';
import { startControl } from './control.ts';
import { openDatabase } from './db/open-database.ts';
import { loadDemoCompany } from './demo.ts';
import { createFirstCompany } from './first-company.ts';
import { createQuiet } from './http/quiet.ts';
import { startOutsideRunner } from './jobs/outside-runner.ts';
import { startPlanRunner } from './jobs/plan-runner.ts';
import { startPruning } from './jobs/prune-schedule.ts';
import { startTierRunner } from './jobs/tier-runner.ts';
import { startTrustRunner } from './jobs/trust-runner.ts';
import { explainStartFailure } from './start-failure.ts';
import { createPoker } from './sync/poke.ts';

try {
  const config = readConfig(process.env);
  const log = pino({ level: config.logLevel, base: null }, pino.destination(2));
  const database = await openDatabase(config.location, log);
  if (config.demoCompany) await loadDemoCompany(database.db, systemClock, config.app.argon2);
  const lines = await createFirstCompany(database.db, systemClock, config);
  for (const line of lines) say(line);
  const quiet = createQuiet(systemTimer);
  const app = await buildApp({ database, clock: systemClock, log, config: config.app, quiet });
  const poker = await createPoker(database, log);
  const jobs = { db: database.db, clock: systemClock, timer: systemTimer, poker, log };
  const stopPruning = startPruning(jobs);
  // The embedded database serves one at a time: who waits for an answer goes before what nobody waits for.
  const pause = database.kind === 'pglite' ? quiet.wait : undefined;
  const stopOutside = startOutsideRunner({ ...jobs, pause });
  const stopPlans = startPlanRunner({ ...jobs, pause });
  const stopTiers = startTierRunner(jobs);
  const stopTrust = startTrustRunner({ ...jobs, pause });
  const stopControl =
    'dataDir' in config.location
      ? await startControl({
          dataDir: config.location.dataDir,
          db: database.db,
          clock: systemClock,
          log,
          argon2: config.app.argon2,
        })
      : async () => {};
  let isClosing = false;
  const close = async () => {
    if (isClosing) return;
    isClosing = true;
    await stopControl();
    await app.close();
    await stopPruning();
    await stopOutside();
    await stopPlans();
    await stopTiers();
    await stopTrust();
    await poker.close();
    await database.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void close());
  // Whoever started us with a channel is gone when it closes.
  if (process.send) process.on('disconnect', () => void close());
  const url = await app.listen({ host: config.host, port: config.port });
  say(`listening on ${url}`);
  process.send?.({ type: 'listening', port: Number(new URL(url).port) });
} catch (error) {
  complain(explainStartFailure(error, process.env));
  process.exit(1);
}
