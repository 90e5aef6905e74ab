import { useTranslation } from 'react-i18next';
import style from './customer-list.module.css';

/** What the columns are; only a guide for the eye, each row reads well without it. */
export function ListHeads() {
  const { t } = useTranslation('customers');
  return (
    <div className={`${style.row} ${style.heads}`} aria-hidden>
      <span />
      <span>{t('head.who')}</span>
      <span className={style.tags}>{t('head.tags')}</span>
      <span>{t('head.tier')}</span>
      <span className={style.last}>{t('head.last')}</span>
      <span className={style.next}>{t('head.next')}</span>
    </div>
  );
}
