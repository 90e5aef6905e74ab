/** Sync rounds and everything that starts, ends and revives a device. */
import { isDeepStrictEqual } from 'node:util';
import { dbOf, isReady, signIn, type Device } from './device.ts';
import { allowedScopes } from './final-check.ts';
import { look, isExpected, judge, type Scene } from './scene.ts';
import { demand, Violation } from './violation.ts';

/** Has a file open, be it locked. */
function isOpen(device: Device): boolean {
  return isReady(device) || (!device.isCrashed && device.core.session.get().status === 'locked');
}

/** One round on each of the devices, at the same time. */
export async function sync(scene: Scene, devices: readonly Device[]): Promise<void> {
  const able = devices.filter(isOpen);
  scene.turns.begin(able.length);
  const isOverlapping = able.length > 1 && scene.world.kind === 'postgres';
  scene.world.slow(isOverlapping ? scene.random : undefined);
  await within(
    Promise.all(
      able.map(async (device) => {
        try {
          await round(device);
        } finally {
          scene.turns.finish();
        }
      }),
    ),
    'a round',
  );
  scene.world.slow(undefined);
  for (const device of able) device.line.fault = undefined;
  await judge(scene);
  for (const device of able) {
    look(scene, device);
    if (device.isWhole && isReady(device) && able.length === 1) checkScopes(scene, device);
  }
}

async function round(device: Device): Promise<void> {
  const { core } = device;
  device.isWhole = false;
  if (core.session.get().status === 'locked') await core.session.contact();
  else {
    const { connection, lastError } = await core.context.ready().syncLoop.now();
    device.isWhole = connection === 'online' && isReady(device);
    if (lastError && ends.has(lastError)) await until(() => core.session.get().status === 'ended');
    device.wasSilent = false;
    if (isReady(device)) await core.context.ready().transfer.settled();
    if (device.wasSilent && isReady(device)) {
      // A round that began beside the files is in the middle of its pages perhaps: it counts, not the one before.
      const later = await core.context.ready().syncLoop.now();
      device.isWhole = later.connection === 'online' && isReady(device);
    }
  }
  if (core.session.get().status === 'ended' && !device.isCrashed) await core.session.contact();
}

const ends = new Set(['DEVICE_REVOKED', 'ACCOUNT_DISABLED', 'UNAUTHENTICATED', 'DEVICE_FORKED']);

async function until(isSo: () => boolean): Promise<void> {
  for (let i = 0; i < 500 && !isSo(); i++) await new Promise((resolve) => setImmediate(resolve));
}

/** Right after a round the device holds what its person may hold, no more and no less (I2). */
function checkScopes(scene: Scene, device: Device): void {
  const held = dbOf(device).raw<{ scopeId: string }>('SELECT scope_id FROM scope_cursor');
  demand(
    isDeepStrictEqual(new Set(held.map(({ scopeId }) => scopeId)), allowedScopes(scene, device.person.id)),
    'I2',
    () => `${device.name} holds ${held.length} scopes after a round`,
  );
}

/** Nothing may hang: every wait of the program has an end, and the simulator lets time pass. */
export async function within<T>(work: Promise<T>, what: string): Promise<T> {
  let timeout: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timeout = setTimeout(() => reject(new Violation('I8', `${what} did not end`)), 20_000);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timeout);
  }
}

/** The person signs in; without a line an existing file is opened with the password alone. */
export async function enter(scene: Scene, device: Device): Promise<void> {
  if (device.isCrashed) scene.maker.start(device);
  if (device.core.session.get().status === 'locked') await sync(scene, [device]);
  if (device.core.session.get().status === 'ready') return;
  try {
    await within(signIn(device), 'a sign-in');
  } catch (error) {
    if (codeOf(error) !== 'ENROLMENT_REQUIRED') {
      if (!isExpected(error)) throw error;
    } else await enterWithCode(scene, device);
  }
  if (device.core.session.get().status === 'ended') await within(device.core.session.contact(), 'a handover');
  await judge(scene);
  look(scene, device);
}

async function enterWithCode(scene: Scene, device: Device): Promise<void> {
  const { body } = await scene.world.command('/v1/admin/enrolment-code', { personId: device.person.id });
  if (typeof body.code !== 'string') return;
  // A wipe that was carried out meanwhile is seen before a new file takes its place.
  look(scene, device);
  try {
    await within(signIn(device, body.code), 'a sign-in');
  } catch (error) {
    if (!isExpected(error)) throw error;
  }
}

function codeOf(error: unknown): unknown {
  return (error as { detail?: unknown }).detail;
}

/** The program is closed in good order, and nothing runs on the file any more. */
export async function leave(device: Device): Promise<void> {
  await within(device.core.close(), 'closing');
}

/** Time passes for everybody; rounds that fall due run to their end. */
export async function pass(scene: Scene, ms: number): Promise<void> {
  scene.world.clock.pass(ms);
  for (const device of scene.devices) {
    if (!isReady(device)) continue;
    device.timer.pass(ms);
    await sync(scene, [device]);
  }
}
