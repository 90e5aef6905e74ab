/** What the page shows of a plan. */
import type { PlanItemView, PlanView } from '#shared/contract/plan.ts';
import type { Plan, PlanItem } from '#shared/domain/entity/user.ts';
import { draftOf, sellingWords } from '#shared/domain/plan/draft.ts';
import { gapOfSubject } from '#shared/domain/plan/facts/card-gap.ts';
import { classOfKind, isAsked, isSopStep, mediumOfKind } from '#shared/domain/plan/kind.ts';
import type { CheckInOffer } from '#shared/domain/plan/check-in.ts';
import { offCodeOf, type HiddenCode } from '#shared/domain/plan/hidden.ts';
import { quietMinutesOf } from '#shared/domain/plan/quiet.ts';
import { tierOn } from '#shared/domain/plan/rhythm.ts';
import { appointmentOfSubject, keyDateOfSubject, momentOfSubject } from '#shared/domain/plan/subject.ts';
import { sopBankOf, type SopRow } from '#shared/domain/plan/sop/bank.ts';
import { standInWords } from '#shared/domain/plan/sop/stand-in.ts';
import type { Settings } from '#shared/domain/setting.ts';
import type { LocalDb } from '../db/local-db.ts';
import { loadSurpriseTexts } from '../db/repository/surprise.ts';
import {
  loadBoughtProducts,
  loadItemCustomers,
  loadMomentTexts,
  loadOfferTexts,
  loadPromiseTexts,
  type ItemCustomer,
} from '../db/repository/plan.ts';
import { loadAppointmentTexts } from '../db/repository/appointment.ts';
import { loadKeyDateTexts } from '../db/repository/key-date.ts';
import { loadSignalTexts } from '../db/repository/signal.ts';
import { mixOf } from './plan-figure.ts';
import { minutesTaken } from './plan-insert.ts';

export interface ViewInput {
  plan: Plan;
  /** Live items in the order of the list. */
  items: readonly PlanItem[];
  hidden: ReadonlyMap<string, HiddenCode>;
  customers: number;
  sops: readonly SopRow[];
  settings: Settings;
  pendingIds: ReadonlySet<string>;
  /** The rep, as drafts name them. */
  ownName: string;
  expiredMoments: number;
  quality: number | null;
  leave: Omit<PlanView['leave'], 'returnShare'>;
  checkIns: ReadonlyMap<string, CheckInOffer>;
  lost: PlanView['lost'];
  tierMoves: PlanView['tierMoves'];
  bookLoad: PlanView['bookLoad'];
}

