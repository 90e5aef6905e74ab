/** Where a person of a file came from, added to a card. Kept for life (B15): what is there is never replaced. */
import type { Customer } from '#shared/domain/entity/book.ts';
import { lineOf, type Person } from './person.ts';

type SourceFields = {
  -readonly [F in 'source' | 'sourcePlatform' | 'sourceCampaign' | 'sourcePlacement']?: Customer[F];
};

const parts = {
  sourcePlatform: 'platform',
  sourceCampaign: 'campaign',
  sourcePlacement: 'placement',
} as const;

/** What a new card gets. */
export function sourceFieldsOf({ origin }: Person): SourceFields {
  const fields: SourceFields = origin.source ? { source: origin.source } : {};
  for (const [field, part] of Object.entries(parts) as [keyof typeof parts, 'platform'][])
    if (origin[part] !== '') fields[field] = origin[part];
  return fields;
}

/** A word that is no source we know and names no platform: it stays as it is written. */
export function isUnknownSource({ origin, sourceWord }: Person): boolean {
  return sourceWord !== '' && origin.source === undefined && isBare(origin);
}

/** What fills the card, and the line that keeps what differs from it. */
export function sourceAddition(
  card: SourceFields,
  person: Person,
): { fields: SourceFields; differs: string[] } {
  const { origin } = person;
  if (origin.source === undefined && isBare(origin)) return { fields: {}, differs: [] };
  const known = card.source === 'unknown' ? undefined : card.source;
  const said = origin.source === 'unknown' ? undefined : origin.source;
  const differs = [lineOf('source', person.sourceWord || wordOf(person))];
  if (known && said && known !== said) return { fields: {}, differs };
  const fields: SourceFields = said && !known ? { source: said } : {};
  let isOther = false;
  for (const [field, value] of Object.entries(sourceFieldsOf(person)) as ['sourcePlatform', string][]) {
    if ((field as string) === 'source') continue;
    if (!card[field]) fields[field] = value;
    else if (card[field] !== value) isOther = true;
  }
  // Parts of two sources make no third one.
  return isOther ? { fields: {}, differs } : { fields, differs: [] };
}

function isBare({ platform, campaign, placement }: Person['origin']): boolean {
  return platform === '' && campaign === '' && placement === '';
}

function wordOf({ origin: { platform, campaign, placement } }: Person): string {
  return [platform, campaign, placement].filter((part) => part !== '').join(' · ');
}
