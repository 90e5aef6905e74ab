/** F1: devices whose clocks are wrong, in another zone, or set while the program runs. */
import { join } from 'node:path';
import type { SessionState } from '#shared/contract/session.ts';
import { startFaultProxy, type FaultProxy } from '../support/fault-proxy.ts';
import { ChildError } from './core-process.ts';
import { setScene, type DeviceScene, type SceneDevice } from './device-scene.ts';
import { makeFakeClock, type FakeClock } from './fake-clock.ts';
import { addHarm, noHarm, type FaultRow, type RowContext, type RowFigures } from './row.ts';

/** Two devices of one person, each with a clock and a zone. */
const pairs: ReadonlyArray<readonly [Clock, Clock]> = [
  [{ offset: '+1y' }, { offset: '-1y' }],
  [{ offset: '-1y' }, { offset: '+0' }],
  [
    { offset: '+0', zone: 'Asia/Shanghai' },
    { offset: '+0', zone: 'America/New_York' },
  ],
  // The hour that comes twice in New York, and the one that never comes.
  [
    { offset: '@2026-11-01 01:59:50', zone: 'America/New_York' },
    { offset: '+0', zone: 'Asia/Shanghai' },
  ],
  [
    { offset: '@2027-03-14 01:59:50', zone: 'America/New_York' },
    { offset: '-1y', zone: 'Asia/Kolkata' },
  ],
  [
    { offset: '@2028-02-29 23:59:50', zone: 'UTC' },
    { offset: '@2027-02-28 23:59:50', zone: 'UTC' },
  ],
  [{ offset: '@1971-01-01 00:00:00' }, { offset: '@2037-12-31 23:59:50' }],
  [
    { offset: '+1y', zone: 'Pacific/Kiritimati' },
    { offset: '+1y', zone: 'Pacific/Pago_Pago' },
  ],
];

interface Clock {
  offset: string;
  zone?: string;
}

export const wrongClock: FaultRow = {
  id: 'F1',
  what: 'clocks a year off, set while the program runs, in other zones, at the ends of summer time and February',
  runs: { full: 40, short: 3 },
  needs: ['faketime'],
  async run(context) {
    const figures: RowFigures = { ...noHarm, runs: 0, maxRecoverMs: 0, missed: [] };
    const settings = context.isShort ? 1 : 8;
    const scene = await setScene(context, { customersPerBook: context.runs + 1 });
    const proxies = [await startFaultProxy(scene.server.url), await startFaultProxy(scene.server.url)];
    for (const proxy of proxies) context.defer(() => proxy.close());
    let decidedByClock = 0;
    for (let run = 0; run < context.runs - settings; run++) {
      const isRight = await collide(context, scene, proxies, run, figures);
      if (!isRight) decidedByClock += 1;
      figures.runs += 1;
    }
    if (decidedByClock > 0) figures.missed!.push(`${decidedByClock} conflicts were not decided by arrival`);
    for (let run = 0; run < settings; run++) {
      await setWhileRunning(context, scene, proxies[0]!, run, figures);
      figures.runs += 1;
    }
    return { ...figures, ...addHarm(figures, await scene.judge()), extra: { decidedByClock, settings } };
  },
};

