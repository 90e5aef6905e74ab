/** What a customer cares about, from the times it was seen (C10): strength falls with time and rises with each sighting. */
import { dayMs } from '../calendar.ts';
import type { InterestKind } from '../entity/profile.ts';
import type { Settings } from '../setting.ts';

export interface Sighting {
  topic: string;
  kind: InterestKind;
  seenAt: string;
}

export type InterestLevel = 'strong' | 'alive' | 'faded';

export interface InterestState {
  /** As it was written the last time. */
  topic: string;
  kind: InterestKind;
  sightings: number;
  lastSeenAt: string;
  /** Each sighting counts 1 and half of it after every half-life; two decimals. */
  strength: number;
  level: InterestLevel;
}

/** Sightings of one topic are told together whatever their width, case and outer spaces. */
export function interestTopic(topic: string): string {
  return topic.normalize('NFKC').trim().toLowerCase();
}

/** The strongest first, then the one seen last. */
export function interestsOf(
  sightings: readonly Sighting[],
  now: number,
  settings: Settings,
): InterestState[] {
  const topics = Map.groupBy(sightings, ({ topic }) => interestTopic(topic));
  return [...topics.values()]
    .map((seen) => stateOf(seen, now, settings))
    .toSorted((a, b) => b.strength - a.strength || (a.lastSeenAt < b.lastSeenAt ? 1 : -1));
}

function stateOf(seen: readonly Sighting[], now: number, settings: Settings): InterestState {
  const last = seen.reduce((a, b) => (b.seenAt > a.seenAt ? b : a));
  const halfLifeMs = settings['interest.halfLifeDays'] * dayMs;
  const sum = seen.reduce((total, { seenAt }) => {
    const age = Math.max(0, now - Date.parse(seenAt));
    return total + 0.5 ** (age / halfLifeMs);
  }, 0);
  const strength = Math.round(sum * 100) / 100;
  return {
    topic: last.topic,
    kind: last.kind,
    sightings: seen.length,
    lastSeenAt: last.seenAt,
    strength,
    level:
      strength >= settings['interest.strongFrom']
        ? 'strong'
        : strength < settings['interest.fadedBelow']
          ? 'faded'
          : 'alive',
  };
}
