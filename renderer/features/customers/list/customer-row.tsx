/** One line of the list. Plain elements only: some seventy of these are drawn anew on every frame of a fast scroll. */
import { CloudUploadOutlined } from '@ant-design/icons';
import type { TFunction } from 'i18next';
import { memo } from 'react';
import type { CustomerLine } from '#shared/contract/customer.ts';
import { dateOf } from '#shared/domain/calendar.ts';
import { PersonAvatar } from '../../../components/person-avatar.tsx';
import { QuietTag } from '../../../components/quiet-tag.tsx';
import { fullText } from '../../../components/time-format.ts';
import { shortDay } from './short-day.ts';
import style from './customer-list.module.css';

const shownTags = 3;

interface CustomerRowProps {
  line: CustomerLine;
  selected: boolean;
  opened: boolean;
  today: string;
  language: string;
  t: TFunction<'customers'>;
}

export const CustomerRow = memo(function CustomerRow(props: CustomerRowProps) {
  const { line, selected, opened, today, language, t } = props;
  const place = [line.company, line.city].filter(Boolean).join(' · ');
  const due = line.nextTouchOn !== null && line.nextTouchOn <= today;
  const hiddenTags = line.tags.slice(shownTags);
  return (
    <div className={style.row} data-selected={selected || undefined} data-opened={opened || undefined}>
      <PersonAvatar name={line.name} size={32} />
      <div className={style.who}>
        <div className={style.nameLine}>
          <span className={style.name} title={line.name}>
            {line.name}
          </span>
          {line.addressAs && line.addressAs !== line.name && (
            <span className={style.addressAs} title={line.addressAs}>
              {line.addressAs}
            </span>
          )}
          {line.status !== 'active' && (
            <span className={style.status} title={t(`status.${line.status}`)}>
              {t(`status.${line.status}`)}
            </span>
          )}
          {line.pending && (
            <span className={style.pending} title={t('list.pending')}>
              <CloudUploadOutlined aria-hidden />
              <span className="visually-hidden">{t('list.pending')}</span>
            </span>
          )}
        </div>
        {place && (
          <div className={style.place} title={place}>
            {place}
          </div>
        )}
      </div>
      <div className={style.tags}>
        {line.tags.slice(0, shownTags).map((tag) => (
          <QuietTag key={tag} title={tag}>
            {tag}
          </QuietTag>
        ))}
        {hiddenTags.length > 0 && (
          <span className={style.moreTags} title={hiddenTags.join('、')}>
            {t('list.moreTags', { count: hiddenTags.length })}
          </span>
        )}
      </div>
      <div>
        <span className="tier-chip" data-tier={line.tier} title={t(`tierHint.${line.tier}`)}>
          {t(`tier.${line.tier}`)}
        </span>
      </div>
      <div className={style.last} title={line.lastTouchAt ? fullText(line.lastTouchAt, language) : undefined}>
        {line.lastTouchAt ? shortDay(dateOf(line.lastTouchAt), language, today) : t('list.neverTouched')}
      </div>
      <div className={style.next} data-due={due || undefined} title={line.nextTouchOn ?? undefined}>
        {line.nextTouchOn ? shortDay(line.nextTouchOn, language, today) : t('list.noNextTouch')}
      </div>
    </div>
  );
});
