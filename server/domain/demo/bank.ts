/** The phrases and names of the demo company. Texts carry slots such as {call}; see slot.ts. */
import content from '../../../resources/demo/content.json' with { type: 'json' };
import family from '../../../resources/demo/family.json' with { type: 'json' };
import interest from '../../../resources/demo/interest.json' with { type: 'json' };
import life from '../../../resources/demo/life.json' with { type: 'json' };
import moment from '../../../resources/demo/moment.json' with { type: 'json' };
import name from '../../../resources/demo/name.json' with { type: 'json' };
import need from '../../../resources/demo/need.json' with { type: 'json' };
import offer from '../../../resources/demo/offer.json' with { type: 'json' };
import place from '../../../resources/demo/place.json' with { type: 'json' };
import product from '../../../resources/demo/product.json' with { type: 'json' };
import sop from '../../../resources/demo/sop.json' with { type: 'json' };
import tag from '../../../resources/demo/tag.json' with { type: 'json' };
import talk from '../../../resources/demo/talk.json' with { type: 'json' };
import type { momentKinds, TouchClass, TouchKind } from '#shared/domain/entity/book.ts';
import type { contentKinds } from '#shared/domain/entity/company.ts';
import { starterSops, type StarterSop } from '../starter-sop.ts';

/** One conversation: what the rep did, what was worth noting, what was promised. Empty = nothing. */
export interface Scene {
  touch: string;
  kind?: TouchKind;
  cls?: TouchClass;
  note: string;
  promise: string;
}

export interface PostedMoment {
  kind: (typeof momentKinds)[number];
  post: string;
  comments: readonly string[];
}

export type NeedCode = keyof typeof need;
export type FamilyStage = keyof typeof family;
export type Region = keyof typeof place.regions;

export const needBank = need as Record<NeedCode, { tag: string; before: Scene[]; after: Scene[] }>;
export const familyBank = family as Record<FamilyStage, Scene[]>;
export const interestBank = interest as Record<string, { scenes: Scene[]; moments: PostedMoment[] }>;
export const momentBank = moment as Record<'kid' | 'baby' | 'teen' | 'parent' | 'any', PostedMoment[]>;
/** What hangs on a card beside the talks; `worries` by the tag of the concern, in the customer's words. */
export const lifeBank = {
  ...life,
  worries: life.worries as Readonly<Record<string, string>>,
};
export const lifeScenes = talk.life as Scene[];
export const workScenes = talk.work as Scene[];
export const walkInScenes = talk.walkIn as Scene[];
export const concernScenes = talk.concern as Record<string, Scene>;
export const talkBank = talk;
export const nameBank = name;
export const placeBank = place;
export const products: ReadonlyArray<(typeof product)[number]> = product;
export const tagGroups: Readonly<Record<string, readonly string[]>> = tag;
export const contentBank = content as unknown as Record<
  (typeof contentKinds)[number],
  ReadonlyArray<readonly [title: string, body: string, concern: string]>
>;
/** Texts of the library that are offers, by title; days from today. */
export const offerBank: Readonly<Record<string, { tag: string; fromDays: number; days: number }>> = offer;
/** What every company begins with, some of it in the words of a dental clinic. */
export const sopBank: ReadonlyArray<StarterSop & { edition: number }> = starterSops.map((starter) => ({
  ...((sop as StarterSop[]).find(({ code }) => code === starter.code) ?? starter),
  edition: 1,
}));
