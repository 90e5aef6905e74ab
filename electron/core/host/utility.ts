/** Entry: core inside Electron's utilityProcess. The shell starts it, hands it ports to pages and keeps its keys. */
import { RPCHandler, type RPCHandlerOptions } from '@orpc/server/message-port';
import { shellMessage, type CoreMessage, type ShellMessage } from '#shared/contract/host-message.ts';
import { systemClock } from '#shared/lib/clock.ts';
import { systemTimer } from '#shared/lib/timer.ts';
import type { ApiContext } from '../api/handler.ts';
import { router } from '../api/router.ts';
import { createCore, type Core } from '../core.ts';
import { createFileLog } from '../log.ts';
import { createSystemKeeper } from './system-keeper.ts';

type PagePort = Parameters<RPCHandler<ApiContext>['upgrade']>[0] & { start(): void };

/** What Electron adds to `process` in a utility process; core does not import Electron for it. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown; ports: PagePort[] }) => void): void;
  postMessage(message: CoreMessage): void;
}

const { parentPort } = process as NodeJS.Process & { parentPort?: ParentPort };
if (!parentPort) throw new Error('this entry runs inside a utilityProcess only');

const send = (message: CoreMessage) => parentPort.postMessage(message);
const keyKeeper = createSystemKeeper(send);
let core: Core | undefined;
let serve: ((port: PagePort) => void) | undefined;
/** Pages that were quicker than `start`. */
const early: PagePort[] = [];

function start(message: Extract<ShellMessage, { type: 'start' }>): void {
  if (core) return;
  const { log, close } = createFileLog(message.dataDir);
  const started = createCore({
    dataDir: message.dataDir,
    log,
    clock: systemClock,
    timer: systemTimer,
    keyKeeper,
    defaultServerUrl: message.serverUrl,
    appVersion: message.appVersion,
    platform: `${process.platform} ${process.arch}`,
    onWiped: (profileId) => send({ type: 'wiped', profileId }),
  });
  const options: RPCHandlerOptions<ApiContext> = { clientInterceptors: [started.edge] };
  const handler = new RPCHandler(router, options);
  serve = (port) => {
    handler.upgrade(port, { context: started.context });
    port.start();
  };
  for (const port of early.splice(0)) serve(port);
  process.once('SIGTERM', () => {
    void started.close().then(() => {
      close();
      process.exit(0);
    });
  });
  core = started;
  send({ type: 'ready' });
}

parentPort.on('message', ({ data, ports }) => {
  const parsed = shellMessage.safeParse(data);
  if (!parsed.success) return;
  const message = parsed.data;
  if (message.type === 'start') start(message);
  else if (message.type === 'key.reply') keyKeeper.receive(message);
  else
    for (const port of ports)
      if (serve) serve(port);
      else early.push(port);
});
