/** The company's SOPs: `GET /v1/sop/list`, `POST /v1/sop/change`, `POST /v1/sop/audience` (rules.md R8). */
import { z } from 'zod';
import { sopPurposes, sopStep, sopTriggers } from '../domain/entity/company.ts';
import { audience, changesByItself } from '../domain/segment/audience.ts';
import { segment } from '../domain/segment/segment.ts';
import { sopLimits, sopProblems, sopOf } from '../domain/plan/sop/check.ts';

const storable = (value: string) => value.isWellFormed() && !value.includes('\0');

const fields = z
  .strictObject({
    name: z.string().max(sopLimits.name).refine(storable, 'UNSTORABLE_TEXT'),
    purpose: z.enum(sopPurposes),
    startsBy: z.enum(sopTriggers),
    /** Of `keyDate` only: how many days before it the SOP begins. */
    leadDays: z.int().nullable(),
    /** The saved segment it begins for; an older client leaves it out: for everybody. */
    startsFor: audience.nullable().default(null),
    steps: z
      .array(sopStep)
      .max(sopLimits.steps)
      .refine(
        (steps) => steps.every(({ title, body }) => storable(title) && storable(body)),
        'UNSTORABLE_TEXT',
      ),
  })
  .refine((sop) => sopProblems(sop).length === 0, 'NO_SOP')
  .transform(sopOf);

const code = z.string().min(1).max(50);
/** The newest edition that was seen; another one by now is STALE. */
const seenEdition = z.int();

export const sopChange = z.discriminatedUnion('do', [
  /** The first edition of a new one, from today on. */
  z.strictObject({ do: z.literal('create'), fields }),
  /** Another edition, for who starts tomorrow or later: whoever is on the SOP stays on theirs. */
  z.strictObject({ do: z.literal('publish'), code, seenEdition, fields }),
  /** Undo of create and publish, as long as nobody can be on it: STALE afterwards. */
  z.strictObject({ do: z.literal('takeBack'), code, seenEdition }),
  /** Nobody is put on it any more; who is on it goes on. */
  z.strictObject({ do: z.literal('retire'), code, seenEdition }),
  z.strictObject({ do: z.literal('restore'), code, seenEdition }),
  /** One that came with the program, for who starts from today; STALE where the company has one of the code. */
  z.strictObject({ do: z.literal('addStarter'), code }),
]);
export type SopChange = z.infer<typeof sopChange>;
/** What a client sends. */
export type SopChangeInput = z.input<typeof sopChange>;

export const sopChangeResponse = z.object({ code: z.string(), edition: z.int() });
export type SopChangeResult = z.infer<typeof sopChangeResponse>;

export const sopEditionLine = z.object({
  edition: z.int(),
  name: z.string(),
  purpose: z.enum(sopPurposes),
  startsBy: z.enum(sopTriggers),
  leadDays: z.int().nullable(),
  /** An older server leaves it out. */
  startsFor: audience.nullable().default(null),
  /** For who starts on this day or later; null: since ever. */
  fromOn: z.string().nullable(),
  publishedAt: z.string(),
  publishedBy: z.string().nullable(),
  steps: z.array(z.object(sopStep.shape)),
  /** Customers of the company who are on this edition now. */
  running: z.int(),
});
export type SopEditionLine = z.infer<typeof sopEditionLine>;

const sopStarter = z.object({ code: z.string(), name: z.string() });
export type SopStarter = z.infer<typeof sopStarter>;

export const sopListResponse = z.object({
  /** Those that come with the program and that this company does not have; an older server leaves them out. */
  startersLeft: z.array(sopStarter).default([]),
  sops: z.array(
    z.object({
      code: z.string(),
      /** It came with the program. */
      isStarter: z.boolean(),
      retiredAt: z.string().nullable(),
      /** The newest first. */
      editions: z.array(sopEditionLine).min(1),
    }),
  ),
});
export type SopLine = z.infer<typeof sopListResponse>['sops'][number];

/** Whom a saved view means; one that changes by itself is for no SOP and refused. */
export const sopAudienceRequest = z.strictObject({
  segment: segment.refine((asked) => !changesByItself(asked), 'CHANGES_BY_ITSELF'),
});
export type SopAudienceRequest = z.infer<typeof sopAudienceRequest>;
/** Customers of the company it means now, and all whom a SOP may reach. */
export const sopAudienceCount = z.object({ customers: z.int(), of: z.int() });
export type SopAudienceCount = z.infer<typeof sopAudienceCount>;
