/** OpenAPI at /openapi.json, made from the same zod schemas the routes validate with. */
import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { errorBody } from '#shared/protocol/error.ts';
import { protocolVersion } from '#shared/protocol/version.ts';

export async function addOpenApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Rapport company server', version: String(protocolVersion) },
      components: { securitySchemes: { device: { type: 'http', scheme: 'bearer' } } },
    },
    transform: ({ schema, url }) => {
      const route = (schema ?? {}) as Record<string, unknown>;
      const { body, response, ...rest } = route;
      const replies = Object.entries((response ?? {}) as Record<string, unknown>).map(
        ([status, reply]) => [status, jsonSchema(reply, 'output')] as const,
      );
      return {
        url,
        schema: {
          ...rest,
          ...(body === undefined ? {} : { body: jsonSchema(body, 'input') }),
          response: {
            ...Object.fromEntries(replies),
            '4xx': { description: 'Refused', ...jsonSchema(errorBody, 'output') },
          },
        },
      };
    },
  });
}

function jsonSchema(schema: unknown, io: 'input' | 'output'): Record<string, unknown> {
  if (!(schema instanceof z.ZodType)) return schema as Record<string, unknown>;
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    reused: 'inline',
  });
  return rest as Record<string, unknown>;
}
