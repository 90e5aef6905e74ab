/** What the matrix found, for people and for machines. */
import { principals, principalNotes } from './policy-table.ts';
import { doors } from './recorder.ts';
import type { Result } from './run.ts';

export function jsonOf({ cells, unasked, tally, audit, times, seconds }: Result) {
  const { wrongAllows, wrongDenies, leaks, failures } = tally;
  const meant = cells.filter(({ expected }) => expected !== undefined);
  return {
    /** Cells of the table that mean something. */
    cells: meant.length,
    wrongAllows: wrongAllows.length,
    wrongDenies: wrongDenies.length,
    leaks: leaks.length,
    met: [wrongAllows, wrongDenies, leaks, failures, unasked].every((list) => list.length === 0),
    meaningless: cells.length - meant.length,
    unasked: unasked.length,
    requestsByDoor: tally.byDoor,
    cellsTimesDoors: Object.values(tally.byDoor).reduce((sum, asked) => sum + asked, 0),
    otherChecks: tally.checks,
    failures: failures.length,
    textsSearched: tally.searched,
    refusalsOfSignedIn: audit.forbidden,
    refusalsInAudit: audit.logged,
    times,
    seconds,
    found: { wrongAllows, wrongDenies, leaks, failures, unasked },
  };
}

export function tableOf(result: Result): string {
  const report = jsonOf(result);
  const figures: Array<[string, string | number]> = [
    ['cells that mean something', report.cells],
    ['cells that do not', report.meaningless],
    ['cells asked at no door', report.unasked],
    [
      'cells × doors',
      `${report.cellsTimesDoors} (${doors.map((door) => `${door} ${report.requestsByDoor[door]}`).join(', ')})`,
    ],
    ['wrong allows', report.wrongAllows],
    ['wrong denies', report.wrongDenies],
    ['leaks', `${report.leaks} in ${report.textsSearched} texts`],
    ['other statements', `${report.otherChecks}, ${report.failures} do not hold`],
    ['FORBIDDEN to signed-in people', `${report.refusalsOfSignedIn}, ${report.refusalsInAudit} in the audit`],
    [
      'seconds',
      Object.entries(report.seconds)
        .map(([what, took]) => `${what} ${took}`)
        .join(', '),
    ],
  ];
  const timed = report.times.map(
    ({ what, existingMs, missingMs }) => `  ${what}: ${existingMs} ms, ${missingMs} ms where there is none`,
  );
  const found = Object.entries(report.found).flatMap(([kind, list]) =>
    list.map((each) => `  ${kind}: ${each}`),
  );
  return [
    ...perPrincipal(result),
    '',
    ...figures.map(([what, value]) => `${what.padEnd(32)} ${value}`),
    '',
    'refused, median:',
    ...timed,
    ...(found.length > 0 ? ['', 'found:', ...found] : []),
  ].join('\n');
}

function perPrincipal({ cells, tally }: Result): string[] {
  const head = `${'principal'.padEnd(18)} ${'allow'.padStart(6)} ${'deny'.padStart(6)} ${'n/a'.padStart(6)}  wrong`;
  const lines = principals.map((principal) => {
    const own = cells.filter((cell) => cell.principal === principal);
    const count = (expected: 'allow' | 'deny' | undefined) =>
      String(own.filter((cell) => cell.expected === expected).length).padStart(6);
    const wrong = [...tally.wrongAllows, ...tally.wrongDenies].filter((name) =>
      name.includes(`: ${principal} `),
    );
    return `${principal.padEnd(18)} ${count('allow')} ${count('deny')} ${count(undefined)}  ${wrong.length}   ${principalNotes[principal]}`;
  });
  return [head, ...lines];
}
