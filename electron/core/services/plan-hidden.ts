/** What is not on the list, line by line, as “Why not?” shows it. */
import type { HiddenLine } from '#shared/contract/plan.ts';
import type { HiddenCode } from '#shared/domain/plan/hidden.ts';
import { byKey, type HiddenCandidate } from '#shared/domain/plan/hiding.ts';
import { gapOfSubject } from '#shared/domain/plan/facts/card-gap.ts';
import { isSopStep } from '#shared/domain/plan/kind.ts';
import { tierOn } from '#shared/domain/plan/rhythm.ts';
import { sopBankOf, type SopRow } from '#shared/domain/plan/sop/bank.ts';
import { momentOfSubject } from '#shared/domain/plan/subject.ts';
import type { Settings } from '#shared/domain/setting.ts';
import type { Steps } from '#shared/lib/steps.ts';
import type { LocalDb } from '../db/local-db.ts';
import {
  loadHiddenCustomers,
  loadMomentTexts,
  loadOfferTexts,
  loadPromiseTexts,
} from '../db/repository/plan.ts';

/** Customers between two pauses. */
const perStep = 500;

/** Every candidate off the list with its reason, and every customer for whom nothing is due; by name, in pinyin. */
export function* hiddenLines(
  db: LocalDb,
  hidden: {
    candidates: readonly HiddenCandidate[];
    perCustomer: ReadonlyMap<string, HiddenCode>;
    planOn: string;
    sops: readonly SopRow[];
    settings: Settings;
  },
): Steps<HiddenLine[]> {
  const { candidates, perCustomer, planOn, sops, settings } = hidden;
  const byCustomer = new Map<string, HiddenCandidate[]>();
  for (const candidate of candidates) {
    const own = byCustomer.get(candidate.customerId);
    if (own) own.push(candidate);
    else byCustomer.set(candidate.customerId, [candidate]);
  }
  yield;
  const ids = [...new Set([...byCustomer.keys(), ...perCustomer.keys()])];
  const customers = [];
  for (let from = 0; from < ids.length; from += perStep) {
    customers.push(...loadHiddenCustomers(db, ids.slice(from, from + perStep)));
    yield;
  }
  customers.sort((a, b) => compare(a.sortKey, b.sortKey) || compare(a.id, b.id));
  yield;
  const bank = sopBankOf(sops, settings);
  const lines: HiddenLine[] = [];
  for (let from = 0; from < customers.length; from += perStep) {
    const part = customers.slice(from, from + perStep);
    const texts = textsOf(
      db,
      part.flatMap(({ id }) => byCustomer.get(id) ?? []),
    );
    for (const customer of part) {
      const { id: customerId, name } = customer;
      const tier = tierOn(customer, planOn, settings);
      const own = byCustomer.get(customerId);
      if (!own) {
        lines.push({
          customerId,
          name,
          tier,
          kind: null,
          subjectText: '',
          gap: null,
          code: perCustomer.get(customerId)!,
        });
        continue;
      }
      for (const { kind, subject, code } of own.sort(byKey)) {
        const subjectText = isSopStep(kind)
          ? bank.wordsOf(subject, customer.addedOn)?.title
          : texts.get(subject);
        lines.push({
          customerId,
          name,
          tier,
          kind,
          subjectText: subjectText ?? '',
          gap: gapOfSubject(kind, subject),
          code,
        });
      }
    }
    yield;
  }
  return lines;
}

/** The words of promises, posts and offers, by subject. */
function textsOf(db: LocalDb, candidates: readonly HiddenCandidate[]): Map<string, string> {
  const promises = candidates.filter(({ kind }) => kind === 'PROMISE').map(({ subject }) => subject);
  const moments = candidates.flatMap(({ kind, subject }) => momentOfSubject(kind, subject) ?? []);
  const offers = candidates.filter(({ kind }) => kind === 'PROMO').map(({ subject }) => subject);
  return new Map([
    ...(promises.length > 0 ? loadPromiseTexts(db, promises) : []),
    ...(moments.length > 0 ? loadMomentTexts(db, moments) : []),
    ...[...(offers.length > 0 ? loadOfferTexts(db, offers) : [])].map(
      ([id, { title }]) => [id, title] as const,
    ),
  ]);
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
