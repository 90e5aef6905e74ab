/** The one place where failures of core become answers of the API. Bugs are logged here once; the page gets no text. */
import { ORPCError, ValidationError } from '@orpc/server';
import type { Logger } from '#shared/lib/logger.ts';
import { CoreError } from '../core-error.ts';
import { ServerError, UnreachableError } from '../server-client/server-error.ts';

export function createEdge(log: Logger) {
  return async function edge<T>(options: { next(): Promise<T>; path: readonly string[] }): Promise<T> {
    try {
      return await options.next();
    } catch (error) {
      throw answerOf(error, options.path, log);
    }
  };
}

function answerOf(error: unknown, path: readonly string[], log: Logger): Error {
  if (error instanceof CoreError) return failure(error.code, error.detail);
  if (error instanceof UnreachableError) return failure('OFFLINE', error.reason);
  if (error instanceof ServerError) {
    return error.code === 'FORBIDDEN' || error.code === 'NOT_FOUND'
      ? failure(error.code)
      : failure('SERVER', error.code);
  }
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST' && error.cause instanceof ValidationError) {
    log.warn({ method: path.join('.'), issues: issuesOf(error.cause) }, 'api.invalid_input');
    return new ORPCError('BAD_REQUEST');
  }
  log.error({ method: path.join('.'), err: error }, 'api.failed');
  return new ORPCError('INTERNAL_SERVER_ERROR');
}

function failure(code: string, detail?: string): ORPCError<string, unknown> {
  return new ORPCError(code, { data: { detail } });
}

/** Where the input was wrong and how, without what it was. */
function issuesOf(error: ValidationError): string[] {
  return error.issues.map((issue) =>
    (issue.path ?? []).map((key) => String(typeof key === 'object' ? key.key : key)).join('.'),
  );
}
