/**
 * `npm test`: checks, then unit/core/server tests, then the browser story. Every part runs even if an earlier one failed;
 * the last line is `N passed, N failed, N skipped`.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildTargets } from './lib/build.ts';
import { findChromium, howToGetChromium } from './lib/chromium.ts';
import { findElectron } from './lib/electron-binary.ts';
import { hasPostgres, startPostgres } from '../test/support/postgres.ts';
import { run, runChecks, type Check } from './lib/check.ts';

const resultFolder = 'test-results';
const sum = { passed: 0, failed: 0, skipped: 0 };

rmSync(resultFolder, { recursive: true, force: true });
mkdirSync(resultFolder, { recursive: true });

const checks: Check[] = ['types (node)', 'types (page)', 'types (page tests)', 'oxlint', 'prettier', 'knip'];
process.env.NODE_COMPILE_CACHE ??= join(process.cwd(), 'node_modules/.cache/compile');
// Most of the checks use one core: the other gets ready for what comes after them.
const [failedChecks] = await Promise.all([runChecks(checks), getReady()]);
add({ passed: checks.length - failedChecks, failed: failedChecks, skipped: 0 });

// One for all suites, each with a database of its own: to make one takes seconds.
const postgres = hasPostgres ? await startPostgres() : undefined;
const vitestFile = `${resultFolder}/vitest.json`;
const vitestCode = await run(
  'vitest',
  ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestFile}`],
  { ...process.env, ...(postgres && { TEST_DATABASE_URL: postgres.url }) },
);
await postgres?.stop();
addReport(vitestFile, vitestCode, (report: VitestReport) => ({
  passed: report.numPassedTests,
  failed: report.numFailedTests,
  skipped: report.numPendingTests + report.numTodoTests,
}));

if (findChromium()) {
  const e2eFile = `${resultFolder}/e2e.json`;
  const e2eCode = await run('playwright', ['test', '--reporter=list,json'], {
    ...process.env,
    LOOKS: process.env.LOOKS ?? 'few',
    PLAYWRIGHT_JSON_OUTPUT_NAME: e2eFile,
  });
  if (!findElectron()) {
    console.log(
      'skipped: the main-job story in the desktop shell (no Electron binary here; README tells how to get it)',
    );
    add({ passed: 0, failed: 0, skipped: 1 });
  }
  addReport(e2eFile, e2eCode, (report: PlaywrightReport) => ({
    passed: report.stats.expected + report.stats.flaky,
    failed: report.stats.unexpected,
    skipped: report.stats.skipped,
  }));
} else {
  console.error(howToGetChromium);
  add({ passed: 0, failed: 1, skipped: 0 });
}

console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.exitCode = sum.failed === 0 && sum.passed > 0 ? 0 : 1;

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
}

/** A runner that failed without a failed test (a crash, a file that does not load) counts as one failure. */
function addReport<R>(file: string, exitCode: number, read: (report: R) => typeof sum): void {
  const counts = existsSync(file)
    ? read(JSON.parse(readFileSync(file, 'utf8')) as R)
    : { passed: 0, failed: 0, skipped: 0 };
  if (exitCode !== 0 && counts.failed === 0) counts.failed = 1;
  add(counts);
}

async function getReady(): Promise<void> {
  await run(process.execPath, ['scripts/warm-up.ts']);
  await buildTargets({ log: (line) => console.log(line) });
}

function add(counts: typeof sum): void {
  sum.passed += counts.passed;
  sum.failed += counts.failed;
  sum.skipped += counts.skipped;
}
