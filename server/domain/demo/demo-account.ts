/** The accounts the start script prints. A demo company is for trying out: one easy password for all. */
import type { Role } from '#shared/domain/entity/company.ts';
import { repCharacters } from './rep-character.ts';

export const demoPassword = 'zouxin-demo';

export interface DemoAccount {
  role: Role;
  account: string;
  password: string;
  name: string;
}

export const teamLeads = [
  { account: 'lead', name: '沈静怡', team: 'east' },
  { account: 'lead2', name: '林嘉豪', team: 'south' },
] as const;

export const demoAdmin = { account: 'admin', name: '苏明' } as const;

/** First the three to try: rep, lead, admin; then all others. */
export const demoAccounts: readonly DemoAccount[] = [
  accountOf('rep', repCharacters[0]!),
  accountOf('lead', teamLeads[0]),
  accountOf('admin', demoAdmin),
  ...repCharacters.slice(1).map((rep) => accountOf('rep', rep)),
  accountOf('lead', teamLeads[1]),
];

function accountOf(role: Role, { account, name }: { account: string; name: string }): DemoAccount {
  return { role, account, password: demoPassword, name };
}
