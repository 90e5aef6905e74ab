/** The company's SOPs as the server keeps them: leads look, admins change, online only. */
import {
  sopAudienceCount,
  sopChangeResponse,
  sopListResponse,
  type SopAudienceRequest,
  type SopChange,
  type SopChangeResult,
} from '#shared/protocol/sop.ts';
import type { CoreContext } from '../core-context.ts';

export function createSopService({ server, syncLoop }: Pick<CoreContext, 'server' | 'syncLoop'>) {
  return {
    list: () => server.get('/v1/sop/list', sopListResponse),

    audience: (request: SopAudienceRequest) => server.post('/v1/sop/audience', request, sopAudienceCount),

    async change(change: SopChange): Promise<SopChangeResult> {
      const made = await server.post('/v1/sop/change', change, sopChangeResponse);
      await syncLoop.now();
      return made;
    },
  };
}
