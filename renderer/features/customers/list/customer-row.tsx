/** One line of the list. Plain elements only: some seventy of these are drawn anew on every frame of a fast scroll. */
import { CheckOutlined, CloudUploadOutlined } from '@ant-design/icons';
import type { TFunction } from 'i18next';
import { memo } from 'react';
import type { CustomerLine } from '#shared/contract/customer.ts';
import { dateOf } from '#shared/domain/calendar.ts';
import type { FactColumn, ListColumn } from '#shared/domain/list-view.ts';
import { hitFields } from '#shared/contract/search.ts';
import { MarkedText } from '../../../components/marked-text.tsx';
import { PersonAvatar } from '../../../components/person-avatar.tsx';
import { QuietTag } from '../../../components/quiet-tag.tsx';
import { fullText } from '../../../components/time-format.ts';
import { shortDay } from './short-day.ts';
import style from './customer-list.module.css';

const shownTags = 3;

interface CustomerRowProps {
  line: CustomerLine;
  columns: readonly ListColumn[];
  selected: boolean;
  picked: boolean;
  opened: boolean;
  today: string;
  language: string;
  t: TFunction<['customers', 'list', 'common']>;
  /** With shift: everything from the last one picked. */
  onPick: (range: boolean) => void;
}

export const CustomerRow = memo(function CustomerRow(props: CustomerRowProps) {
  const { line, columns, selected, picked, opened, today, language, t, onPick } = props;
  const place = [line.company, line.city].filter(Boolean).join(' · ');
  return (
    <div
      className={style.row}
      data-selected={selected || undefined}
      data-opened={opened || undefined}
      data-picked={picked || undefined}
    >
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- x does it */}
      <div
        className={style.pick}
        title={t('list:pick')}
        onClick={(event) => {
          event.stopPropagation();
          onPick(event.shiftKey);
        }}
      >
        <PersonAvatar name={line.name} size={32} />
        <span className={style.check} aria-hidden>
          <CheckOutlined />
        </span>
      </div>
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
        {line.hit && line.hit.field !== 'name' ? <Hit hit={line.hit} t={t} /> : null}
        {place && (!line.hit || line.hit.field === 'name') && (
          <div className={style.place} title={place}>
            {place}
          </div>
        )}
      </div>
      {columns.map((column) => (
        <Cell key={column} column={column} line={line} today={today} language={language} t={t} />
      ))}
    </div>
  );
});

/** Why they were found, where the name does not say it. */
function Hit({ hit, t }: { hit: NonNullable<CustomerLine['hit']>; t: CustomerRowProps['t'] }) {
  const kind = (hitFields as readonly string[]).includes(hit.field) ? 'field' : 'entity';
  return (
    <div className={style.hit} title={hit.text}>
      <span>{t(`common:palette.${kind}.${hit.field}`)}</span> <MarkedText text={hit.text} marks={hit.marks} />
    </div>
  );
}

/** Empty until the list has come with its facts. */
function FactCell({
  column,
  facts,
  today,
  language,
  t,
}: Pick<CellProps, 'today' | 'language' | 't'> & { column: FactColumn; facts: CustomerLine['facts'] }) {
  if (!facts) return <div className={style.fact} />;
  switch (column) {
    case 'order':
      return (
        <div className={style.fact} title={facts.lastOrderOn ?? undefined}>
          {facts.lastOrderOn ? shortDay(facts.lastOrderOn, language, today) : t('list:none')}
        </div>
      );
    case 'promises':
      return <div className={style.fact}>{facts.openPromises || t('list:none')}</div>;
    case 'household':
      return <div className={style.fact}>{facts.household || t('list:none')}</div>;
    case 'portrait':
      return <div className={style.fact}>{`${facts.portrait}%`}</div>;
    case 'tierWhy': {
      const why = facts.tierWhy;
      if (!why) return <div className={style.tierWhy}>{t('list:none')}</div>;
      const reason = why.byRule ? t('list:tierWhy.byRule') : why.reason;
      return (
        <div className={style.tierWhy} title={[why.on, why.byName, reason].filter(Boolean).join(' · ')}>
          {reason}
        </div>
      );
    }
    case 'keyDate': {
      const next = facts.keyDate;
      if (!next) return <div className={style.fact}>{t('list:none')}</div>;
      const what = next.label || t(`list:keyDate.${next.kind}`);
      return (
        <div className={style.fact} title={`${what} ${next.on}`}>
          {what} {shortDay(next.on, language, today)}
        </div>
      );
    }
  }
}

type CellProps = Pick<CustomerRowProps, 'line' | 'today' | 'language' | 't'> & { column: ListColumn };

function Cell({ column, line, today, language, t }: CellProps) {
  switch (column) {
    case 'tags': {
      const hidden = line.tags.slice(shownTags);
      return (
        <div className={style.tags}>
          {line.tags.slice(0, shownTags).map((tag) => (
            <QuietTag key={tag} title={tag}>
              {tag}
            </QuietTag>
          ))}
          {hidden.length > 0 && (
            <span className={style.moreTags} title={hidden.join('、')}>
              {t('list.moreTags', { count: hidden.length })}
            </span>
          )}
        </div>
      );
    }
    case 'tier':
      return (
        <div className={style.tier}>
          <span className="tier-chip" data-tier={line.tier} title={t(`tierHint.${line.tier}`)}>
            {t(`tier.${line.tier}`)}
          </span>
        </div>
      );
    case 'trust':
      return <div className={style.trust}>{t(`trustStage.${line.trustStage}`)}</div>;
    case 'city':
      return (
        <div className={style.city} title={line.city}>
          {line.city}
        </div>
      );
    case 'added':
      return (
        <div className={style.added} title={line.addedOn}>
          {shortDay(line.addedOn, language, today)}
        </div>
      );
    case 'last':
      return (
        <div
          className={style.last}
          title={line.lastTouchAt ? fullText(line.lastTouchAt, language) : undefined}
        >
          {line.lastTouchAt ? shortDay(dateOf(line.lastTouchAt), language, today) : t('list.neverTouched')}
        </div>
      );
    case 'order':
    case 'promises':
    case 'keyDate':
    case 'household':
    case 'portrait':
    case 'tierWhy':
      return <FactCell column={column} facts={line.facts} today={today} language={language} t={t} />;
    case 'next': {
      const due = line.nextTouchOn !== null && line.nextTouchOn <= today;
      return (
        <div className={style.next} data-due={due || undefined} title={line.nextTouchOn ?? undefined}>
          {line.nextTouchOn ? shortDay(line.nextTouchOn, language, today) : t('list.noNextTouch')}
        </div>
      );
    }
  }
}
