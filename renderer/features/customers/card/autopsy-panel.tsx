/** The days before a block, a deletion, a complaint or a 别发了: which rules were broken, and every touch. */
import { Drawer } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Autopsy } from '#shared/contract/signal.ts';
import { ErrorState } from '../../../components/error-state.tsx';
import { ListSkeleton } from '../../../components/list-skeleton.tsx';
import { fullText } from '../../../components/time-format.ts';
import { useOrpc } from '../../../platform/api-context.tsx';
import style from './autopsy-panel.module.css';

export function AutopsyPanel({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const { t } = useTranslation('customers');
  const orpc = useOrpc();
  const query = useQuery(orpc.signal.autopsy.queryOptions({ input: { customerId } }));
  return (
    <Drawer open title={t('autopsy.title')} size={480} onClose={onClose}>
      {query.isPending && <ListSkeleton rows={5} height={48} />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && (query.data === null ? <p>{t('autopsy.none')}</p> : <Report report={query.data} />)}
    </Drawer>
  );
}

function Report({ report }: { report: Autopsy }) {
  const { t, i18n } = useTranslation('customers');
  const { kind, at, days, counts, findings, touches } = report;
  return (
    <div className={style.report}>
      <p className={style.lead}>
        {t('autopsy.lead', { kind: t(`signal.kind.${kind}`), at: fullText(at, i18n.language), days })}
      </p>
      <ul className={style.findings}>
        {findings.length === 0 && <li>{t('autopsy.clean')}</li>}
        {findings.map(({ code, count, limit }) => (
          <li key={code} data-broken>
            {t(`autopsy.finding.${code}`, { n: count, limit })}
          </li>
        ))}
      </ul>
      <p className={style.counts}>{t('autopsy.counts', counts)}</p>
      <ol className={style.touches}>
        {touches.map((touch) => (
          <li key={touch.id}>
            <div className={style.when}>
              <time dateTime={touch.at}>{fullText(touch.at, i18n.language)}</time>
              <span>
                {[
                  t(`touchKind.${touch.kind}`),
                  t(`touchClass.${touch.touchClass}`),
                  touch.authorName,
                  touch.quality === null ? null : t('autopsy.quality', { n: touch.quality }),
                  touch.replied === null ? null : t(`composer.replied.${touch.replied ? 'yes' : 'no'}`),
                ]
                  .filter((word) => word !== null)
                  .join(' · ')}
              </span>
            </div>
            {touch.body !== '' && <div className={style.words}>{touch.body}</div>}
          </li>
        ))}
      </ol>
    </div>
  );
}
