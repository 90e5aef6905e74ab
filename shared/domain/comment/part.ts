/** S1, S2, S3, S5 and S6 of rules.md R9, each with its reason. */
import type { Settings } from '../setting.ts';
import type { CommentEvent } from './comment-event.ts';
import { bareWords } from './comment-text.ts';
import type { CommentReason } from './reason.ts';
import { sharedRuns } from './shared-run.ts';
import { fingerprintOf, similarityOf, type Fingerprint } from './similarity.ts';
import { hasWord, type ReadText } from './word-match.ts';

export function specificReason(comment: string, event: CommentEvent, settings: Settings): CommentReason {
  const runs = sharedRuns(comment, [event.body, ...event.tags], settings['comment.stopWords']);
  const of = settings['comment.specific.3'];
  const points = [0, settings['comment.specific.1'], settings['comment.specific.2']][runs.length] ?? of;
  const params = { count: runs.length, words: runs.join('、') };
  return reason('specific', points, of, runs.length === 0 ? 'none' : 'some', params);
}

export function lengthReason(count: number, settings: Settings): CommentReason {
  const { code, points } = lengthOf(count, settings);
  const params = { count, from: settings['comment.length.goodFrom'], to: settings['comment.length.goodTo'] };
  return reason('length', points, settings['comment.length.good'], code, params);
}

function lengthOf(count: number, settings: Settings): { code: string; points: number } {
  if (count < settings['comment.length.shortFrom']) return { code: 'none', points: 0 };
  if (count < settings['comment.length.goodFrom'])
    return { code: 'short', points: settings['comment.length.short'] };
  if (count <= settings['comment.length.goodTo'])
    return { code: 'good', points: settings['comment.length.good'] };
  if (count <= settings['comment.length.longTo'])
    return { code: 'long', points: settings['comment.length.long'] };
  return { code: 'tooLong', points: settings['comment.length.tooLong'] };
}

export function personalReason(text: ReadText, event: CommentEvent, settings: Settings): CommentReason {
  const of = settings['comment.personal.fact'];
  const used = (words: readonly string[]) => words.find((word) => word !== '' && hasWord(text, word));
  const fact = used(event.facts);
  if (fact !== undefined) return reason('personal', of, of, 'fact', { words: fact });
  const address = used(event.addresses);
  if (address === undefined) return reason('personal', 0, of, 'none', {});
  return reason('personal', settings['comment.personal.address'], of, 'address', { words: address });
}

export function ownReason(
  comment: string,
  compared: readonly Fingerprint[],
  settings: Settings,
): CommentReason {
  const of = settings['comment.own.fresh'];
  const bare = bareWords(comment);
  if (bare === '') return reason('own', 0, of, 'emoji', {});
  if (settings['comment.genericWords'].some((word) => bareWords(word) === bare))
    return reason('own', 0, of, 'generic', { words: bare });
  const fingerprint = fingerprintOf(comment);
  const highest = compared.reduce((most, own) => Math.max(most, similarityOf(fingerprint, own)), 0);
  const params = { percent: Math.round(highest * 100) };
  if (highest > settings['comment.own.sameAbove']) return reason('own', 0, of, 'same', params);
  if (highest >= settings['comment.own.similarFrom'])
    return reason('own', settings['comment.own.similar'], of, 'similar', params);
  return reason('own', of, of, 'fresh', params);
}

export function timelyReason(hours: number, settings: Settings): CommentReason {
  const step = ([1, 2, 3, 4] as const).find((number) => hours <= settings[`comment.timely.hours.${number}`]);
  const points = step === undefined ? 0 : settings[`comment.timely.${step}`];
  const code = step === 1 ? 'fresh' : 'late';
  return reason('timely', points, settings['comment.timely.1'], code, { hours: Math.floor(hours) });
}

function reason(
  part: CommentReason['part'],
  points: number,
  of: number,
  code: string,
  params: CommentReason['params'],
): CommentReason {
  return { part, points: Math.round(points), of: Math.round(of), code, params };
}
