/** One line per rep; over several days each rep opens into its days. A day opens its details. */
import { Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { Figure } from '../../components/figure.tsx';
import { PersonAvatar } from '../../components/person-avatar.tsx';
import { DateText } from '../../components/time-text.tsx';
import { CountCell, DayStateTag, DoneRateCell, QualityCell, SkipCell } from './review-cell.tsx';
import { reviewLines, totalsOf, type RepFigures, type ReviewLine } from './review-figure.ts';
import type { OpenedDay } from './use-review-place.ts';
import style from './review.module.css';

interface ReviewTableProps {
  reps: RepFigures[];
  isOneDay: boolean;
  opened: OpenedDay | null;
  onOpen: (day: OpenedDay) => void;
}

const counts = ['planned', 'done', 'late', 'skipped', 'open'] as const;
const written = ['notes', 'touches'] as const;

export function ReviewTable({ reps, isOneDay, opened, onOpen }: ReviewTableProps) {
  const { t } = useTranslation('review');
  const all = totalsOf(reps.flatMap((rep) => rep.days));
  const header = (name: string) => <Figure value={t(`table.${name}`)} explain={t(`figure.${name}`)} />;
  const number = { align: 'right' as const, width: 70, className: style.number ?? '' };

  const columns: TableColumnsType<ReviewLine> = [
    {
      title: t('table.rep'),
      render: (_, line) => <WhoCell line={line} onOpen={onOpen} />,
    },
    {
      title: t('table.day'),
      width: 116,
      render: (_, { day, closedDays, dayCount }) =>
        day ? (
          <DayStateTag day={day} />
        ) : (
          <Figure
            value={t('day.closedDays', { closed: closedDays, days: dayCount })}
            explain={t('day.closedDaysHelp')}
          />
        ),
    },
    ...counts.map((name) => ({
      ...number,
      key: name,
      title: header(name),
      render: (_: unknown, { totals }: ReviewLine) =>
        name === 'skipped' ? <SkipCell totals={totals} /> : <CountCell count={totals[name]} />,
    })),
    {
      ...number,
      width: 136,
      title: header('doneRate'),
      render: (_, { totals }) => <DoneRateCell totals={totals} />,
    },
    {
      ...number,
      width: 100,
      title: header('quality'),
      render: (_, { totals }) => <QualityCell totals={totals} />,
    },
    ...written.map((name) => ({
      ...number,
      key: name,
      title: header(name),
      render: (_: unknown, { totals }: ReviewLine) => <CountCell count={totals[name]} />,
    })),
  ];

  return (
    <Table<ReviewLine>
      aria-label={t('table.label')}
      rowKey="key"
      size="small"
      pagination={false}
      className={style.table ?? ''}
      dataSource={reviewLines(reps, isOneDay)}
      columns={columns}
      rowClassName={({ day }) =>
        [
          day ? style.dayRow : style.repRow,
          day && opened?.personId === day.personId && opened.on === day.on ? style.openRow : '',
        ].join(' ')
      }
      onRow={({ day }) => (day ? { onClick: () => onOpen({ personId: day.personId, on: day.on }) } : {})}
      expandable={{ expandRowByClick: true, indentSize: 40 }}
      summary={() =>
        reps.length > 1 && (
          <Table.Summary.Row className={style.sum ?? ''}>
            <Table.Summary.Cell index={0}>{t('table.team')}</Table.Summary.Cell>
            <Table.Summary.Cell index={1} />
            {counts.map((name, index) => (
              <Table.Summary.Cell key={name} index={index + 2} align="right">
                {name === 'skipped' ? <SkipCell totals={all} /> : all[name].toLocaleString()}
              </Table.Summary.Cell>
            ))}
            <Table.Summary.Cell index={7} align="right">
              <DoneRateCell totals={all} />
            </Table.Summary.Cell>
            <Table.Summary.Cell index={8} align="right">
              <QualityCell totals={all} />
            </Table.Summary.Cell>
            {written.map((name, index) => (
              <Table.Summary.Cell key={name} index={index + 9} align="right">
                {all[name].toLocaleString()}
              </Table.Summary.Cell>
            ))}
          </Table.Summary.Row>
        )
      }
    />
  );
}

function WhoCell({ line, onOpen }: { line: ReviewLine; onOpen: (day: OpenedDay) => void }) {
  const { t } = useTranslation('review');
  const { day, isNested, name, teamName } = line;
  const person = !isNested && (
    <>
      <PersonAvatar name={name} size={28} />
      <span className={style.whoWords}>
        <span className={style.whoName}>{name}</span>
        {teamName && <span className={style.faint}>{teamName}</span>}
      </span>
    </>
  );
  if (!day) return <span className={style.who}>{person}</span>;
  return (
    <button
      type="button"
      className={style.who}
      onClick={(event) => {
        event.stopPropagation();
        onOpen({ personId: day.personId, on: day.on });
      }}
    >
      {person || <DateText on={day.on} />}
      <span className="visually-hidden">{t('table.openDay', { name, on: day.on })}</span>
    </button>
  );
}
