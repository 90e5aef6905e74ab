/** The one place that turns errors into answers: a code and a sentence, never a stack, never the request's content. */
import type { Socket } from 'node:net';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { statusOf, type ErrorCode, type HandIn } from '#shared/protocol/error.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { errorCode } from '../db/error-code.ts';
import { Refusal } from '../domain/refusal.ts';

export function setErrorHandler(app: FastifyInstance, log: Logger): void {
  app.setErrorHandler((error: FastifyError | Refusal | z.ZodError, request, reply) => {
    if (error instanceof Refusal) return sendRefusal(reply, error);
    // Of the request; an answer of ours that does not fit its schema is our failure.
    if (error instanceof z.ZodError && 'validationContext' in error)
      return sendError(reply, 400, 'INVALID', describe(error));
    const status = 'statusCode' in error ? error.statusCode : undefined;
    if (status !== undefined && status >= 400 && status < 500) {
      return sendError(reply, status, codeOf(status), `bad request (${errorCode(error)})`);
    }
    if (isUnavailable(error)) {
      log.error({ code: errorCode(error), requestId: request.id }, 'http.unavailable');
      void reply.header('retry-after', '5');
      return sendError(reply, 503, 'UNAVAILABLE', 'the database cannot be reached', { retryAfterSeconds: 5 });
    }
    log.error(
      { err: describeError(error), requestId: request.id, route: request.routeOptions.url },
      'http.internal',
    );
    return sendError(reply, 500, 'INTERNAL', `internal error, request ${request.id}`);
  });
  app.setNotFoundHandler((_request: FastifyRequest, reply: FastifyReply) =>
    sendError(reply, 404, 'NOT_FOUND', 'no such address'),
  );
}

export function sendRefusal(reply: FastifyReply, refusal: Refusal): FastifyReply {
  const { retryAfterSeconds, handIn } = refusal;
  if (retryAfterSeconds !== undefined) void reply.header('retry-after', String(retryAfterSeconds));
  return sendError(reply, statusOf[refusal.code], refusal.code, refusal.message, {
    retryAfterSeconds,
    handIn,
  });
}

/** An address Fastify cannot read never reaches a route or its error handler. */
export function answerFrameworkError(
  error: FastifyError,
  _request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  return sendError(reply, 400, 'INVALID', `bad request (${errorCode(error)})`);
}

/** What is not HTTP at all, or has too many or too slow headers: answered on the bare socket. */
export function answerBrokenRequest(error: Error, socket: Socket): void {
  if (errorCode(error) === 'ECONNRESET' || socket.destroyed) return;
  const code: ErrorCode = 'INVALID';
  const body = JSON.stringify({ error: { code, message: `bad request (${errorCode(error)})` } });
  const status =
    errorCode(error) === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
  const head = `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\nconnection: close`;
  socket.end(`${head}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

function sendError(
  reply: FastifyReply,
  status: number,
  code: ErrorCode,
  message: string,
  more: { retryAfterSeconds?: number | undefined; handIn?: HandIn | undefined } = {},
): FastifyReply {
  const error = { code, message, ...more };
  return reply
    .code(status)
    .header('content-type', 'application/json; charset=utf-8')
    .serializer(JSON.stringify)
    .send({ error });
}

function codeOf(status: number): ErrorCode {
  if (status === 413) return 'TOO_LARGE';
  if (status === 429) return 'RATE_LIMITED';
  return status === 404 ? 'NOT_FOUND' : 'INVALID';
}

/** Names where and how the body is wrong, not what it held: names a sender made up are left out. */
function describe(error: z.ZodError): string {
  const issue = error.issues[0];
  if (!issue) return 'the request is not valid';
  const path = issue.path.filter((part) => typeof part === 'number' || /^[a-zA-Z]{1,30}$/.test(String(part)));
  return `${['body', ...path].join('.')}: ${issue.code}`;
}

/** Where and of what kind, for the log. The message and details of a database quote the row it failed on. */
function describeError(error: Error): object {
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return { type: error.name, code: errorCode(error), stack: frames.slice(0, 15).join('\n') };
}

const networkCodes = ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND', 'EPIPE'];

/**
 * Connection refused, lost or too many; shutdown of the database server; a wait that the database gave up (SQLSTATE
 * classes 08, 53, 57, and 55P03, 25P03).
 */
function isUnavailable(error: unknown): boolean {
  const code = errorCode(error);
  if (/^(08|53|57|55P03|25P03)/.test(code) || networkCodes.includes(code)) return true;
  return (
    error instanceof Error &&
    /timeout exceeded when trying to connect|Connection terminated|not queryable/.test(error.message)
  );
}
