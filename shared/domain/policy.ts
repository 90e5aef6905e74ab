/**
 * Who may do what: one table of role × subject × action × reach. The server refuses by it and the program hides by
 * it; the server alone decides. What is not listed is forbidden.
 */
import type { Role } from './entity/company.ts';

/**
 * `customer`: every entity of a book. `plan`: every entity of a user scope. `directory`: every entity of the company
 * scope. `execution`: what was done, and what a lead signs of it. `export`: customers into a file; beyond `own` without the
 * daily limit of R17. The others are subjects of commands and lists of the server.
 */
export const subjects = [
  'customer',
  'plan',
  'directory',
  'execution',
  'person',
  'device',
  'book',
  'audit',
  'setting',
  'export',
  'content',
  'tag',
  'sop',
] as const;
export type Subject = (typeof subjects)[number];

export const actions = ['read', 'write', 'list', 'create', 'leave', 'enrol', 'revoke', 'reassign'] as const;
export type Action = (typeof actions)[number];

/** Whose things: one's own, the own team's, the company's. A wider reach includes the narrower ones. */
export const reaches = ['own', 'team', 'company'] as const;
export type Reach = (typeof reaches)[number];

interface Grant {
  readonly roles: readonly Role[];
  readonly subject: Subject;
  readonly actions: readonly Action[];
  readonly reach: Reach;
}

export const policy: readonly Grant[] = [
  { roles: ['rep', 'lead', 'admin'], subject: 'customer', actions: ['read', 'write'], reach: 'own' },
  { roles: ['rep', 'lead', 'admin'], subject: 'plan', actions: ['read', 'write'], reach: 'own' },
  { roles: ['rep', 'lead', 'admin'], subject: 'directory', actions: ['read'], reach: 'company' },
  { roles: ['lead'], subject: 'execution', actions: ['read', 'write'], reach: 'team' },
  { roles: ['admin'], subject: 'execution', actions: ['read', 'write'], reach: 'company' },
  { roles: ['admin'], subject: 'person', actions: ['list', 'create', 'leave', 'enrol'], reach: 'company' },
  { roles: ['admin'], subject: 'device', actions: ['list', 'revoke', 'enrol'], reach: 'company' },
  { roles: ['admin'], subject: 'book', actions: ['list', 'reassign'], reach: 'company' },
  { roles: ['admin'], subject: 'audit', actions: ['list'], reach: 'company' },
  { roles: ['rep', 'lead'], subject: 'export', actions: ['create'], reach: 'own' },
  { roles: ['admin'], subject: 'export', actions: ['create'], reach: 'company' },
  // Of oneself only what setting-level.ts lists; leads set their own numbers as those of anybody in the team.
  { roles: ['rep'], subject: 'setting', actions: ['write'], reach: 'own' },
  { roles: ['lead'], subject: 'setting', actions: ['write'], reach: 'team' },
  { roles: ['admin'], subject: 'setting', actions: ['write'], reach: 'company' },
  // The offers of the library.
  { roles: ['lead', 'admin'], subject: 'content', actions: ['write'], reach: 'company' },
  // The dictionary with how many customers carry each tag; its names alone are part of the directory.
  { roles: ['lead', 'admin'], subject: 'tag', actions: ['list'], reach: 'company' },
  { roles: ['admin'], subject: 'tag', actions: ['write'], reach: 'company' },
  // SOPs with how many customers are on each edition; their steps alone are part of the directory.
  { roles: ['lead', 'admin'], subject: 'sop', actions: ['list'], reach: 'company' },
  { roles: ['admin'], subject: 'sop', actions: ['write'], reach: 'company' },
];

/** Whether the role may do the action on a subject that lies as far away as `reach` says. */
export function isAllowed(role: Role, action: Action, subject: Subject, reach: Reach): boolean {
  return policy.some(
    (grant) =>
      grant.subject === subject &&
      grant.roles.includes(role) &&
      grant.actions.includes(action) &&
      reaches.indexOf(grant.reach) >= reaches.indexOf(reach),
  );
}
