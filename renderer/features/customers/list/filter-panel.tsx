/** The questions a rep asks of the book: who of this tier, with these tags, who is due. */
import { Button, Checkbox, Select } from 'antd';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from '@tanstack/react-query';
import { customerStatuses, tiers } from '#shared/domain/entity/book.ts';
import { useOrpc } from '../../../platform/api-context.tsx';
import {
  clearCustomerFilter,
  isFiltered,
  setCustomerFilter,
  toggled,
  useCustomerList,
} from '../../../stores/customer-list.ts';
import { ChoiceChips } from '../../../components/choice-chips.tsx';
import { tagOptions } from '../../../components/tag-option.ts';
import { SegmentEditor } from './segment-editor.tsx';
import { ViewList } from './view-list.tsx';
import style from './filter-panel.module.css';

export const FilterPanel = memo(function FilterPanel() {
  const { t } = useTranslation('customers');
  const orpc = useOrpc();
  const filter = useCustomerList((state) => state.filter);
  const tags = useQuery(orpc.customer.tags.queryOptions());
  return (
    <section className={style.panel} aria-label={t('filter.label')}>
      <ViewList />
      <Checkbox
        checked={filter.due ?? false}
        onChange={(event) => setCustomerFilter({ due: event.target.checked })}
      >
        {t('filter.due')}
      </Checkbox>
      <Checkbox
        checked={filter.tierMoved ?? false}
        onChange={(event) => setCustomerFilter({ tierMoved: event.target.checked })}
      >
        {t('filter.tierMoved')}
      </Checkbox>
      <section>
        <h3>{t('filter.tier')}</h3>
        <ChoiceChips
          label={t('filter.tier')}
          choices={tiers.map((tier) => ({
            value: tier,
            label: t(`tier.${tier}`),
            hint: t(`tierHint.${tier}`),
          }))}
          chosen={filter.tiers ?? []}
          onChoose={(tier) => setCustomerFilter({ tiers: toggled(filter.tiers, tier) })}
        />
      </section>
      <section>
        <h3 id="customer-filter-tags">{t('filter.tags')}</h3>
        <Select
          mode="multiple"
          aria-labelledby="customer-filter-tags"
          className={style.wide}
          placeholder={t('filter.tagsPlaceholder')}
          value={filter.tags ?? []}
          onChange={(names: string[]) => setCustomerFilter({ tags: names })}
          options={tagOptions(tags.data ?? [], t('tags.private'))}
          loading={tags.isPending}
          maxTagTextLength={10}
          allowClear
        />
      </section>
      <SegmentEditor />
      <section>
        <h3>{t('filter.status')}</h3>
        <ChoiceChips
          label={t('filter.status')}
          choices={customerStatuses.map((status) => ({ value: status, label: t(`status.${status}`) }))}
          chosen={filter.statuses ?? []}
          onChoose={(status) => setCustomerFilter({ statuses: toggled(filter.statuses, status) })}
        />
      </section>
      <Checkbox
        checked={filter.deleted ?? false}
        onChange={(event) => setCustomerFilter({ deleted: event.target.checked })}
      >
        {t('filter.deleted')}
      </Checkbox>
      {isFiltered(filter) && (
        <Button size="small" onClick={clearCustomerFilter}>
          {t('filter.clear')}
        </Button>
      )}
    </section>
  );
});
