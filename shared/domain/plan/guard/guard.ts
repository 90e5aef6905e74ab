/** The fatigue guard (rules.md R4): the first rule that keeps a proactive candidate off the list. */
import type { Candidate, CustomerDay } from '../candidate/candidate.ts';
import type { HiddenCode } from '../hidden.ts';
import { isAsked, isSopStep, proactiveServiceKinds } from '../kind.ts';
import { askCode } from './ask.ts';
import { conversationCode } from './conversation.ts';
import { postCode } from './post.ts';
import { promoCode } from './promo.ts';
import { silenceCode } from './silence.ts';

export function guardCode(candidate: Candidate, input: CustomerDay['input']): HiddenCode | null {
  if (isAsked(candidate.kind) || candidate.touchClass === 'admin') return null;
  return (
    postCode(candidate, input) ??
    silenceCode(candidate, input) ??
    promoCode(candidate, input) ??
    askCode(candidate, input) ??
    (isConversation(candidate) ? conversationCode(candidate, input) : null)
  );
}

/**
 * True for what counts towards the conversations of R4: chats and comments of care and promo, and the two kinds of
 * service nobody asked for. A SOP step of service follows a purchase and does not count.
 */
export function isConversation({ kind, medium, touchClass }: Candidate): boolean {
  if (medium === 'like' || medium === 'none' || isAsked(kind)) return false;
  if (touchClass !== 'service') return true;
  return !isSopStep(kind) && proactiveServiceKinds.some((other) => other === kind);
}
