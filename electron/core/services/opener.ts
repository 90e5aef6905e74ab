/** From a post to a chat: how to start it, and how far posts have led. */
import { dayMs } from '#shared/domain/calendar.ts';
import { isSadEvent } from '#shared/domain/comment/sad-event.ts';
import type { Moment } from '#shared/domain/entity/book.ts';
import { openersOf, type Opener } from '#shared/domain/opener/opener.ts';
import type { CoreContext } from '../core-context.ts';
import {
  countChain,
  findLastTalk,
  listUsefulTexts,
  loadChain,
  type ChainCounts,
  type MomentChain,
} from '../db/repository/chain.ts';
import { listOwnBooks, loadSettings } from '../db/repository/company-data.ts';
import { getCustomer, getRow } from '../db/repository/customer.ts';
import { listNeeds } from '../db/repository/profile.ts';
import { commentEventOf } from './comment-event.ts';

const chainDays = 30;

interface OpenersView {
  customerId: string;
  event: Pick<Moment, 'kind' | 'body' | 'postedAt'>;
  isSad: boolean;
  chain: MomentChain;
  openers: Opener[];
}

export function createOpenerService(context: CoreContext) {
  const { db, clock, identity } = context;
  return {
    openers(momentId: string): OpenersView {
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
          concerns: listNeeds(db, customer.id).flatMap(({ status, body }) =>
            status === 'open' ? [body] : [],
          ),
          library: listUsefulTexts(db),
        },
        settings,
      );
      const { kind, body, postedAt } = moment;
      return {
        customerId: customer.id,
        event: { kind, body, postedAt },
        isSad: isSadEvent(moment, settings),
        chain: loadChain(db, moment),
        openers,
      };
    },

    chainFigures(): ChainCounts & { days: number } {
      const books = listOwnBooks(db, identity.personId).map((book) => book.id);
      const since = new Date(clock.now() - chainDays * dayMs).toISOString();
      return { days: chainDays, ...countChain(db, books, since) };
    },
  };
}
