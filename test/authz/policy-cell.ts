/** Reads the policy tables into cells. A line, letter or reason that is missing or unknown is an error of the table. */
import {
  actions,
  generalBlanks,
  places,
  principals,
  replicatedPolicy,
  type ActionName,
  type PlaceName,
  type PolicyGroup,
  type PrincipalName,
} from './policy-table.ts';
import { serverPolicy } from './server-policy-table.ts';

export interface Cell {
  principal: PrincipalName;
  entity: string;
  action: ActionName;
  place: PlaceName;
  /** Undefined: meaningless, for the reason. */
  expected: 'allow' | 'deny' | undefined;
  reason?: string;
}

export function readPolicy(): Cell[] {
  return [...replicatedPolicy, ...serverPolicy].flatMap(cellsOfGroup);
}

export function cellName({ principal, entity, action, place }: Cell): string {
  return `${principal} ${action} ${entity} (${place})`;
}

function cellsOfGroup(group: PolicyGroup): Cell[] {
  const [head, ...lines] = group.rows
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const what = group.entities.join(', ');
  if (head?.split(/\s+/).length !== principals.length + 1) throw new Error(`${what}: head of the table`);
  const rows = new Map(lines.map((line) => [/^[a-z-]+/.exec(line)![0], line]));
  const surplus = [...rows.keys()].find((action) => !actions.includes(action as ActionName));
  if (surplus !== undefined || rows.size !== lines.length) throw new Error(`${what}: row ${surplus}`);
  return group.entities.flatMap((entity) =>
    actions.flatMap((action) => {
      const line = rows.get(action);
      if (line === undefined) throw new Error(`${what}: no row for ${action}`);
      return cellsOfRow(group, entity, action, line);
    }),
  );
}

function cellsOfRow(group: PolicyGroup, entity: string, action: ActionName, line: string): Cell[] {
  const overall = /^[a-z-]+: (.+)$/.exec(line)?.[1];
  const columns = line.split(/\s+/).slice(1);
  if (overall === undefined && columns.length !== principals.length) throw new Error(`${entity}: ${line}`);
  return principals.flatMap((principal, column) =>
    places.map((place, index): Cell => {
      const cell = { principal, entity, action, place };
      if (overall !== undefined) return { ...cell, expected: undefined, reason: overall };
      const letter = columns[column]![index];
      if (letter === 'A') return { ...cell, expected: 'allow' };
      if (letter === 'D') return { ...cell, expected: 'deny' };
      const general = generalBlanks.find((blank) => blank.principal === principal && blank.place === place);
      const reason = general?.reason ?? group.blank?.[place];
      if (letter !== '-' || reason === undefined)
        throw new Error(`${cellName({ ...cell, expected: undefined })}`);
      return { ...cell, expected: undefined, reason };
    }),
  );
}
