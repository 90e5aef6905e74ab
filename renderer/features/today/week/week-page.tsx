/** The rep's own week: where the minutes went, who answered, what was promised, which buyers nobody talked to. */
import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import type { WeekReport } from '#shared/contract/plan.ts';
import { addDays } from '#shared/domain/calendar.ts';
import { useShortcut } from '../../../app/shortcut.ts';
import { ErrorState } from '../../../components/error-state.tsx';
import { KeyHint } from '../../../components/key-hint.tsx';
import { ListSkeleton } from '../../../components/list-skeleton.tsx';
import { PageFrame } from '../../../components/page-frame.tsx';
import { DateText } from '../../../components/time-text.tsx';
import { useOrpc } from '../../../platform/api-context.tsx';
import { BookLoadBox } from './book-load-box.tsx';
import { PromiseBox } from './promise-box.tsx';
import { QuietBuyers } from './quiet-buyers.tsx';
import { ReachBox } from './reach-box.tsx';
import { TierMinutesBox } from './tier-minutes-box.tsx';
import style from './week.module.css';

export function WeekPage() {
  const { t } = useTranslation('week');
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const orpc = useOrpc();
  const on = params.get('on');
  const query = useQuery(
    orpc.plan.week.queryOptions({ input: on ? { on } : {}, placeholderData: keepPreviousData }),
  );
  const report = query.data;
  const go = (days: number) => report && setParams({ on: addDays(report.weekOn, days) }, { replace: true });
  useShortcut(t('title'), {
    '[': { label: t('previous'), run: () => go(-7) },
    ']': { label: t('next'), run: () => !report?.isCurrent && go(7) },
    Escape: { label: t('back'), run: () => void navigate('/today') },
  });
  return (
    <PageFrame
      width="wide"
      title={t('title')}
      subtitle={report && <Range weekOn={report.weekOn} />}
      actions={
        <>
          <Button
            icon={<LeftOutlined />}
            aria-label={t('previous')}
            title={t('previous')}
            disabled={!report}
            onClick={() => go(-7)}
          />
          <Button
            icon={<RightOutlined />}
            aria-label={t('next')}
            title={t('next')}
            disabled={!report || report.isCurrent}
            onClick={() => go(7)}
          />
          <Button onClick={() => void navigate('/today')}>
            {t('back')} <KeyHint keys="Escape" />
          </Button>
        </>
      }
    >
      {report ? (
        <Report report={report} />
      ) : query.error ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <ListSkeleton rows={6} height={92} />
      )}
    </PageFrame>
  );
}

function Range({ weekOn }: { weekOn: string }) {
  return (
    <>
      <DateText on={weekOn} /> {'–'} <DateText on={addDays(weekOn, 6)} />
    </>
  );
}

function Report({ report }: { report: WeekReport }) {
  return (
    <div className={style.page}>
      <TierMinutesBox report={report} />
      <BookLoadBox load={report.bookLoad} />
      <PromiseBox promises={report.promises} />
      <ReachBox reach={report.reach} />
      <QuietBuyers buyers={report.quietBuyers} days={report.quietDays} />
    </div>
  );
}
