/** The page's API as a door: every method with the ids of others, and what the file holds afterwards. */
import { ORPCError } from '@orpc/client';
import { apiContract } from '#shared/contract/api.ts';
import type { Cast, Principal } from './cast.ts';
import { findMarkers, maySee } from './marker.ts';
import type { Call, MethodDoor } from './method-door.ts';
import { methodDoors, otherMethods } from './method-table.ts';
import type { Page } from './page.ts';
import type { Cell } from './policy-cell.ts';
import { handInOnly, type PrincipalName } from './policy-table.ts';
import type { Outcome } from './recorder.ts';

let number = 0;

export function importFile(): { fileName: string; bytes: Blob } {
  return {
    fileName: 'people.csv',
    bytes: new Blob([`姓名,电话\n张三${++number},1380000${1000 + number}\n`]),
  };
}

export function createPageDoor(
  { recorder, deviceIdAt }: Cast,
  pages: ReadonlyMap<PrincipalName, Page>,
  heldImport: Map<PrincipalName, string>,
) {
  const methods = Object.entries(methodDoors).flatMap(([name, found]) =>
    [found].flat().map((door) => ({ name, door })),
  );

  return async function pageDoor(principal: Principal, cell: Cell): Promise<boolean> {
    const fitting = methods.filter(({ door }) => door.entity === cell.entity && door.action === cell.action);
    const page = pages.get(principal.name)!;
    const expected =
      handInOnly.includes(principal.name) && cell.place === 'own' ? atPage(principal, cell) : cell.expected;
    for (const { name, door } of fitting) {
      if (isPassedOver(door, cell, expected)) continue;
      const queued = queuedOf(page);
      const outcome = await ask(principal, page, name, door, cell, expected);
      recorder.cell('page', { ...cell, expected }, outcome);
      if (outcome === 'deny') {
        recorder.check(`${name} refused to ${principal.name} queues nothing`, queuedOf(page) === queued);
      }
    }
    return fitting.some(({ door }) => !isPassedOver(door, cell, expected));
  };

  async function ask(
    principal: Principal,
    page: Page,
    name: string,
    { call, shows }: MethodDoor,
    cell: Cell,
    expected: Cell['expected'],
  ): Promise<Outcome | { odd: string }> {
    const { own, [cell.place]: target } = principal.at;
    const given: Call = {
      api: page.api,
      own,
      target,
      place: cell.place,
      deviceId: deviceIdAt(principal, cell.place),
      importId: await importIdOf(principal, page, cell, expected),
      number: ++number,
    };
    try {
      const answer = await call(given);
      recorder.answer(principal.name, `page ${name}`, JSON.stringify(answer ?? null), false);
      return shows === undefined || shows(answer, given) ? 'allow' : 'deny';
    } catch (error) {
      return refusalOf(error, principal, name);
    }
  }

  function refusalOf(error: unknown, principal: Principal, name: string): Outcome | { odd: string } {
    if (!(error instanceof ORPCError)) return { odd: `page ${name}: ${String(error)}` };
    const text = JSON.stringify({ code: error.code, message: error.message, data: error.data as unknown });
    recorder.answer(principal.name, `page ${name}`, text, true);
    const detail = (error.data as { detail?: string } | undefined)?.detail;
    if (error.code === 'FORBIDDEN' && principal.device) recorder.forbidden(principal.home.personId);
    const isRefusal =
      ['LOCKED', 'FORBIDDEN', 'NOT_FOUND'].includes(error.code) ||
      (error.code === 'REFUSED' && detail === 'NO_BOOK');
    return isRefusal ? 'deny' : { odd: `page ${name}: ${text}` };
  }

  /** The own one is fresh; a foreign one lies in the core of somebody else. */
  async function importIdOf(
    principal: Principal,
    page: Page,
    cell: Cell,
    expected: Cell['expected'],
  ): Promise<string> {
    if (cell.entity !== 'import_job') return '';
    if (cell.place === 'own' && expected === 'allow')
      return (await page.api.import.inspect(importFile())).importId;
    return [...heldImport].find(([name]) => name !== principal.name)![1];
  }
}

function isPassedOver(door: MethodDoor, { place }: Cell, expected: Cell['expected']): boolean {
  return (door.onlyOwn === true && place !== 'own') || (door.onlyRefused === true && expected === 'allow');
}

const inUserScope: ReadonlySet<string> = new Set([
  'plan',
  'plan_item',
  'own_setting',
  'leave',
  'meeting',
  'list_view',
  'import_template',
  'campaign',
  'wechat_account',
  'friend_add',
  'group_chat',
  'group_post',
]);

/** Who may only hand in has nothing at the page but the own plan and numbers, and that only while the session stands. */
function atPage({ name }: Principal, cell: Cell): Cell['expected'] {
  if (cell.expected === undefined) return undefined;
  const isInBook = !inUserScope.has(cell.entity) && ['create', 'change', 'delete'].includes(cell.action);
  return name === 'former-owner' && !isInBook ? cell.expected : 'deny';
}

function queuedOf(page: Page): number {
  try {
    return page.queued();
  } catch {
    return 0;
  }
}

/** Methods of the contract that stand in no table, and lines of the tables without a method. */
export function checkMethods({ recorder }: Pick<Cast, 'recorder'>): void {
  const declared = methodsOf(apiContract, []);
  const known = new Set([...Object.keys(methodDoors), ...Object.keys(otherMethods)]);
  const unknown = declared.filter((name) => !known.has(name));
  recorder.check('every method of the page stands in the table of methods', unknown.length === 0, unknown);
  const stale = [...known].filter((name) => !declared.includes(name));
  recorder.check('every line of the table of methods is a method', stale.length === 0, stale);
}

function methodsOf(part: object, path: string[]): string[] {
  if ('~orpc' in part) return [path.join('.')];
  return Object.entries(part).flatMap(([name, inner]) => methodsOf(inner as object, [...path, name]));
}

/** What lies in the files, after everything that was tried. */
export function searchFiles(
  { recorder }: Pick<Cast, 'recorder'>,
  pages: ReadonlyMap<PrincipalName, Page>,
): void {
  for (const [name, page] of pages) {
    let content = '';
    try {
      content = page.content();
    } catch {
      // Nobody is signed in, or the file is gone.
      continue;
    }
    recorder.answer(name, 'the local file', content, false);
    recorder.check(
      `the file of ${name} holds what it may`,
      findMarkers(content).some((marker) => maySee(name, marker)),
    );
  }
}