/** Both change one field offline; whoever arrives first has it, and the other's value is kept beside it. */
async function collide(
  context: RowContext,
  scene: DeviceScene,
  proxies: readonly FaultProxy[],
  run: number,
  figures: RowFigures,
): Promise<boolean> {
  const rep = scene.company.reps[0]!;
  const customerId = rep.customerIds[run + 1]!;
  const devices: SceneDevice[] = [];
  for (const [index, { offset, zone }] of pairs[run % pairs.length]!.entries()) {
    const clock = makeFakeClock(join(context.folder, `clock-${run}-${index}`), offset, zone);
    const serverUrl = proxies[index]!.url;
    devices.push(await scene.openDevice(rep, { serverUrl, env: clock.env }));
  }
  for (const proxy of proxies) proxy.fault = () => ({ kind: 'refuse' });
  for (const [index, device] of devices.entries()) {
    await device.core.call('customer.patch', {
      customerId,
      fields: { remark: `device ${index}, run ${run}` },
    });
    await device.writeNote(`device ${index}, run ${run}`);
  }
  // Each pair of clocks is met in both orders.
  const order = Math.floor(run / pairs.length) % 2 === 0 ? [0, 1] : [1, 0];
  for (const index of order) {
    proxies[index]!.fault = () => undefined;
    figures.maxRecoverMs = Math.max(figures.maxRecoverMs, await devices[index]!.settle());
  }
  const [first, second] = order as [number, number];
  let isRight = true;
  for (const device of devices) {
    await device.settle();
    const { remark } = await device.core.call<{ remark: string }>('customer.get', { customerId });
    const conflicts = await device.core.call<{ lateValue: unknown }[]>('conflict.list', { customerId });
    if (remark !== `device ${first}, run ${run}`) isRight = false;
    if (!conflicts.some(({ lateValue }) => lateValue === `device ${second}, run ${run}`)) figures.lost += 1;
  }
  await Promise.all(devices.map((device) => scene.closeDevice(device)));
  return isRight;
}

/** What a person does who wants more time without the server, or whose clock is put right. */
async function setWhileRunning(
  context: RowContext,
  scene: DeviceScene,
  proxy: FaultProxy,
  run: number,
  figures: RowFigures,
): Promise<void> {
  const clock = makeFakeClock(join(context.folder, `set-${run}`), '+0');
  proxy.fault = () => undefined;
  const device = await scene.openDevice(scene.company.reps[0]!, { serverUrl: proxy.url, env: clock.env });
  const write = (text: string) => device.writeNote(`${text}, setting ${run}`);
  const expectRefused = async (text: string, detail: string) => {
    const got = await refusalOf(() => write(text));
    if (got !== detail) figures.missed!.push(`${text}: ${got} instead of ${detail}`);
  };
  await write('right clock');
  await device.settle();
  proxy.fault = () => ({ kind: 'refuse' });
  await device.sync();

  // Set back: no longer trusted until the next contact, also after a new start.
  clock.set('-1y');
  await expectRefused('set back a year', 'LEASE_READ_ONLY');
  await device.restart();
  await expectRefused('set back a year and started again', 'LEASE_READ_ONLY');
  await contact(device, proxy, clock, '-1y');
  await write('a year back, after contact');

  // Eight days without contact end writing; setting the clock back does not give them again.
  proxy.fault = () => ({ kind: 'refuse' });
  clock.set('-357d');
  await expectRefused('eight days on', 'LEASE_READ_ONLY');
  clock.set('-1y');
  await expectRefused('eight days on and back again', 'LEASE_READ_ONLY');

  // Fifteen days lock, and the lock stays when the clock goes back.
  clock.set('-350d');
  await expectRefused('fifteen days on', 'LOCKED');
  clock.set('-1y');
  await expectRefused('fifteen days on and back again', 'LOCKED');
  await contact(device, proxy, clock, '+0');
  await write('right again');
  figures.maxRecoverMs = Math.max(figures.maxRecoverMs, await device.settle());
  await scene.closeDevice(device);
}

async function contact(device: SceneDevice, proxy: FaultProxy, clock: FakeClock, offset: string) {
  clock.set(offset);
  proxy.fault = () => undefined;
  const state = await device.core.call<SessionState>('session.contact');
  if (state.status !== 'ready') throw new Error(`after contact the session is ${state.status}`);
  await device.settle();
}

async function refusalOf(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
    return 'nothing refused';
  } catch (error) {
    if (!(error instanceof ChildError)) throw error;
    return error.detail ?? error.code ?? error.message;
  }
}
