/** What is being written of a SOP; kept while one moves through the program, until it is published or dropped. */
import { useState } from 'react';
import type { SopStep } from '#shared/domain/entity/company.ts';
import type { SopFields } from '#shared/domain/plan/sop/check.ts';
import type { SopEditionLine } from '#shared/protocol/sop.ts';
import { useDraft } from '../../../stores/draft.ts';

export const emptySop: SopFields = {
  name: '',
  purpose: 'care',
  startsBy: 'hand',
  leadDays: null,
  startsFor: null,
  steps: [newStep(0)],
};

export function newStep(offsetDays: number): SopStep {
  return { offsetDays, title: '', body: '', touchClass: 'care', hard: false, minutes: 4 };
}

export function fieldsOf({ name, purpose, startsBy, leadDays, startsFor, steps }: SopEditionLine): SopFields {
  return { name, purpose, startsBy, leadDays, startsFor, steps };
}

/** @param key the code of the SOP, or what a new one comes from. */
export function useSopDraft(key: string, initial: SopFields) {
  const [text, setText] = useDraft(`sop:${key}`);
  const [wasKept, setKept] = useState(text !== '');
  // A draft of a former version of the program knows nothing of whom it is for.
  const fields = text === '' ? initial : { ...initial, ...(JSON.parse(text) as SopFields) };
  return {
    fields,
    wasKept,
    isChanged: text !== '' && text !== JSON.stringify(initial),
    change: (part: Partial<SopFields>) => setText(JSON.stringify({ ...fields, ...part })),
    drop: () => {
      setKept(false);
      setText('');
    },
  };
}
