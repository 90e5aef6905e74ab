/** Gives a worker the `process.parentPort` that Electron gives a utility process, then runs core's entry in it. */
import { parentPort, type MessagePort } from 'node:worker_threads';

const shell = parentPort!;
Object.assign(process, {
  parentPort: {
    on(_: 'message', listener: (event: { data: unknown; ports: MessagePort[] }) => void) {
      shell.on('message', ({ data, ports }: { data: unknown; ports: MessagePort[] }) =>
        listener({ data, ports }),
      );
    },
    postMessage: (message: unknown) => shell.postMessage(message),
  },
});
await import('#core/host/utility.ts');
