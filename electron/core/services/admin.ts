/** The admin's lists and commands: online only, authorised by the server, never queued. */
import type { z } from 'zod';
import * as protocol from '#shared/protocol/admin.ts';
import type { CoreContext } from '../core-context.ts';

type Input<S extends z.ZodType> = z.infer<S>;

export function createAdminService({ server }: CoreContext) {
  return {
    people: () => server.get('/v1/admin/people', protocol.peopleResponse),
    devices: () => server.get('/v1/admin/devices', protocol.devicesResponse),
    audit: () => server.get('/v1/admin/audit', protocol.auditResponse),
    createPerson: (input: Input<typeof protocol.createPersonRequest>) =>
      server.post('/v1/admin/person/create', input, protocol.createPersonResponse),
    leave: (input: Input<typeof protocol.leaveRequest>) =>
      server.post('/v1/admin/person/leave', input, protocol.okResponse),
    createEnrolmentCode: (input: Input<typeof protocol.enrolmentCodeRequest>) =>
      server.post('/v1/admin/enrolment-code', input, protocol.enrolmentCodeResponse),
    setEnrolmentPolicy: (input: Input<typeof protocol.enrolmentPolicyRequest>) =>
      server.post('/v1/admin/enrolment-policy', input, protocol.okResponse),
    revokeDevice: (input: Input<typeof protocol.revokeDeviceRequest>) =>
      server.post('/v1/admin/device/revoke', input, protocol.okResponse),
    previewBook: (input: Input<typeof protocol.bookPreviewRequest>) =>
      server.post('/v1/admin/book/preview', input, protocol.bookPreviewResponse),
    reassign: (input: Input<typeof protocol.reassignRequest>) =>
      server.post('/v1/admin/book/reassign', input, protocol.reassignResponse),
    bookCustomers: (input: Input<typeof protocol.bookCustomersRequest>) =>
      server.post('/v1/admin/book/customers', input, protocol.bookCustomersResponse),
    split: (input: Input<typeof protocol.splitRequest>) =>
      server.post('/v1/admin/book/split', input, protocol.splitResponse),
    splits: () => server.get('/v1/admin/book/splits', protocol.splitsResponse),
  };
}
