/** Imports of small files for tests: hold, preview, run, look. */
import type { ImportChoice, ImportPreview, ImportRun } from '#shared/contract/import.ts';
import type { CustomerCard } from '#shared/contract/customer.ts';
import type { Rep } from './rep.ts';

export const choice: ImportChoice = {};
export const fileOf = (text: string, name = '客户.csv') => ({ name, bytes: new TextEncoder().encode(text) });

export async function hold(rep: Rep, text: string): Promise<string> {
  return (await rep.import.inspect(fileOf(text))).importId;
}

export async function previewOf(rep: Rep, text: string): Promise<ImportPreview> {
  return rep.import.preview(await hold(rep, text), choice);
}

export async function run(rep: Rep, text: string): Promise<ImportRun> {
  rep.clock.pass(1_000);
  return rep.import.run(await hold(rep, text), choice);
}

export const cards = (rep: Rep): CustomerCard[] =>
  rep.customer.list({}, { by: 'name', direction: 'asc' }).lines.map(({ id }) => rep.customer.get(id));
export const notesOf = (rep: Rep, customerId: string): string[] =>
  rep.timeline
    .list(customerId, undefined, 100)
    .entries.flatMap((entry) => (entry.type === 'note' ? [entry.body] : []));

export const book = `姓名,手机,微信号,公司,标签,备注,来源
王小明,138 0013 8000,wxm_1,星光钢琴,钢琴,女儿八级,转介绍
李雷,13900139000,,,,,春季展会
`;
