import { Button, Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { dateOf } from '#shared/domain/calendar.ts';
import type { ReviewSignal } from '#shared/protocol/review.ts';
import { PersonAvatar } from '../../components/person-avatar.tsx';
import { QuietTag } from '../../components/quiet-tag.tsx';
import { dayWord, fullText, timeText } from '../../components/time-format.ts';
import { useNow } from '../../components/time-text.tsx';
import style from './review.module.css';

export function SignalTable({
  signals,
  onOpen,
}: {
  signals: ReviewSignal[];
  onOpen: (signalId: string) => void;
}) {
  const { t, i18n } = useTranslation('review');
  const now = useNow();
  const columns: TableColumnsType<ReviewSignal> = [
    {
      title: t('signal.customer'),
      render: (_, { customerName, body }) => (
        <>
          <div>{customerName}</div>
          {body !== '' && <div className={style.faint}>{body}</div>}
        </>
      ),
    },
    {
      title: t('signal.what'),
      width: 180,
      render: (_, { kind, closedAt }) => (
        <span className={style.status}>
          {t(`signal.kind.${kind}`)}
          {kind === 'complaint' && closedAt === null && (
            <QuietTag tone="amber">{t('signal.unsettled')}</QuietTag>
          )}
        </span>
      ),
    },
    {
      title: t('table.rep'),
      width: 150,
      render: (_, { personName }) => (
        <span className={style.who}>
          <PersonAvatar name={personName} size={24} />
          {personName}
        </span>
      ),
    },
    {
      title: t('signal.at'),
      width: 150,
      render: (_, { at }) => (
        <time dateTime={at} title={fullText(at, i18n.language)}>
          {`${dayWord(dateOf(at), i18n.language, now)} ${timeText(at, i18n.language)}`}
        </time>
      ),
    },
    {
      title: t('signal.frozen'),
      width: 170,
      render: (_, { kind, frozenUntil }) =>
        frozenUntil !== null ? (
          <time dateTime={frozenUntil}>{fullText(frozenUntil, i18n.language)}</time>
        ) : (
          <span className={style.faint}>
            {t(kind === 'complaint' || kind === 'stop' ? 'signal.notFrozen' : 'signal.leftUs')}
          </span>
        ),
    },
    {
      title: <span className="visually-hidden">{t('signal.open')}</span>,
      width: 130,
      align: 'right',
      render: (_, { id, customerName }) => (
        <Button
          type="link"
          size="small"
          aria-label={t('signal.openOf', { name: customerName })}
          onClick={() => onOpen(id)}
        >
          {t('signal.open')}
        </Button>
      ),
    },
  ];
  return (
    <Table<ReviewSignal>
      aria-label={t('signal.title')}
      rowKey="id"
      size="small"
      pagination={signals.length > 10 ? { pageSize: 10, showSizeChanger: false, size: 'small' } : false}
      className={style.table ?? ''}
      dataSource={signals}
      columns={columns}
    />
  );
}
