/** From a post to a chat: how to start it, and how far posts have led. */
import { dayMs } from '#shared/domain/calendar.ts';
import { isSadEvent } from '#shared/domain/comment/sad-event.ts';
import { openersOf, type Opener } from '#shared/domain/opener/opener.ts';
import type { CoreContext } from '../core-context.ts';
import { countChain, findLastTalk, listUsefulTexts, type ChainCounts } from '../db/repository/chain.ts';
import { listOwnBooks, loadSettings } from '../db/repository/company-data.ts';
import { getCustomer, getRow } from '../db/repository/customer.ts';
import { commentEventOf } from './comment-event.ts';

const chainDays = 30;

export function createOpenerService(context: CoreContext) {
  const { db, clock, identity } = context;
  return {
    openers(momentId: string): { customerId: string; isSad: boolean; openers: Opener[] } {
      const moment = getRow(db, 'moment', momentId);
      const customer = getCustomer(db, moment.customerId);
      const settings = loadSettings(db);
      const { event, lastNote } = commentEventOf(context, customer, moment, settings);
      const openers = openersOf(
        {
          moment,
          address: event.addresses[0] ?? '',
          tags: event.tags,
          facts: event.facts,
          lastNote,
          lastTouch: findLastTalk(db, customer.id) ?? '',
          library: listUsefulTexts(db),
        },
        settings,
      );
      return { customerId: customer.id, isSad: isSadEvent(moment, settings), openers };
    },

    chainFigures(): ChainCounts & { days: number } {
      const books = listOwnBooks(db, identity.personId).map((book) => book.id);
      const since = new Date(clock.now() - chainDays * dayMs).toISOString();
      return { days: chainDays, ...countChain(db, books, since) };
    },
  };
}
