/**
 * The builder every api file starts from. A subject's file implements its part of the contract and nothing else:
 *
 *     export const noteApi = {
 *       create: api.note.create.handler(({ input, context }) => context.services().note.create(input)),
 *     };
 */
import { implement } from '@orpc/server';
import { apiContract } from '#shared/contract/api.ts';
import type { LiveEvent } from '#shared/contract/sync.ts';
import type { CoreContext } from '../core-context.ts';
import type { Services } from '../services/all.ts';
import type { SessionService } from '../services/session.ts';

export interface ApiContext {
  /** The services of the ready session; throws LOCKED when nobody is signed in. */
  services(): Services;
  /** The ready session itself; throws LOCKED when nobody is signed in. */
  ready(): CoreContext;
  readonly session: SessionService;
  /** Everything announced from now on, until the signal. */
  live(signal: AbortSignal | undefined): AsyncGenerator<LiveEvent, void>;
}

export const api = implement(apiContract).$context<ApiContext>();
