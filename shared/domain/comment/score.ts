/** The 走心 score of a comment on a customer's post (rules.md R9). Device and page run the same function. */
import type { Settings } from '../setting.ts';
import type { CommentEvent } from './comment-event.ts';
import { bareWords, hanCount } from './comment-text.ts';
import { gradeOf, type CommentGrade } from './grade.ts';
import { lengthReason, ownReason, personalReason, specificReason, timelyReason } from './part.ts';
import type { CommentReason } from './reason.ts';
import { isSadEvent } from './sad-event.ts';
import { fingerprintOf } from './similarity.ts';
import { foundHardSell, foundWords, readText } from './word-match.ts';

export interface CommentScore {
  /** A whole number from 0 to 100. */
  score: number;
  grade: CommentGrade;
  /** Their points add up to the score. */
  reasons: CommentReason[];
  /** The part in which most is to be won, where there is one: what to do next. */
  advice: CommentReason | undefined;
  /** Company taboo words found; with one of them the comment must not be copied. */
  taboo: string[];
}

const hourMs = 3_600_000;

/**
 * What depends on the event alone is read once; the returned function scores a text at an instant, in well under a
 * millisecond, at every key.
 */
export function commentScorer(
  event: CommentEvent,
  settings: Settings,
): (comment: string, now: number) => CommentScore {
  const isSad = isSadEvent(event, settings);
  const compared = event.ownComments.slice(0, settings['comment.own.compared']).map(fingerprintOf);

  return (comment, now) => {
    const text = readText(comment);
    if (comment.trim() === '') {
      return { score: 0, grade: gradeOf(0, settings), reasons: [], advice: undefined, taboo: [] };
    }
    const hours = Math.max(0, (now - Date.parse(event.postedAt)) / hourMs);
    const reasons = [
      specificReason(comment, event, settings),
      lengthReason(hanCount(comment), settings),
      personalReason(text, event, settings),
      hookReason(),
      ownReason(comment, compared, settings),
      timelyReason(hours, settings),
      ...caringReason(),
    ];
    const take = (part: 'promo' | 'hardSell', found: string[]) => {
      if (found.length > 0)
        reasons.push(off(part, -settings[`comment.${part}`], { words: found.join('、') }));
    };
    take('promo', foundWords(text, settings['comment.promoWords']));
    take('hardSell', foundHardSell(text, settings['comment.hardSellWords']));

    if (bareWords(comment) === '') cap('emojiCap', {});
    const cheerful = isSad ? foundWords(text, settings['comment.cheerfulWords']) : [];
    if (cheerful.length > 0) cap('cheerfulCap', { words: cheerful.join('、') });
    const taboo = foundWords(text, settings['comment.tabooWords']);
    if (taboo.length > 0) reasons.push(off('taboo', Math.min(0, -sum()), { words: taboo.join('、') }));
    bound();

    const score = sum();
    return { score, grade: gradeOf(score, settings), reasons, advice: adviceOf(reasons), taboo };

    function hookReason(): CommentReason {
      const of = settings['comment.hook'];
      const asked =
        bareWords(comment) !== '' && foundWords(text, settings['comment.questionWords']).length > 0;
      const code = asked ? 'asked' : isSad ? 'notNeeded' : 'none';
      return { part: 'hook', points: asked ? whole(of) : 0, of: whole(of), code, params: {} };
    }

    function caringReason(): CommentReason[] {
      if (!isSad) return [];
      const of = whole(settings['comment.caring']);
      const [said] = foundWords(text, settings['comment.caringWords']);
      if (said === undefined) return [{ part: 'caring', points: 0, of, code: 'none', params: {} }];
      return [{ part: 'caring', points: of, of, code: 'said', params: { words: said } }];
    }

    function sum(): number {
      return reasons.reduce((total, { points }) => total + points, 0);
    }

    function cap(part: 'emojiCap' | 'cheerfulCap', params: CommentReason['params']): void {
      const limit = whole(settings[`comment.${part}`]);
      reasons.push(off(part, Math.min(0, limit - sum()), { ...params, limit }));
    }

    function bound(): void {
      const total = sum();
      const bounded = Math.min(100, Math.max(0, total));
      if (bounded === total) return;
      const code = total < 0 ? 'floor' : 'ceiling';
      reasons.push({ part: 'bound', points: bounded - total, of: 0, code, params: {} });
    }
  };
}

function off(part: CommentReason['part'], points: number, params: CommentReason['params']): CommentReason {
  return { part, points: whole(points), of: 0, code: 'found', params };
}

function whole(points: number): number {
  return Math.round(points) || 0;
}

/** What was taken off counts too. Time cannot be made good; a question where there is grief is nobody's advice. */
function adviceOf(reasons: readonly CommentReason[]): CommentReason | undefined {
  return reasons
    .filter(({ part, code }) => part !== 'timely' && part !== 'bound' && code !== 'notNeeded')
    .filter(({ points, of }) => of > points)
    .toSorted((a, b) => b.of - b.points - (a.of - a.points))[0];
}
