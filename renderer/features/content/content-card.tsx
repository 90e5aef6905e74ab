import { useTranslation } from 'react-i18next';
import type { ContentKind } from './content-group.ts';
import { CopyButton } from './copy-button.tsx';
import { FillInText } from './fill-in-text.tsx';
import style from './content.module.css';

interface ContentItem {
  id: string;
  kind: ContentKind;
  title: string;
  body: string;
  concern: string;
}

export function ContentCard({ item }: { item: ContentItem }) {
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
      {item.concern && (
        <p className={style.concern}>
          <span>{t('concern')}</span> {item.concern}
        </p>
      )}
    </li>
  );
}
