/**
 * A whole core in a process of its own, driven over IPC by {@link file://./core-process.ts}: it is killed, given a wrong
 * clock or put into another network like a device. Its set-up comes in RAPPORT_CORE_CHILD as JSON.
 */
import { createRouterClient } from '@orpc/server';
import { router } from '#core/api/router.ts';
import { createCore } from '#core/core.ts';
import { createPasswordKeeper } from '#core/session/password-keeper.ts';
import { systemClock } from '#shared/lib/clock.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { systemTimer } from '#shared/lib/timer.ts';
import type { ChildAnswer, ChildCommand, ChildSetUp } from './child-message.ts';

const setUp = JSON.parse(process.env['RAPPORT_CORE_CHILD'] ?? '{}') as ChildSetUp;

let timesLeft = setUp.dieAt?.time ?? 0;

function dieWhereTold(point: string): void {
  if (point !== setUp.dieAt?.point) return;
  timesLeft -= 1;
  if (timesLeft === 0) process.kill(process.pid, 'SIGKILL');
}

const core = createCore({
  dataDir: setUp.dataDir,
  defaultServerUrl: setUp.serverUrl,
  clock: systemClock,
  timer: systemTimer,
  log: silentLogger,
  // The real keeper at a cost that leaves the time to the faults.
  keyKeeper: createPasswordKeeper(10),
  appVersion: '0.0.0',
  platform: 'faults',
  limits: setUp.limits ?? {},
  failPoint: dieWhereTold,
});
const api = createRouterClient(router, { context: core.context, interceptors: [core.edge] });

async function answerTo(command: ChildCommand): Promise<unknown> {
  if (command.kind === 'query') return core.context.ready().db.raw(command.sql, ...command.values);
  if (command.kind === 'mutate') return core.context.ready().mutator.mutate('faults', command.writes);
  if (command.kind === 'stage') {
    const { customerId, name, base64 } = command;
    return api.attachment.stage({ customerId, name, bytes: new Blob([Buffer.from(base64, 'base64')]) });
  }
  if (command.kind === 'close') return core.close();
  let method: unknown = api;
  for (const part of command.call.split('.')) method = (method as Record<string, unknown>)[part];
  return (method as (input: unknown) => Promise<unknown>)(command.input);
}

async function handle(command: ChildCommand): Promise<void> {
  let answer: ChildAnswer;
  try {
    answer = { id: command.id, value: (await answerTo(command)) ?? null };
  } catch (error) {
    // Of core itself, or as the API tells it to a page.
    const { code, detail, data } = error as { code?: string; detail?: string; data?: { detail?: string } };
    answer = {
      id: command.id,
      error: String((error as Error).stack ?? error),
      code,
      detail: detail ?? data?.detail,
    };
  }
  process.send!(answer);
}

process.on('message', (command) => void handle(command as ChildCommand));
process.on('disconnect', () => process.exit(0));
process.send!({ id: 0, value: 'ready' } satisfies ChildAnswer);