/** Items of a customer who was deleted or is no longer on the device are left out. */
export function planViewOf(db: LocalDb, input: ViewInput): PlanView {
  const { plan, items, hidden, sops, settings } = input;
  const bank = sopBankOf(sops, settings);
  const customers = loadItemCustomers(db, [...new Set(items.map((item) => item.customerId))]);
  const promiseTexts = loadPromiseTexts(
    db,
    items.filter(({ kind }) => kind === 'PROMISE').map(({ subject }) => subject),
  );
  const momentTexts = loadMomentTexts(
    db,
    items.flatMap(({ kind, subject }) => momentOfSubject(kind, subject) ?? []),
  );
  const signalTexts = loadSignalTexts(
    db,
    items.filter(({ kind }) => kind === 'REPLY' || kind === 'SERVICE').map(({ subject }) => subject),
  );
  const surpriseTexts = loadSurpriseTexts(
    db,
    items.filter(({ kind }) => kind === 'SURPRISE').map(({ subject }) => subject),
  );
  const keyDateTexts = loadKeyDateTexts(
    db,
    items.filter(({ kind }) => kind === 'KEYDATE').map(({ subject }) => keyDateOfSubject(subject)),
  );
  const checkIns = items.filter(({ kind }) => kind === 'REPURCHASE');
  const offers = loadOfferTexts(db, [
    ...items.filter(({ kind }) => kind === 'PROMO').map(({ subject }) => subject),
    ...checkIns.flatMap(({ customerId }) => input.checkIns.get(customerId)?.offerId ?? []),
  ]);
  const bought = loadBoughtProducts(
    db,
    checkIns.map(({ customerId }) => customerId),
  );
  const appointmentTexts = loadAppointmentTexts(
    db,
    items.filter(({ kind }) => kind === 'APPT').map(({ subject }) => appointmentOfSubject(subject).id),
  );
  const views = items.flatMap((item): PlanItemView[] => {
    const customer = customers.get(item.customerId);
    if (!customer) return [];
    const step = isSopStep(item.kind) ? bank.wordsOf(item.subject, customer.addedOn) : undefined;
    const planStep = isSopStep(item.kind) ? bank.stepOf(item.subject, customer.addedOn) : undefined;
    const words = step ?? offers.get(item.subject) ?? standInWords(bank, item, plan.planOn);
    const draft = draftOf(
      {
        template: words?.body,
        product: bought.get(item.customerId) ?? '',
        kind: item.kind,
        touchClass: classOfKind(item.kind, step?.touchClass),
        ownName: input.ownName,
      },
      customer,
    );
    return [
      {
        id: item.id,
        customerId: item.customerId,
        name: customer.name,
        addressAs: customer.addressAs,
        tier: tierOn(customer, plan.planOn, settings),
        kind: item.kind,
        touchClass: classOfKind(item.kind, planStep?.touchClass),
        medium: planStep?.channel ?? mediumOfKind(item.kind),
        quietMinutes: isAsked(item.kind) ? null : quietMinutesOf(customer),
        momentId: momentOfSubject(item.kind, item.subject),
        subjectText:
          step?.title ??
          promiseTexts.get(item.subject) ??
          signalTexts.get(item.subject) ??
          momentTexts.get(item.subject) ??
          surpriseTexts.get(item.subject) ??
          offers.get(item.subject)?.title ??
          appointmentTexts.get(appointmentOfSubject(item.subject).id) ??
          keyDateTexts.get(keyDateOfSubject(item.subject)) ??
          '',
        gap: gapOfSubject(item.kind, item.subject),
        draft,
        draftSells: sellingWords(draft, settings),
        offer: offerOf(item, input, offers, customer),
        lastWords: customer.lastWords,
        score: item.score,
        minutes: item.deciMinutes / 10,
        reasons: item.reasons,
        dueAt: item.dueAt,
        status: item.status,
        statusAt: item.statusAt,
        skipReason: item.skipReason,
        pending: input.pendingIds.has(item.id),
        needsEvidence: step?.evidence ?? false,
        insertedAt: item.insertedAt ?? null,
        displacedAt: item.displacedAt ?? null,
        offCode: offCodeOf({ offCode: item.offCode ?? null }),
      },
    ];
  });
  const shown = items.filter(({ customerId }) => customers.has(customerId));
  const figured = shown.map((item) => {
    const customer = customers.get(item.customerId)!;
    return {
      item,
      tier: tierOn(customer, plan.planOn, settings),
      stepClass: isSopStep(item.kind) ? bank.wordsOf(item.subject, customer.addedOn)?.touchClass : undefined,
    };
  });
  return {
    planId: plan.id,
    planOn: plan.planOn,
    builtAt: plan.builtAt,
    startedAt: plan.startedAt,
    closedAt: plan.closedAt,
    reflection: plan.reflection,
    availableMinutes: plan.availableMinutes,
    plannedMinutes: shown.reduce((sum, item) => sum + minutesTaken(item), 0) / 10,
    items: views,
    hidden: countHidden(hidden),
    book: { customers: input.customers },
    figures: {
      ...mixOf(figured, settings, plan.availableMinutes),
      expiredMoments: input.expiredMoments,
      quality: input.quality,
    },
    patrolNames: settings['patrol.names'],
    leave: { ...input.leave, returnShare: settings['day.returnShare'] },
    lunch: { fromMinute: settings['day.lunchFromMinute'], toMinute: settings['day.lunchToMinute'] },
    lost: input.lost,
    tierMoves: input.tierMoves,
    bookLoad: input.bookLoad,
  };
}

/** The offer that could go with a check-in by date, with the reason why not today; null where none runs. */
function offerOf(
  { kind, customerId }: PlanItem,
  { checkIns, ownName }: ViewInput,
  offers: ReturnType<typeof loadOfferTexts>,
  customer: ItemCustomer,
): PlanItemView['offer'] {
  const found = kind === 'REPURCHASE' ? checkIns.get(customerId) : undefined;
  if (!found) return null;
  const offer = found.offerId === null ? undefined : offers.get(found.offerId);
  const text = offer
    ? draftOf({ template: offer.body, kind: 'PROMO', touchClass: 'promo', ownName, product: '' }, customer)
    : '';
  return { title: offer?.title ?? '', text, code: found.code };
}

function countHidden(hidden: ReadonlyMap<string, HiddenCode>): PlanView['hidden'] {
  const counts = new Map<HiddenCode, number>();
  for (const code of hidden.values()) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts]
    .map(([code, customers]) => ({ code, customers }))
    .sort((a, b) => b.customers - a.customers);
}
