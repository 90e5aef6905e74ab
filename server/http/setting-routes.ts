import type { FastifyInstance } from 'fastify';
import { setSettingRequest, setSettingResponse } from '#shared/protocol/setting.ts';
import type { CommandParts } from '../domain/command.ts';
import { setSetting } from '../domain/setting.ts';
import { addAction } from './endpoint.ts';

export function addSettingRoutes(app: FastifyInstance, parts: CommandParts): void {
  addAction(app, {
    method: 'POST',
    tag: 'setting',
    url: '/v1/setting/set',
    summary: 'One number of the rules for the company, a team or a person',
    body: setSettingRequest,
    reply: setSettingResponse,
    handle: (body, principal) => setSetting(parts, principal, body),
  });
}
