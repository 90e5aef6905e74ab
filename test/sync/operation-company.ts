/** What the company does: books change hands, people move and leave, devices are shut out, servers are restored. */
import { companyIdOf } from './identity.ts';
import { pairOf } from './observe.ts';
import type { Operation } from './operation.ts';
import { backUp, judge, restoreServer } from './scene.ts';

export const companyOperations = {
  reassign: {
    weight: 4,
    async run(scene, _device, a, b) {
      const { reps } = scene.world.company;
      const bookId = reps[a % reps.length]!.bookId!;
      const owner = scene.history.state.rows.get(`book/${bookId}`)!.owner_id;
      const toPersonId = reps[b % reps.length]!.id;
      await scene.world.command('/v1/admin/book/reassign', {
        bookId,
        fromPersonId: owner,
        toPersonId,
        reason: 'sim',
      });
      await judge(scene);
    },
  },
  moveTeam: {
    weight: 1,
    async run(scene, device, a) {
      const { teams } = scene.world.company;
      await scene.world.moveTeam(device.person.id, teams[a % teams.length]!.id);
      await judge(scene);
    },
  },
  revoke: {
    weight: 1,
    async run(scene, device, a) {
      const deviceId = companyIdOf(device);
      if (!deviceId) return;
      if (a % 3 === 0) scene.wipeOrdered.add(device.person.id);
      await scene.world.command('/v1/admin/device/revoke', { deviceId, mode: a % 3 ? 'drain' : 'wipe' });
      await judge(scene);
    },
  },
  /** Somebody leaves: what the devices hold is handed in, then they are wiped; the books wait for a successor. */
  leaveCompany: {
    weight: 1,
    async run(scene, device) {
      await scene.world.command('/v1/admin/person/leave', { personId: device.person.id });
      await judge(scene);
    },
  },
  /** A number of the rules, for the company, a team or a person; null takes it back. */
  setting: {
    weight: 1,
    async run(scene, device, a, b) {
      const { teams } = scene.world.company;
      const [teamId, personId] = [
        b % 3 === 1 ? teams[a % teams.length]!.id : null,
        b % 3 === 2 ? device.person.id : null,
      ];
      const request = { key: 'day.minutes', value: a % 4 ? 60 + a : null, teamId, personId };
      await scene.world.command('/v1/setting/set', request);
      await judge(scene);
    },
  },
  /** Halved caps of promo that may come back (rules.md R4). */
  signPromo: {
    weight: 1,
    async run(scene, device, a) {
      await scene.world.command('/v1/review/sign-promo', { personId: device.person.id, signed: a % 3 > 0 });
      await judge(scene);
    },
  },
  /** The lead approves a campaign, refuses it, or takes that back. */
  decideCampaign: {
    weight: 1,
    async run(scene, _device, a, b) {
      const asked = [...scene.history.state.rows].flatMap(([key, row]) =>
        key.startsWith('campaign/') && row.is_asked && row.deleted_at === null ? [row.id] : [],
      );
      const campaignId = asked[a % Math.max(1, asked.length)];
      if (campaignId === undefined) return;
      const decision = ([null, 'approved', 'refused'] as const)[b % 3];
      await scene.world.command('/v1/review/decide-campaign', { campaignId, decision, reason: 'sim' });
      await judge(scene);
    },
  },
  backup: {
    weight: 2,
    run: (scene) => backUp(scene),
  },
  restoreServer: {
    weight: 1,
    async run(scene, _device, a) {
      const backup = scene.backups[a % Math.max(1, scene.backups.length)];
      if (backup) await restoreServer(scene, backup);
    },
  },
  /** Some customers go to another book. A pair stays together. */
  split: {
    weight: 3,
    async run(scene, _device, a, b) {
      const { reps } = scene.world.company;
      const [fromBookId, toBookId] = [reps[a % reps.length]!.bookId!, reps[b % reps.length]!.bookId!];
      const { rows } = scene.history.state;
      const paired = new Set([1, 2, 3].flatMap(pairOf));
      const customerIds = [...rows.keys()]
        .filter((key) => key.startsWith('customer/') && rows.get(key)!.scope_id === fromBookId)
        .map((key) => rows.get(key)!.id)
        .filter((id) => !paired.has(id))
        .filter((_, index) => (index + a + b) % 3 !== 0);
      if (customerIds.length === 0) return;
      const fromPersonId = rows.get(`book/${fromBookId}`)!.owner_id;
      const request = { fromBookId, fromPersonId, toBookId, customerIds, reason: 'sim' };
      await scene.world.command('/v1/admin/book/split', request);
      await scene.world.splitsDone();
      await judge(scene);
    },
  },
  /** Tombstones are cleared away: what was deleted by now is forgotten. */
  prune: {
    weight: 1,
    async run(scene) {
      await judge(scene);
      await scene.world.prune();
      scene.isPruned = true;
      await judge(scene);
    },
  },
} satisfies Record<string, Operation>;
