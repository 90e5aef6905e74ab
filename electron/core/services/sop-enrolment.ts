/** SOPs of one customer: which run, which can be begun by hand, and leaving one (rules.md R8). */
import type { z } from 'zod';
import type { CustomerSops, SopEnrolmentView, sopOption } from '#shared/contract/sop.ts';
import { dateOf } from '#shared/domain/calendar.ts';
import type { sopEnrolment, sopLeaveReasons } from '#shared/domain/entity/care.ts';
import type { Row } from '#shared/domain/entity/entity.ts';
import { segmentFacts } from '#shared/domain/plan/facts/segment.ts';
import { segmentsOf, sopBankOf, takesIn, type SopBank } from '#shared/domain/plan/sop/bank.ts';
import { sopDayOf } from '#shared/domain/plan/sop/collision.ts';
import type { SopEnrolment } from '#shared/domain/plan/sop/enrolment.ts';
import { enrolmentsOf } from '#shared/domain/plan/sop/starter.ts';
import { instantOf } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { CoreContext } from '../core-context.ts';
import { CoreError } from '../core-error.ts';
import { loadSettings, loadSops } from '../db/repository/company-data.ts';
import { createCustomerIndex } from '../db/repository/customer-index.ts';
import { findActivity, getCustomer } from '../db/repository/customer.ts';
import { loadSegmentRows } from '../db/repository/segment-rows.ts';
import { loadSopFacts } from '../db/repository/sop-facts.ts';
import type { LocalWrite } from '../local-write.ts';

type Record = Row<typeof sopEnrolment>;

interface Which {
  customerId: string;
  code: string;
  startedOn: string;
}

export function createSopEnrolmentService(context: CoreContext) {
  const { db, mutator, clock } = context;
  const index = createCustomerIndex(db);

  function day(customerId: string) {
    index.refreshTimes();
    const on = dateOf(clock.now());
    const settings = loadSettings(db);
    const rows = loadSops(db);
    const bank = sopBankOf(rows, settings);
    const customer = getCustomer(db, customerId);
    const { facts, leaveOn } = loadSopFacts(db, customer, {
      planOn: on,
      now: clock.now(),
      settings,
      longestDays: bank.longestDays,
    });
    const row = { ...customer, ...findActivity(db, customer.id) };
    const isIn = segmentFacts(loadSegmentRows(db, segmentsOf(bank), on, customer.id), {
      planOn: on,
      now: clock.now(),
      settings,
      bank,
    });
    const enrolments = enrolmentsOf(facts, on, bank, settings, (segment) => isIn(row, segment));
    const sops = sopDayOf(enrolments, facts, on, settings, { leaveOn });
    // What has nothing left to do is over.
    const next = [...sops.open, ...sops.waiting];
    return { on, settings, rows, bank, sops, next, running: next.map(({ enrolment }) => enrolment) };
  }

  function recordOf({ customerId, code, startedOn }: Which): Record | undefined {
    return db
      .raw<Record>(
        `SELECT * FROM sop_enrolment WHERE customer_id = ? AND code = ? AND started_on = ? AND deleted_at IS NULL
         ORDER BY id DESC LIMIT 1`,
        getCustomer(db, customerId).id,
        code,
        startedOn,
      )
      .at(0);
  }

  function insert(which: Which, fields: Partial<Record>): LocalWrite {
    const { id: customerId, scopeId: scope } = getCustomer(db, which.customerId);
    const { code, startedOn } = which;
    const row = { customerId, code, startedOn, byHand: false, leftAt: null, leftReason: null, leftNote: '' };
    return { op: 'insert', entity: 'sop_enrolment', id: uuidv7(clock), scope, fields: { ...row, ...fields } };
  }

  return {
    ofCustomer(customerId: string): CustomerSops {
      const { rows, settings, bank, sops, next, running, on } = day(customerId);
      const nameOf = (code: string, edition: number) =>
        rows.find((row) => row.code === code && row.edition === edition)?.name ?? code;
      const pending = context.pendingIds('sop_enrolment');
      const views = running.map((enrolment): SopEnrolmentView => {
        const { code, purpose, trigger = 'hand', startedOn, steps, closed } = enrolment;
        const edition = bank.find(code, startedOn)!;
        const open = next.find((step) => step.enrolment === enrolment);
        const row = recordOf({ customerId, code, startedOn });
        return {
          code,
          name: nameOf(code, edition.edition),
          purpose,
          trigger,
          edition: edition.edition,
          startedOn,
          next: open ? { title: edition.words[open.number]?.title ?? '', dueOn: open.dueOn } : null,
          done: closed.length,
          steps: steps.length,
          isWaiting: sops.waiting.some((step) => step.enrolment === enrolment),
          pending: row !== undefined && pending.has(row.id),
        };
      });
      return { running: views, options: optionsOf(bank, rows, running, on), most: settings['sop.most'] };
    },

    enrol(customerId: string, code: string): { startedOn: string } {
      const { on, bank, running } = day(customerId);
      if (running.some((one) => one.code === code)) throw new CoreError('REFUSED', 'SOP_RUNNING');
      const edition = bank.find(code, on);
      if (!edition || !takesIn(edition, on)) throw new CoreError('REFUSED', 'SOP_RETIRED');
      const which = { customerId, code, startedOn: on };
      const left = recordOf(which);
      mutator.mutate('sop.enrol', [
        ...(left ? [patch(left.id, { deletedAt: instantOf(clock) })] : []),
        insert(which, { byHand: true }),
      ]);
      return { startedOn: on };
    },

    leave({
      reason,
      note,
      ...which
    }: Which & { reason: (typeof sopLeaveReasons)[number]; note: string }): void {
      const fields = { leftAt: instantOf(clock), leftReason: reason, leftNote: note };
      const row = recordOf(which);
      mutator.mutate('sop.leave', [row ? patch(row.id, fields) : insert(which, fields)]);
    },

    comeBack(which: Which): void {
      const row = recordOf(which);
      if (!row?.leftAt) return;
      mutator.mutate('sop.comeBack', [patch(row.id, { leftAt: null, leftReason: null, leftNote: '' })]);
    },

    takeBack(which: Which): void {
      const row = recordOf(which);
      if (!row?.byHand) return;
      mutator.mutate('sop.takeBack', [patch(row.id, { deletedAt: instantOf(clock) })]);
    },
  };
}

function patch(id: string, fields: object): LocalWrite {
  return { op: 'patch', entity: 'sop_enrolment', id, fields: { ...fields } };
}

/** What takes people in today and is not running; in the order of the library. */
function optionsOf(
  bank: SopBank,
  rows: readonly { code: string; name: string; edition: number }[],
  running: readonly SopEnrolment[],
  on: string,
): z.infer<typeof sopOption>[] {
  const codes = [...new Set(rows.map(({ code }) => code))];
  return codes.flatMap((code) => {
    const edition = bank.find(code, on);
    if (!edition || !takesIn(edition, on) || running.some((one) => one.code === code)) return [];
    const { name } = rows.find((row) => row.code === code && row.edition === edition.edition)!;
    return { code, name, purpose: edition.purpose, steps: edition.steps.length };
  });
}
