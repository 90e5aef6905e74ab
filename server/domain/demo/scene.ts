/** Chooses what a talk with a customer is about: a phrase whose facts are all known and that was not used before. */
import {
  concernScenes,
  familyBank,
  interestBank,
  lifeScenes,
  momentBank,
  needBank,
  talkBank,
  workScenes,
  type PostedMoment,
  type Scene,
} from './bank.ts';
import type { DemoCustomer } from './customer.ts';
import type { Random } from './random.ts';
import { fits } from './slot.ts';

type Topic = 'need' | 'family' | 'interest' | 'work' | 'life' | 'concern';
const topicWeights: Readonly<Record<Topic, number>> = {
  need: 36,
  family: 22,
  interest: 13,
  work: 9,
  life: 16,
  concern: 4,
};

export function sceneFor(random: Random, customer: DemoCustomer, on: string): Scene {
  for (let attempt = 0; attempt < 3; attempt++) {
    const scenes = scenesOf(random.weighted(topicWeights), random, customer, on).filter(
      (scene) => !customer.used.has(scene) && fits(customer.slots, scene.touch + scene.note + scene.promise),
    );
    if (scenes.length === 0) continue;
    const scene = random.pick(scenes);
    customer.used.add(scene);
    return scene;
  }
  return shortScene(random);
}

/** Now and then an offer, to those who trust us and were cared for before; undefined for all others. */
export function offerFor(random: Random, customer: DemoCustomer): Scene | undefined {
  const { row, touchedOn } = customer;
  if (row.consent !== 'full' || row.trustStage === 'acquainted' || touchedOn.length < 3) return undefined;
  if (!random.chance(0.05)) return undefined;
  const offer = talkBank.promo.find((scene) => !customer.used.has(scene));
  if (!offer) return undefined;
  customer.used.add(offer);
  return { touch: offer.touch, cls: 'promo', note: '', promise: '' };
}

/** A talk in which nothing of note was said. */
export function shortScene(random: Random): Scene {
  return { touch: random.pick(talkBank.short), note: '', promise: '' };
}

function scenesOf(topic: Topic, random: Random, customer: DemoCustomer, on: string): readonly Scene[] {
  const { profile } = customer;
  switch (topic) {
    case 'need': {
      const need = random.pick(profile.needs);
      const boughtOn = customer.boughtOn.get(need);
      return needBank[need][boughtOn !== undefined && boughtOn < on ? 'after' : 'before'];
    }
    case 'family': {
      const child = profile.child ? familyBank[profile.child.stage] : [];
      return [...child, ...(profile.parent ? familyBank.parent : []), ...familyBank.spouse];
    }
    case 'interest':
      return profile.interests.flatMap((interest) => interestBank[interest]!.scenes);
    case 'work':
      return profile.company ? workScenes : lifeScenes;
    case 'life':
      return lifeScenes;
    case 'concern':
      return [concernScenes[profile.concern]!];
  }
}

const aboutWork = /出差|加班|证终于|请了三天假|下班/;

/** Something the customer posted, that they did not post before; undefined when the bank has nothing left for them. */
export function momentFor(random: Random, customer: DemoCustomer): PostedMoment | undefined {
  const { profile } = customer;
  const own = profile.interests.flatMap((interest) => interestBank[interest]!.moments);
  const stage = profile.child?.stage;
  if (stage && stage !== 'grown') own.push(...momentBank[stage]);
  if (profile.parent) own.push(...momentBank.parent);
  const all = random.chance(0.5) ? own : momentBank.any;
  const left = all.filter(
    (moment) =>
      !customer.used.has(moment) &&
      (profile.company !== '' || (moment.kind !== 'work' && !aboutWork.test(moment.post))) &&
      fits(customer.slots, moment.post + moment.comments.join('')),
  );
  if (left.length === 0) return undefined;
  const moment = random.pick(left);
  // A death in the family is rare.
  if (moment.comments.some((comment) => comment.includes('节哀')) && random.chance(0.9)) return undefined;
  customer.used.add(moment);
  return moment;
}

/** When a promise falls due, in days from now, as its wording says. */
export function promiseDays(random: Random, promise: string): number {
  if (/明天|第二天/.test(promise)) return 1;
  if (/后天/.test(promise)) return 2;
  if (/三天/.test(promise)) return 3;
  if (/七天/.test(promise)) return 7;
  if (/两周/.test(promise)) return 14;
  if (/下周|一周/.test(promise)) return 6;
  if (/三个月/.test(promise)) return 90;
  if (/月底|下个月|月初|一个月|期末|以后|回来/.test(promise)) return random.int(10, 25);
  return random.int(1, 4);
}
