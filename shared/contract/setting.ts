/** The numbers of the rules, on every level, and setting one of them (online). */
import { z } from 'zod';
import { setSettingRequest } from '../protocol/setting.ts';
import { base } from './base.ts';

const given = z.object({
  /** The row; names what was seen when it is replaced. */
  id: z.guid(),
  value: z.number(),
  at: z.string(),
  by: z.string().nullable(),
});

export const settingView = z.object({
  key: z.string(),
  rule: z.string(),
  default: z.number(),
  min: z.number(),
  max: z.number(),
  /** Null where the level has no number of its own, or does not exist for whom is asked. */
  company: given.nullable(),
  team: given.nullable(),
  person: given.nullable(),
  /** What counts. */
  effective: z.number(),
  /** Where the person signed in may set it for whom is asked; the server decides. */
  maySet: z.array(z.enum(['company', 'team', 'person'])),
});
export type SettingView = z.infer<typeof settingView>;

const settingPlaces = z.object({
  teams: z.array(z.object({ id: z.guid(), name: z.string() })),
  people: z.array(z.object({ id: z.guid(), name: z.string(), teamId: z.guid().nullable() })),
});

export const settingContract = {
  /** Whose numbers the person signed in may look at: a rep the own, a lead the team's, an admin everybody's. */
  places: base.output(settingPlaces),
  /** For the company alone, for a team, or for a person with the person's team. Without any: for oneself. */
  list: base
    .input(
      z.object({
        teamId: z.guid().optional(),
        personId: z.guid().optional(),
        isCompany: z.boolean().optional(),
      }),
    )
    .output(
      z.object({
        teamId: z.guid().nullable(),
        personId: z.guid().nullable(),
        settings: z.array(settingView),
      }),
    ),
  set: base.input(setSettingRequest).output(z.void()),
};
