/** What happens to devices: rounds on a good and a bad line, crashes, clocks, images. */
import { isReady, type Device } from './device.ts';
import { faultKinds, type Fault } from './line.ts';
import type { Operation } from './operation.ts';
import { enter, leave, pass, sync, within } from './round.ts';
import { judge, loseFile, look, type Scene } from './scene.ts';
import { demand } from './violation.ts';

const minute = 60_000;
const jumps = [-400 * 1440, -1440, -90, -1, 1, 90, 1440, 400 * 1440].map((minutes) => minutes * minute);

async function syncWith(scene: Scene, device: Device, fault: Fault): Promise<void> {
  await enter(scene, device);
  if (!isReady(device)) return;
  device.line.count = 0;
  device.failPoints = 0;
  device.line.fault = fault;
  await sync(scene, [device]);
}

export const deviceOperations = {
  sync: {
    weight: 18,
    async run(scene, device) {
      await enter(scene, device);
      await sync(scene, [device]);
    },
  },
  /** A round on a line that fails once. */
  fault: {
    weight: 16,
    run: (scene, device, a, b) =>
      syncWith(scene, device, {
        kind: faultKinds[a % faultKinds.length]!,
        at: b % 4,
        depth: (a * 7 + b * 13) % 100,
      }),
  },
  /** A round in the middle of which the device's process ends: before, in or after one of its transactions. */
  crash: {
    weight: 4,
    run: (scene, device, a) => syncWith(scene, device, { kind: 'crash-inside', at: a % 8, depth: 0 }),
  },
  syncAll: {
    weight: 6,
    async run(scene, _device, a) {
      for (const device of scene.devices) if (!isReady(device) && a % 2) await enter(scene, device);
      await sync(scene, scene.devices);
    },
  },
  offline: {
    weight: 2,
    async run(_scene, device) {
      device.line.isOffline = true;
    },
  },
  online: {
    weight: 3,
    async run(_scene, device) {
      device.line.isOffline = false;
    },
  },
  /** What was under way long ago arrives now. */
  arrive: {
    weight: 3,
    async run(scene, device) {
      for (const deliver of device.line.late.splice(0)) await deliver();
      await judge(scene);
    },
  },
  pages: {
    weight: 2,
    async run(_scene, device, a) {
      device.line.pageRows = a % 3 === 0 ? undefined : 1 + (a % 7);
    },
  },
  pokes: {
    weight: 1,
    async run(_scene, device, a) {
      device.line.hasPokes = a % 2 === 1;
    },
  },
  restart: {
    weight: 3,
    async run(scene, device, a) {
      if (device.isCrashed) return enter(scene, device);
      await leave(device);
      scene.maker.start(device);
      if (a % 2) await enter(scene, device);
    },
  },
  wait: {
    weight: 3,
    run: (scene, _device, a, b) => pass(scene, a % 4 === 3 ? (1 + (b % 30)) * 60 * minute : (1 + b) * 1_000),
  },
  clock: {
    weight: 2,
    async run(scene, device, a) {
      device.clock.offsetMs += jumps[a % jumps.length]!;
      look(scene, device);
    },
  },
  /** Somebody starts the program a second time on the same folder. */
  twice: {
    weight: 1,
    async run(scene, device) {
      if (!isReady(device)) return;
      const second = scene.maker.second(device);
      const outcome = await within(second.signIn(), 'a second sign-in');
      demand(
        outcome === 'IN_USE',
        'I7',
        () => `a second program opened the file of ${device.name}: ${outcome}`,
      );
      await second.close();
    },
  },
  image: {
    weight: 2,
    async run(scene, device) {
      if (!isReady(device)) return;
      look(scene, device);
      const images = scene.images.get(device) ?? [];
      images.push({ folder: scene.maker.copyFolder(device), queue: device.queue });
      scene.images.set(device, images);
    },
  },
  /** The data folder is put back to what it was when the image was taken. */
  goBack: {
    weight: 2,
    async run(scene, device, a) {
      const images = scene.images.get(device) ?? [];
      const [image] = images.splice(a % Math.max(1, images.length), 1);
      if (!image) return;
      look(scene, device);
      if (!device.isCrashed) await leave(device);
      const kept = new Set(image.queue.map(({ mutationId }) => mutationId));
      loseFile(scene, device, 'an image was restored', kept);
      device.dataDir = image.folder;
      device.queue = image.queue;
      device.seen = new Map();
      scene.maker.start(device);
      await enter(scene, device);
    },
  },
  /** The data folder is copied to another machine, and both go on. */
  clone: {
    weight: 1,
    async run(scene, device) {
      if (!isReady(device) || scene.devices.length > 4) return;
      look(scene, device);
      const copy = await scene.addDevice(`${device.name}'`, device.person, scene.maker.copyFolder(device));
      copy.queue = device.queue;
      await enter(scene, copy);
    },
  },
} satisfies Record<string, Operation>;
