import { useTranslation } from 'react-i18next';
import type { ContentItemView } from '#shared/contract/company.ts';
import { CopyButton } from './copy-button.tsx';
import { FillInText } from './fill-in-text.tsx';
import { OfferLine } from './offer-line.tsx';
import style from './content.module.css';

interface ContentCardProps {
  item: ContentItemView;
  /** For those who may change offers. */
  onEdit?: (() => void) | undefined;
}

export function ContentCard({ item, onEdit }: ContentCardProps) {
  const { t } = useTranslation('content');
  return (
    <li className={style.card} data-copy-text={item.body} aria-label={item.title}>
      <header className={style.cardHead}>
        <h3>{item.title}</h3>
        <CopyButton title={item.title} text={item.body} />
      </header>
      <p className={style.body}>
        <FillInText text={item.body} />
      </p>
      <OfferLine item={item} onEdit={onEdit} />
      {item.concern && (
        <p className={style.concern}>
          <span>{t('concern')}</span> {item.concern}
        </p>
      )}
    </li>
  );
}
