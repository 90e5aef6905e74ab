import { Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { customerStatuses, sources, tiers, trustStages } from '#shared/domain/entity/book.ts';
import { useOrpc } from '../../platform/api-context.tsx';
import { NumberInput } from '../../components/number-input.tsx';
import { tagOptions } from '../../components/tag-option.ts';
import type { DraftLeaf } from './segment-draft.ts';
import style from './segment-group.module.css';

const chosen = { tier: tiers, trust: trustStages, status: customerStatuses, source: sources } as const;
const wordsOf = { tier: 'tier', trust: 'trustStage', status: 'status', source: 'source' } as const;
const longest = { quietDays: 3_650, addedDays: 3_650, orders: 10_000, paidFen: 1_000_000_000 } as const;

/** What a condition compares with. */
export function ConditionValue({ leaf, onChange }: { leaf: DraftLeaf; onChange: (leaf: DraftLeaf) => void }) {
  const { t } = useTranslation(['list', 'customers']);
  const { is } = leaf;
  const tags = useQuery(useOrpc().customer.tags.queryOptions({ enabled: is === 'tag' }));
  const label = t(`segment.kind.${is}`);
  if (is === 'due') return null;
  if (is in longest) {
    return (
      <NumberInput
        size="small"
        className={style.value}
        aria-label={label}
        min={is === 'orders' ? 1 : 0}
        max={longest[is as keyof typeof longest]}
        decimals={is === 'paidFen' ? 2 : 0}
        value={leaf.number}
        suffix={t(`segment.unit.${is}`)}
        // What cannot be taken is not filled in: the question says that it does not count.
        onChange={(number) => onChange({ ...leaf, number: number ?? null })}
      />
    );
  }
  const options =
    is === 'tag'
      ? tagOptions(tags.data ?? [], t('customers:tags.private'))
      : is === 'city'
        ? []
        : chosen[is as keyof typeof chosen].map((value) => ({
            value,
            label: t(`customers:${wordsOf[is as keyof typeof wordsOf]}.${value}`),
          }));
  return (
    <Select<string[]>
      size="small"
      mode={is === 'city' ? 'tags' : 'multiple'}
      className={style.value}
      aria-label={label}
      placeholder={t(is === 'city' ? 'segment.typeCity' : 'segment.anyOf')}
      value={leaf.values}
      options={options}
      // A chosen tag is its name; how many carry it stands in the list.
      {...(is === 'tag' && { optionLabelProp: 'value' })}
      maxCount={50}
      maxTagTextLength={10}
      onChange={(values) => onChange({ ...leaf, values: values.map((each) => each.trim()).filter(Boolean) })}
    />
  );
}
