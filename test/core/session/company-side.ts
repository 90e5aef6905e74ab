/** What an admin does and sees, and what lies on the disk of a device. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CompanyServer } from '#test/support/company-server.ts';
import { testPassword, type TestCore } from '#test/support/test-core.ts';
import { signIn } from '../../server/device.ts';

export interface AdminDevice {
  id: string;
  personName: string;
  status: string;
  unsent: number | null;
  wipedAt: string | null;
}

export async function adminOf(server: CompanyServer) {
  const admin = await signIn(server.url, 'admin');
  let lastRep = 0;
  async function devices(personName: string): Promise<AdminDevice[]> {
    const { body } = await admin.get('/v1/admin/devices');
    return (body as { devices: AdminDevice[] }).devices.filter((device) => device.personName === personName);
  }
  async function post(path: string, body: unknown): Promise<unknown> {
    const answer = await admin.post(path, body);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.text}`);
    return answer.body;
  }
  return {
    devices,
    post,
    /** A rep of its own, with an empty book: `account` and `name` are the same. */
    async newRep(): Promise<{ id: string; account: string }> {
      lastRep += 1;
      const account = `fresh${lastRep}`;
      const body = {
        name: account,
        account,
        password: testPassword,
        role: 'rep',
        teamId: server.company.teams[0].id,
      };
      const { personId } = (await post('/v1/admin/person/create', body)) as { personId: string };
      return { id: personId, account };
    },
    /** Of the person's only device that still stands. */
    async revoke(personName: string, mode: 'drain' | 'wipe'): Promise<void> {
      const device = (await devices(personName)).find(({ status }) =>
        ['active', 'draining'].includes(status),
      )!;
      await post('/v1/admin/device/revoke', { deviceId: device.id, mode });
    },
    async code(personId: string): Promise<string> {
      return ((await post('/v1/admin/enrolment-code', { personId })) as { code: string }).code;
    },
    /** How often the audit log says so of the person. */
    async timesDone(action: string, personId: string): Promise<number> {
      const { body } = await admin.get('/v1/admin/audit');
      const { entries } = body as { entries: { action: string; detail: unknown }[] };
      return entries.filter(
        (entry) => entry.action === action && JSON.stringify(entry.detail).includes(personId),
      ).length;
    },
  };
}

/** Asks again until the answer is yes; fails after ten seconds with what was wanted. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`did not come about within 10 s: ${what}`);
}

export function profileFolder({ dataDir }: Pick<TestCore, 'dataDir'>): string {
  const root = join(dataDir, 'profiles');
  return join(root, readdirSync(root)[0]!);
}

/** Every file that is left of profiles, wherever. */
export function profileFiles({ dataDir }: Pick<TestCore, 'dataDir'>): string[] {
  const root = join(dataDir, 'profiles');
  return existsSync(root) ? readdirSync(root, { recursive: true, encoding: 'utf8' }) : [];
}

/** Which of the texts stand anywhere under the data folder. */
export function found({ dataDir }: Pick<TestCore, 'dataDir'>, texts: readonly string[]): string[] {
  const entries = readdirSync(dataDir, { recursive: true, withFileTypes: true });
  const bytes = entries
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
  return texts.filter((text) => bytes.some((content) => content.includes(text)));
}
