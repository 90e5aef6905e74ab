import type { FastifyInstance } from 'fastify';
import { exportAllowance, exportRequest, exportResponse } from '#shared/protocol/export.ts';
import type { CommandParts } from '../domain/command.ts';
import { beginExport, exportAllowanceOf } from '../domain/export.ts';
import { addAction, addQuery } from './endpoint.ts';

export function addExportRoutes(app: FastifyInstance, parts: CommandParts): void {
  addQuery(app, {
    method: 'GET',
    tag: 'export',
    url: '/v1/export/allowance',
    summary: 'How many rows the person may still export today',
    reply: exportAllowance,
    handle: (principal) => exportAllowanceOf(parts, principal),
  });
  addAction(app, {
    method: 'POST',
    tag: 'export',
    url: '/v1/export/begin',
    summary: 'Asks for an export: granted and counted, or refused; both are logged',
    body: exportRequest,
    reply: exportResponse,
    handle: (body, principal) => beginExport(parts, principal, body),
  });
}
