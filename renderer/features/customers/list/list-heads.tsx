import { useTranslation } from 'react-i18next';
import { useCustomerList } from '../../../stores/customer-list.ts';
import { gridOf, shownColumns } from './list-grid.ts';
import style from './customer-list.module.css';

/** What the columns are; only a guide for the eye, each row reads well without it. */
export function ListHeads() {
  const { t } = useTranslation(['customers', 'list']);
  const columns = useCustomerList((state) => state.columns);
  return (
    <div className={`${style.row} ${style.heads}`} style={gridOf(columns)} aria-hidden>
      <span />
      <span>{t('head.who')}</span>
      {shownColumns(columns).map((column) => (
        <span key={column} className={style[column]}>
          {t(`list:column.${column}`)}
        </span>
      ))}
    </div>
  );
}
