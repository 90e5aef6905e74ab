/** Declares a route once: body and answer schemas serve validation, the shape of what goes out, and OpenAPI. */
import type { FastifyInstance, FastifySchema, onRequestAsyncHookHandler } from 'fastify';
import type { z } from 'zod';
import type { Principal } from '../domain/principal.ts';
import { getPrincipalOf } from './authenticate.ts';

interface Common {
  method: 'GET' | 'POST';
  url: string;
  summary: string;
  tag: string;
  bodyLimit?: number;
  /** A device that was told to hand in its edits may still come here. */
  takesDraining?: boolean;
  /** A program too old for everything else may still come here. */
  takesOld?: boolean;
  /** Who may come in, asked before the body is read. */
  onRequest?: onRequestAsyncHookHandler;
}

interface WithoutBody<Reply extends z.ZodType> extends Common {
  reply: Reply;
  handle(principal: Principal): Promise<z.input<Reply>>;
}

interface WithBody<Body extends z.ZodType, Reply extends z.ZodType> extends Common {
  body: Body;
  reply: Reply;
  handle(body: z.output<Body>, principal: Principal, senderVersion: number): Promise<z.input<Reply>>;
}

/** A route for a signed-in device, without a body. */
export function addQuery<Reply extends z.ZodType>(app: FastifyInstance, route: WithoutBody<Reply>): void {
  const schema: FastifySchema = { ...docOf(route), response: { 200: route.reply } };
  app.route({
    ...optionsOf(route),
    schema,
    handler: (request) => route.handle(getPrincipalOf(request)),
  });
}

/** A route for a signed-in device, with a body. */
export function addAction<Body extends z.ZodType, Reply extends z.ZodType>(
  app: FastifyInstance,
  route: WithBody<Body, Reply>,
): void {
  const schema: FastifySchema = { ...docOf(route), body: route.body, response: { 200: route.reply } };
  app.route({
    ...optionsOf(route),
    schema,
    handler: (request) =>
      route.handle(request.body as z.output<Body>, getPrincipalOf(request), request.senderVersion),
  });
}

function docOf(route: Common) {
  return { summary: route.summary, tags: [route.tag], security: [{ device: [] }] };
}

function optionsOf({ method, url, bodyLimit, onRequest, takesDraining = false, takesOld = false }: Common) {
  const config = { takesDraining, takesOld };
  return {
    ...{ method, url, config },
    ...(bodyLimit === undefined ? {} : { bodyLimit }),
    ...(onRequest ? { onRequest } : {}),
  };
}
