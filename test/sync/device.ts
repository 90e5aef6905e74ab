/** One device: the real core on a real data folder, its line, its clock, and the ways it can be lost. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { router } from '#core/api/router.ts';
import { createCore, type Core } from '#core/core.ts';
import type { LocalDb } from '#core/db/local-db.ts';
import { createPasswordKeeper } from '#core/session/password-keeper.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { testPassword, type TestPerson } from '#test/support/test-company.ts';
import type { Line } from './line.ts';
import { readQueue, type Queued } from './queue.ts';
import type { Random } from './random.ts';
import {
  createDeviceClock,
  createVirtualTimer,
  type DeviceClock,
  type VirtualTimer,
} from './virtual-time.ts';
import type { World } from './world.ts';

const keeper = createPasswordKeeper(10);

export interface Device {
  readonly name: string;
  readonly person: TestPerson;
  readonly line: Line;
  readonly clock: DeviceClock;
  timer: VirtualTimer;
  core: Core;
  dataDir: string;
  /** The process died; it stands still until it is started again. */
  isCrashed: boolean;
  /** What the last round ended with: true when the device then held a state that existed. */
  isWhole: boolean;
  /** Versions of cursors and rows as they were seen last, and of which server epoch they are. */
  seen: Map<string, number>;
  seenEpoch: string | undefined;
  failPoints: number;
  /** Time went by beside a request that hung: a round of its own may have begun. */
  wasSilent: boolean;
  /** The queue as it was seen last, also while the file is closed. */
  queue: Queued[];
}

export interface DeviceMaker {
  /** With its core started, on a folder of its own or on an image of another's. */
  create(name: string, person: TestPerson, line: Line, image?: string): Device;
  /** Another core on the device's data folder; the one before must be closed or dead. */
  start(device: Device): void;
  /** A second program on the same data folder. */
  second(device: Device): { signIn(): Promise<string>; close(): Promise<void> };
  /** A copy of the data folder as it lies on the disk now. */
  copyFolder(device: Device): string;
  removeAll(): Promise<void>;
}

export function createDeviceMaker(world: World, root: string, random: Random): DeviceMaker {
  let folders = 0;
  const open = new Set<Core>();
  const lines = new Set<Line>();
  mkdirSync(root, { recursive: true });

  const newFolder = () => join(root, `f${folders++}`);

  function start(device: Device): void {
    device.isCrashed = false;
    device.isWhole = false;
    device.timer = createVirtualTimer();
    device.core = createCore({
      dataDir: device.dataDir,
      clock: device.clock,
      timer: device.timer,
      log: silentLogger,
      keyKeeper: keeper,
      defaultServerUrl: device.line.url,
      appVersion: '0.0.0',
      platform: 'sim',
      random: () => random.next(),
      monotonic: () => world.clock.now(),
      failPoint: () => passFailPoint(device),
    });
    open.add(device.core);
  }

  /** In the middle of a round, at the place the fault names. */
  function passFailPoint(device: Device): void {
    const { fault } = device.line;
    if (fault?.kind !== 'crash-inside' || device.isCrashed) return;
    device.failPoints += 1;
    if (device.failPoints > fault.at) crash(device, copyFolder);
  }

  function copyFolder(device: Device): string {
    const folder = newFolder();
    cpSync(device.dataDir, folder, { recursive: true });
    return folder;
  }

  return {
    copyFolder,
    start,
    second(device) {
      const twin = { ...device } as Device;
      start(twin);
      return {
        async signIn() {
          try {
            await signIn(twin);
            return 'OPENED';
          } catch (error) {
            return String((error as { detail?: string }).detail ?? error);
          }
        },
        close: () => twin.core.close(),
      };
    },
    create(name, person, line, image) {
      const device = {
        name,
        person,
        line,
        clock: createDeviceClock(world.clock),
        dataDir: image ?? newFolder(),
        isCrashed: false,
        isWhole: false,
        seen: new Map<string, number>(),
        seenEpoch: undefined,
        failPoints: 0,
        wasSilent: false,
        queue: [] as Queued[],
      } as Device;
      lines.add(line);
      line.events = {
        turns: line.events?.turns,
        random,
        targets: world.urls,
        onSilence() {
          device.wasSilent = true;
          device.timer.pass(30_000);
        },
        async onTamper() {},
        onCrash: () => crash(device, copyFolder),
        breakDatabase: world.breakDatabase,
      };
      start(device);
      return device;
    },
    async removeAll() {
      for (const line of lines) line.isOffline = true;
      for (const core of open) await core.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** What is on the disk at this moment is what the next start finds. */
function crash(device: Device, copyFolder: (device: Device) => string): void {
  if (device.isCrashed) return;
  if (isReady(device)) device.queue = readQueue(dbOf(device));
  device.dataDir = copyFolder(device);
  device.isCrashed = true;
}

export type Api = ReturnType<typeof apiOf>;
export function apiOf(device: Device) {
  return createRouterClient(router, {
    context: device.core.context,
    interceptors: [device.core.edge],
  });
}

export function isReady(device: Device): boolean {
  return !device.isCrashed && device.core.session.get().status === 'ready';
}

/** The file is gone from the disk, by the company's order. */
export function isWiped(device: Device): boolean {
  return !isReady(device) && !existsSync(join(device.dataDir, 'profiles', device.person.id, 'rapport.db'));
}

/** What is left in the profile's folder of a device that is wiped: nothing but the record of that. */
export function wipedRest(device: Device): string[] {
  const folder = join(device.dataDir, 'profiles', device.person.id);
  if (device.isCrashed || !existsSync(folder)) return [];
  const state = device.core.session.get();
  const saysSo = state.status === 'ended' && state.handover === 'wiped';
  // Nobody has to be signed in: the program obeys an order also by itself.
  if (!saysSo && !hasWipeRecord(join(folder, 'key.json'))) return [];
  const record = new Set(['key.json', 'order.json', 'profile.lock']);
  return readdirSync(folder).filter((name) => !record.has(name));
}

function hasWipeRecord(keyFile: string): boolean {
  return existsSync(keyFile) && 'wiped' in (JSON.parse(readFileSync(keyFile, 'utf8')) as object);
}

export function dbOf(device: Device): LocalDb {
  return device.core.context.ready().db;
}

export async function signIn(device: Device, enrolmentCode?: string): Promise<void> {
  await device.core.session.signIn({
    serverUrl: device.line.url,
    company: 'test',
    account: device.person.account,
    password: testPassword,
    ...(enrolmentCode ? { enrolmentCode } : {}),
  });
}
