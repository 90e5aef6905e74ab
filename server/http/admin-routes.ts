import type { FastifyInstance } from 'fastify';
import {
  auditResponse,
  bookCustomersRequest,
  bookCustomersResponse,
  bookPreviewRequest,
  bookPreviewResponse,
  createPersonRequest,
  createPersonResponse,
  devicesResponse,
  enrolmentCodeRequest,
  enrolmentCodeResponse,
  enrolmentPolicyRequest,
  leaveRequest,
  okResponse,
  peopleResponse,
  reassignRequest,
  reassignResponse,
  revokeDeviceRequest,
  splitRequest,
  splitResponse,
  splitsResponse,
} from '#shared/protocol/admin.ts';
import type { AppConfig } from '../config.ts';
import { listAudit, listDevices, listPeople } from '../domain/admin-list.ts';
import { previewBook } from '../domain/book-preview.ts';
import type { CommandParts } from '../domain/command.ts';
import { revokeDevice, setCodeRequired } from '../domain/device.ts';
import { createPerson, giveEnrolmentCode, letPersonLeave } from '../domain/person.ts';
import { reassignBook } from '../domain/reassign.ts';
import { listBookCustomers, listSplits, startSplit } from '../domain/split.ts';
import type { SplitRunner } from '../jobs/split-runner.ts';
import { addAction, addQuery } from './endpoint.ts';

export function addAdminRoutes(
  app: FastifyInstance,
  parts: CommandParts & { config: AppConfig; splits: SplitRunner },
): void {
  const { db, config, splits } = parts;
  const post = { method: 'POST', tag: 'admin' } as const;
  const get = { method: 'GET', tag: 'admin' } as const;
  const ok = { ok: true } as const;

  addQuery(app, {
    ...get,
    url: '/v1/admin/people',
    summary: 'People, teams and books without an owner',
    reply: peopleResponse,
    handle: (principal) => listPeople(db, principal),
  });
  addQuery(app, {
    ...get,
    url: '/v1/admin/devices',
    summary: 'Every device and when it last handed in its edits',
    reply: devicesResponse,
    handle: (principal) => listDevices(db, principal),
  });
  addQuery(app, {
    ...get,
    url: '/v1/admin/audit',
    summary: 'The newest entries of the audit log',
    reply: auditResponse,
    handle: (principal) => listAudit(db, principal),
  });
  addAction(app, {
    ...post,
    url: '/v1/admin/person/create',
    summary: 'Adds a person; a rep gets an own empty book',
    body: createPersonRequest,
    reply: createPersonResponse,
    handle: (body, principal) => createPerson({ ...parts, argon2: config.argon2 }, principal, body),
  });
  addAction(app, {
    ...post,
    url: '/v1/admin/person/leave',
    summary: 'Ends every session of the person at once; the devices may still hand in their edits',
    body: leaveRequest,
    reply: okResponse,
    async handle(body, principal) {
      await letPersonLeave(parts, principal, body.personId);
      return ok;
    },
  });
  addAction(app, {
    ...post,
    url: '/v1/admin/enrolment-code',
    summary: 'A one-use code for a new device of the person',
    body: enrolmentCodeRequest,
    reply: enrolmentCodeResponse,
    handle: (body, principal) => giveEnrolmentCode(parts, principal, body.personId),
  });
  addAction(app, {
    ...post,
    url: '/v1/admin/enrolment-policy',
    summary: 'Whether a new device needs a code',
    body: enrolmentPolicyRequest,
    reply: okResponse,
    async handle(body, principal) {
      await setCodeRequired(parts, principal, body.codeRequired);
      return ok;
    },
  });
  addAction(app, {
    ...post,
    url: '/v1/admin/device/revoke',
    summary: 'Shuts a device out from its next request on, and has it wiped',
    body: revokeDeviceRequest,
    reply: okResponse,
    async handle(body, principal) {
      await revokeDevice(parts, principal, body);
      return ok;
    },
  });
  addAction(app, {
    ...post,
    url: '/v1/admin/book/preview',
    summary: 'What a book holds and who may take it',
    body: bookPreviewRequest,
    reply: bookPreviewResponse,
    handle: (body, principal) => previewBook(db, principal, body.bookId),
  });
  addAction(app, {
    ...post,
    url: '/v1/admin/book/reassign',
    summary: 'Gives a book to another rep, in one row',
    body: reassignRequest,
    reply: reassignResponse,
    handle: (body, principal) => reassignBook(parts, principal, body),
  });
  addAction(app, {
    ...post,
    url: '/v1/admin/book/customers',
    summary: 'The customers of a book, for choosing whom to move',
    body: bookCustomersRequest,
    reply: bookCustomersResponse,
    handle: (body, principal) => listBookCustomers(db, principal, body.bookId),
  });
  addAction(app, {
    ...post,
    url: '/v1/admin/book/split',
    summary: 'Starts moving customers from one book to another, chunk by chunk',
    // 20,000 ids of 39 characters.
    bodyLimit: 1024 * 1024,
    body: splitRequest,
    reply: splitResponse,
    async handle(body, principal) {
      const accepted = await startSplit(parts, principal, body);
      splits.wake();
      return accepted;
    },
  });
  addQuery(app, {
    ...get,
    url: '/v1/admin/book/splits',
    summary: 'The newest splits and how far they are',
    reply: splitsResponse,
    handle: (principal) => listSplits(db, principal),
  });
}
