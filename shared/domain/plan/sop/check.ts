/** What a SOP must be before it is published; the page says it at the field, the server refuses the rest. */
import type { Sop, SopStep, SopTrigger } from '../../entity/company.ts';
import { changesByItself, type Audience } from '../../segment/audience.ts';

/** What an admin writes down of a SOP. */
export interface SopFields {
  name: string;
  purpose: Sop['purpose'];
  startsBy: SopTrigger;
  /** Of a key date only. */
  leadDays: number | null;
  /** Null: for everybody. Of one that begins by hand: null. */
  startsFor: Audience | null;
  steps: readonly SopStep[];
}

export const sopLimits = {
  name: 100,
  title: 200,
  body: 2_000,
  days: 365,
  windowHours: 720,
  minutes: 240,
  leadDays: 60,
  steps: 50,
} as const;

/** `step`: its place, from 0; null: of the SOP itself. */
export interface SopProblem {
  step: number | null;
  field:
    'name' | 'leadDays' | 'startsFor' | 'steps' | 'offsetDays' | 'title' | 'body' | 'windowHours' | 'minutes';
  code:
    | 'EMPTY'
    | 'TOO_LONG'
    | 'RANGE'
    /** Two steps of one day: which of them is first nobody could say. */
    | 'SAME_DAY'
    /** After the key date itself. */
    | 'AFTER_DATE'
    /** Its first talk would end it: who is meant changes by itself. */
    | 'BY_DAY';
}

export function sopProblems({ name, startsBy, leadDays, startsFor, steps }: SopFields): SopProblem[] {
  const found: SopProblem[] = [];
  const add = (step: number | null, field: SopProblem['field'], code: SopProblem['code'] | undefined) => {
    if (code) found.push({ step, field, code });
  };
  add(null, 'name', textProblem(name, sopLimits.name, true));
  const lead = startsBy === 'keyDate' ? leadDays : null;
  if (startsBy === 'keyDate' && !isWhole(lead, sopLimits.leadDays)) add(null, 'leadDays', 'RANGE');
  if (startsFor && startsBy !== 'hand' && changesByItself(startsFor.segment))
    add(null, 'startsFor', 'BY_DAY');
  if (steps.length === 0) add(null, 'steps', 'EMPTY');
  if (steps.length > sopLimits.steps) add(null, 'steps', 'TOO_LONG');
  const days = new Set<number>();
  for (const [place, step] of steps.entries()) {
    add(place, 'title', textProblem(step.title, sopLimits.title, true));
    add(place, 'body', textProblem(step.body, sopLimits.body, false));
    if (!isWhole(step.offsetDays, sopLimits.days)) add(place, 'offsetDays', 'RANGE');
    else if (days.has(step.offsetDays)) add(place, 'offsetDays', 'SAME_DAY');
    else if (lead !== null && step.offsetDays > lead) add(place, 'offsetDays', 'AFTER_DATE');
    days.add(step.offsetDays);
    if (step.windowHours?.some((hours) => !isWhole(hours, sopLimits.windowHours)))
      add(place, 'windowHours', 'RANGE');
    const { minutes } = step;
    if (!(Number.isFinite(minutes) && minutes >= 0 && minutes <= sopLimits.minutes))
      add(place, 'minutes', 'RANGE');
  }
  return found;
}

/** As it is stored: trimmed, by day. */
export function sopOf(fields: SopFields): SopFields {
  return {
    ...fields,
    name: fields.name.trim(),
    leadDays: fields.startsBy === 'keyDate' ? fields.leadDays : null,
    startsFor: fields.startsBy === 'hand' ? null : fields.startsFor,
    steps: fields.steps
      .map((step) => ({ ...step, title: step.title.trim(), body: step.body.trim() }))
      .toSorted((a, b) => a.offsetDays - b.offsetDays),
  };
}

/** One step up or down: the days stay where they are, what is done on them changes places. */
export function moveStep(steps: readonly SopStep[], from: number, by: -1 | 1): SopStep[] | undefined {
  const a = steps[from];
  const b = steps[from + by];
  if (!a || !b) return undefined;
  return steps.map((step, place) =>
    place === from
      ? { ...b, offsetDays: a.offsetDays }
      : place === from + by
        ? { ...a, offsetDays: b.offsetDays }
        : step,
  );
}

function textProblem(text: string, most: number, isNeeded: boolean): SopProblem['code'] | undefined {
  const length = text.trim().length;
  if (isNeeded && length === 0) return 'EMPTY';
  return length > most ? 'TOO_LONG' : undefined;
}

function isWhole(value: number | null, most: number): boolean {
  return value !== null && Number.isInteger(value) && value >= 0 && value <= most;
}
