/** Every input through every door, once, against a real server, a real core and a real page. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCompanyServer } from '#test/support/company-server.ts';
import { createTestCore } from '#test/support/test-core.ts';
import { customerIdOf } from '#test/support/test-company.ts';
import { runBroken, type BrokenResult } from './broken.ts';
import { coreDoors, fileDoorsOf } from './door-core.ts';
import { throughDoor, type DoorResult } from './door.ts';
import { runPage, type PageResult } from './door-page.ts';
import { serverDoors } from './door-server.ts';
import { runEncodings, type EncodingResult } from './encoding.ts';
import { listInputs } from './input.ts';

export interface InputsReport {
  inputs: number;
  doors: DoorResult[];
  broken: BrokenResult[];
  encodings: EncodingResult;
  page: PageResult | null;
  outsideFiles: string[];
  isPrototypeClean: boolean;
}

export interface InputsOptions {
  /** Every n-th input at the doors that take long (page, HTTP); 1: all. */
  every: number;
  hasPage: boolean;
  log(line: string): void;
}

export async function runInputs({ every, hasPage, log }: InputsOptions): Promise<InputsReport> {
  const inputs = listInputs();
  const some = inputs.filter((_, at) => at % every === 0);
  const nest = makeNest();
  const prototype = JSON.stringify(Object.getOwnPropertyNames(Object.prototype));
  const server = await startCompanyServer();
  const core = createTestCore({ serverUrl: server.url, dataDir: nest.dataDir });
  try {
    await core.signIn('rep1');
    await core.settle();
    const customerId = customerIdOf(1, 1);
    const doors: DoorResult[] = [];
    const pass = async (door: Parameters<typeof throughDoor>[0], texts: typeof inputs) => {
      const result = await throughDoor(door, texts);
      log(
        `${result.door}: ${result.run} run, ${result.refused} refused, ${result.crashes.length} crashes, ${result.changed.length} changed, slowest ${Math.round(result.slowestMs)} ms: ${result.slowest}`,
      );
      doors.push(result);
    };
    for (const door of [...coreDoors(core, customerId), ...(await fileDoorsOf(inputs))])
      await pass(door, inputs);
    // What core has queued by now would be in front of the first request.
    await core.settle();
    for (const door of await serverDoors(server)) await pass(door, some);
    const broken = await runBroken(core, customerId, server);
    for (const { name, told, ms } of broken) log(`${name}: ${told}, ${Math.round(ms)} ms`);
    const encodings = await runEncodings();
    const notes = core.db
      .raw<{ body: string }>(
        'SELECT body FROM note WHERE customer_id = ? ORDER BY id DESC LIMIT 400',
        customerId,
      )
      .map(({ body }) => body);
    const page = hasPage
      ? await runPage(core, customerId, some, notes.slice(0, every === 1 ? 400 : 60))
      : null;
    if (page) doors.push(...page.doors);
    const isPrototypeClean = prototype === JSON.stringify(Object.getOwnPropertyNames(Object.prototype));
    return {
      inputs: inputs.length,
      doors,
      broken,
      encodings,
      page,
      outsideFiles: nest.outsideFiles(),
      isPrototypeClean,
    };
  } finally {
    await core.remove();
    await server.close();
    nest.remove();
  }
}

/** The own data folder lies deep in a nest, so that a path that leads out of it ends in the nest, in this folder, or at the root. */
function makeNest() {
  const nest = mkdtempSync(join(tmpdir(), 'rapport-inputs-'));
  const dataDir = join(nest, 'a', 'b', 'c', 'data');
  mkdirSync(dataDir, { recursive: true });
  const list = () => [
    ...readdirSync(nest, { recursive: true, encoding: 'utf8' }).filter(
      (name) => !name.startsWith(join('a', 'b', 'c', 'data')),
    ),
    ...[process.cwd(), '/'].flatMap((folder) => readdirSync(folder).map((name) => join(folder, name))),
  ];
  const before = new Set(list());
  return {
    dataDir,
    outsideFiles: () => list().filter((path) => !before.has(path)),
    remove: () => rmSync(nest, { recursive: true, force: true }),
  };
}

export function figuresOf(report: InputsReport) {
  const { doors, broken, page, encodings } = report;
  const sum = (of: (door: DoorResult) => number) => doors.reduce((total, door) => total + of(door), 0);
  return {
    inputs: report.inputs + broken.length + encodings.files,
    doors: doors.length,
    run: sum(({ run }) => run) + broken.length + encodings.files,
    shown: page?.shown ?? null,
    refused: sum(({ refused }) => refused) + broken.filter(({ refused }) => refused).length,
    crashes: sum(({ crashes }) => crashes.length) + broken.filter(({ refused }) => !refused).length,
    changed: sum(({ changed }) => changed.length) + (page?.missing.length ?? 0),
    scripts: page ? page.scripts.length : null,
    outsideFiles: report.outsideFiles.length + (report.isPrototypeClean ? 0 : 1),
    slowestMs: Math.round(
      Math.max(...doors.map(({ slowestMs }) => slowestMs), ...broken.map(({ ms }) => ms)),
    ),
    misdecoded: `${encodings.misdecoded.length}/${encodings.files}`,
  };
}
