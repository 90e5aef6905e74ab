/** One run: a fresh company, some devices, a list of steps, then everything is healed and judged. */
import { join } from 'node:path';
import { createDeviceMaker, isReady } from './device.ts';
import { checkEnd } from './final-check.ts';
import { openLine, type Line } from './line.ts';
import { operations, type Step } from './operation.ts';
import { createRandom, seedCrypto } from './random.ts';
import { enter, sync } from './round.ts';
import { createScene, judge, type Scene } from './scene.ts';
import { createTurns } from './turn.ts';
import { Violation } from './violation.ts';
import type { World } from './world.ts';

export interface Plot {
  seed: number;
  /** Which rep has which device, 0 … 2. */
  people: readonly number[];
  /** Rows a page, 0 for as many as the device asks for. */
  pageRows: number;
  steps: readonly Step[];
}

/** Lines outlive the runs: opening a port costs more than a round. */
const spareLines: Line[] = [];

export async function closeLines(): Promise<void> {
  for (const line of spareLines.splice(0)) await line.close();
}

/** Throws a {@link Violation}, or whatever the program should never have thrown. */
export async function play(world: World, plot: Plot, root: string): Promise<void> {
  const random = createRandom(plot.seed);
  seedCrypto(random);
  const isOverlapping = world.kind === 'postgres';
  const folder = join(root, `${process.pid}-${(played += 1)}`);
  const maker = createDeviceMaker(world, folder, random);
  const turns = createTurns(random, isOverlapping);
  const scene = createScene({
    world,
    random,
    turns,
    maker,
    folder,
    openLine: () => takeLine(plot.pageRows),
  });
  await world.reset();
  try {
    scene.history.begin(await world.log.read());
    for (const [index, person] of plot.people.entries()) {
      const { reps } = world.company;
      const device = await scene.addDevice(`d${index}`, reps[person % reps.length]!);
      await enter(scene, device);
      await sync(scene, [device]);
    }
    for (const step of plot.steps) {
      scene.step += 1;
      world.clock.pass(1_000);
      const device = scene.devices[step.d % scene.devices.length]!;
      await operations[step.op].run(scene, device, step.a, step.b);
    }
    await heal(scene);
    await checkEnd(scene);
  } finally {
    await maker.removeAll();
    spareLines.push(...scene.devices.map(({ line }) => line));
  }
}

let played = 0;

async function takeLine(pageRows: number): Promise<Line> {
  const line = spareLines.pop() ?? (await openLine());
  Object.assign(line, { isOffline: false, hasPokes: false, fault: undefined, count: 0, late: [] });
  line.pageRows = pageRows || undefined;
  return line;
}

const healingRounds = 12;

/** All faults off, everybody online and signed in; rounds until nothing moves any more. */
async function heal(scene: Scene): Promise<void> {
  scene.step += 1;
  for (const device of scene.devices) {
    const { line } = device;
    Object.assign(line, { isOffline: false, fault: undefined, pageRows: undefined });
    for (const deliver of line.late.splice(0)) await deliver();
  }
  await judge(scene);
  let isQuiet = false;
  for (let turn = 0; turn < healingRounds && !isQuiet; turn++) {
    const before = versionsOf(scene);
    let hasEnded = false;
    for (const device of scene.devices) {
      if (!isReady(device)) await enter(scene, device);
      const wasReady = isReady(device);
      await sync(scene, [device]);
      // A copy that was told of the other one: what it holds is handed in after its next sign-in (SPEC IMAGE5).
      hasEnded ||= wasReady && !isReady(device);
    }
    isQuiet =
      !hasEnded &&
      before === versionsOf(scene) &&
      scene.devices.every((device) => device.isWhole || !isReady(device));
  }
  if (!isQuiet) {
    const states = scene.devices.map((device) => {
      const { status } = device.core.session.get();
      return `${device.name} ${status} ${isReady(device) ? JSON.stringify(device.core.context.ready().syncLoop.state()) : ''}`;
    });
    throw new Violation('I8', `the devices do not come to rest: ${states.join('; ')}`);
  }
}

function versionsOf(scene: Scene): string {
  return JSON.stringify([
    scene.history.state.processed.size,
    scene.devices.map((device) => device.queue.map(({ mutationId, state }) => [mutationId, state])),
  ]);
}
