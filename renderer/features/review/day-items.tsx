import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReviewItems } from '#shared/protocol/review.ts';
import { tiers } from '#shared/domain/entity/book.ts';
import { QuietTag } from '../../components/quiet-tag.tsx';
import { TierChip } from '../../components/tier-chip.tsx';
import { timeText } from '../../components/time-format.ts';
import { EntryEvidence, hasEvidence } from './entry-evidence.tsx';
import style from './review.module.css';

type Item = ReviewItems['items'][number];

const isUndone = (status: Item['status']): boolean => status === 'open' || status === 'later';

/** What shows that a step was done stands with the step. `isOver`: what was left open has expired (practices.md G01). */
export function DayItems({
  items,
  entries,
  isOver,
}: Pick<ReviewItems, 'items' | 'entries'> & { isOver: boolean }) {
  const { t, i18n } = useTranslation('review');
  const shown = Map.groupBy(entries.filter(hasEvidence), ({ planItemId }) => planItemId);
  return (
    <Table<Item>
      size="small"
      rowKey="id"
      pagination={{ pageSize: 60, hideOnSinglePage: true, showSizeChanger: false }}
      dataSource={items}
      expandable={{
        expandedRowKeys: items.map(({ id }) => id).filter((id) => shown.has(id)),
        showExpandColumn: false,
        expandedRowClassName: style.shown ?? '',
        expandedRowRender: ({ id }) =>
          shown
            .get(id)
            ?.map((entry) => <EntryEvidence key={entry.id} evidence={entry.evidence} files={entry.files} />),
      }}
      locale={{ emptyText: t('panel.noItems') }}
      columns={[
        {
          title: t('panel.customer'),
          render: (_, { customerName, tier }) => {
            const known = tiers.find((each) => each === tier);
            return (
              <span className={style.customer}>
                <span>{customerName}</span>
                {known && <TierChip tier={known} />}
              </span>
            );
          },
        },
        { title: t('panel.kind'), width: 104, render: (_, { kind }) => t(`itemKind.${kind}`) },
        {
          title: t('panel.status'),
          width: 200,
          render: (_, { status, isLate, skipReason, isDisplaced, isOverload, isTakenOff }) => (
            <span className={style.status}>
              <span className={status === 'open' ? style.faint : undefined}>
                {t(`status.${isOver && !isDisplaced && isUndone(status) ? 'expired' : status}`)}
              </span>
              {isLate && <QuietTag tone="amber">{t('panel.late')}</QuietTag>}
              {isDisplaced && (
                <QuietTag title={t(isTakenOff ? 'panel.takenOffHelp' : 'panel.displacedHelp')}>
                  {t(isTakenOff ? 'panel.takenOff' : 'panel.displaced')}
                </QuietTag>
              )}
              {isOverload && !isDisplaced && (
                <QuietTag tone="amber" title={t('panel.overloadHelp')}>
                  {t('panel.overload')}
                </QuietTag>
              )}
              {skipReason && <span className={style.faint}>{t(`skip.${skipReason}`)}</span>}
            </span>
          ),
        },
        {
          title: t('panel.at'),
          width: 72,
          align: 'right',
          className: style.number ?? '',
          render: (_, { statusAt }) => statusAt && timeText(statusAt, i18n.language),
        },
      ]}
    />
  );
}
