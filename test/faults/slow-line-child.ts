/**
 * A slow, long, lossy line as a process, so that it can live in a network of its own: passes TCP connections on to a
 * port of this machine. Its set-up comes in RAPPORT_SLOW_LINE as JSON.
 */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SlowLineSetUp } from './slow-line.ts';

const { targetPort, bytesPerSecond, delayMs, lossPercent } = JSON.parse(
  process.env['RAPPORT_SLOW_LINE']!,
) as SlowLineSetUp;

/** What fits into one packet, and how long a sender waits before it sends a lost one again. */
const packetBytes = 1_400;
const resendMs = 1_000;

/** All connections together share the line's rate in each direction. */
function createDirection() {
  let freeAt = 0;
  return async function* packets(source: Socket): AsyncGenerator<{ bytes: Buffer; at: number }> {
    for await (const chunk of source) {
      const all = chunk as Buffer;
      for (let from = 0; from < all.length; from += packetBytes) {
        const bytes = all.subarray(from, from + packetBytes);
        freeAt = Math.max(freeAt, performance.now()) + (bytes.length / bytesPerSecond) * 1_000;
        if (Math.random() * 100 < lossPercent) freeAt += resendMs;
        await sleep(Math.max(0, freeAt - performance.now()));
        yield { bytes, at: freeAt + delayMs };
      }
    }
  };
}

const [up, down] = [createDirection(), createDirection()];

async function carry(packets: AsyncGenerator<{ bytes: Buffer; at: number }>, to: Socket): Promise<void> {
  let last = Promise.resolve();
  try {
    for await (const { bytes, at } of packets) {
      last = last.then(() => sleep(Math.max(0, at - performance.now()))).then(() => void to.write(bytes));
    }
    await last;
    to.end();
  } catch {
    to.destroy();
  }
}

const server = createServer((near) => {
  const far = connect(targetPort, '127.0.0.1');
  for (const [one, other] of [
    [near, far],
    [far, near],
  ] as const) {
    one.on('error', () => other.destroy());
  }
  void carry(up(near), far);
  void carry(down(far), near);
});
server.listen(0, '127.0.0.1', () => process.send!((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit(0));
