import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListColumn } from '#shared/domain/list-view.ts';
import { gridOf } from './list-grid.ts';
import style from './customer-list.module.css';

/** What the columns are; only a guide for the eye, each row reads well without it. */
export const ListHeads = memo(function ListHeads({ columns }: { columns: readonly ListColumn[] }) {
  const { t } = useTranslation(['customers', 'list']);
  return (
    <div className={`${style.row} ${style.heads}`} style={gridOf(columns)} aria-hidden>
      <span />
      <span>{t('head.who')}</span>
      {columns.map((column) => (
        <span key={column} className={style[column]}>
          {t(`list:column.${column}`)}
        </span>
      ))}
    </div>
  );
});
