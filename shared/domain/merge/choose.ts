/** The fields of the card that two become, by what was chosen. Pure. */
import { partOf, mergePartNames, type MergeChoice, type MergeFields, type MergePart } from './part.ts';

export interface PartOffer {
  part: MergePart;
  /** Both say the same: there is nothing to choose. */
  isSame: boolean;
  isKeptEmpty: boolean;
  isOtherEmpty: boolean;
  canJoin: boolean;
  proposed: MergeChoice;
}

export type Choices = Partial<Record<MergePart, MergeChoice>>;

/** In the order they are shown in. What only one card says is proposed as it is. */
export function partOffers(kept: MergeFields, other: MergeFields): PartOffer[] {
  return mergePartNames.map((name) => {
    const part = partOf(name);
    const isSame = part.fields.every((field) => isEqual(kept[field], other[field]));
    const isKeptEmpty = part.isEmpty(kept);
    const isOtherEmpty = part.isEmpty(other);
    const canJoin = !isSame && !isKeptEmpty && !isOtherEmpty && part.join?.(kept, other) !== undefined;
    const proposed = isSame || isOtherEmpty ? 'kept' : isKeptEmpty ? 'other' : part.propose(kept, other);
    return { part: name, isSame, isKeptEmpty, isOtherEmpty, canJoin, proposed };
  });
}

/** What changes on the kept card; a choice that cannot be had (`both` of what does not fit) is as proposed. */
export function chosenFields(kept: MergeFields, other: MergeFields, choices: Choices): Partial<MergeFields> {
  const changed: Record<string, unknown> = {};
  for (const { part: name, isSame, canJoin, proposed } of partOffers(kept, other)) {
    if (isSame) continue;
    const wanted = choices[name] ?? proposed;
    const choice = wanted === 'both' && !canJoin ? (proposed === 'both' ? 'kept' : proposed) : wanted;
    if (choice === 'kept') continue;
    const part = partOf(name);
    const values = choice === 'both' ? part.join!(kept, other)! : other;
    for (const field of part.fields) {
      if (!isEqual(kept[field], values[field])) changed[field] = values[field];
    }
  }
  return changed;
}

/** Of values that JSON can hold. */
export function isEqual(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
