/** The company's SOPs to read, and the words of each step to copy. */
import { useQuery } from '@tanstack/react-query';
import { Collapse } from 'antd';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { ListSkeleton } from '../../components/list-skeleton.tsx';
import { QuietTag } from '../../components/quiet-tag.tsx';
import { useOrpc } from '../../platform/api-context.tsx';
import { CopyList } from './copy-list.tsx';
import { SopStepRow } from './sop-step-row.tsx';
import style from './content.module.css';

export function SopList() {
  const { t } = useTranslation('content');
  const orpc = useOrpc();
  const sops = useQuery(orpc.content.sops.queryOptions());
  if (sops.error) return <ErrorState error={sops.error} onRetry={() => void sops.refetch()} />;
  if (!sops.data) return <ListSkeleton rows={4} />;
  const [first] = sops.data;
  if (!first) return <EmptyState title={t('sop.emptyTitle')} text={t('sop.emptyBody')} />;
  return (
    <CopyList>
      <Collapse
        className={style.sops ?? ''}
        defaultActiveKey={first.id}
        items={sops.data.map((sop) => ({
          key: sop.id,
          label: (
            <span className={style.sopHead}>
              <strong>{sop.name}</strong>
              <QuietTag>{t(`sop.purpose.${sop.purpose}`, sop.purpose)}</QuietTag>
              <span className={style.sopMeta}>
                {[
                  sop.code,
                  t('sop.edition', { edition: sop.edition }),
                  `${t('sop.steps')} ${sop.steps.length}`,
                ].join(' · ')}
              </span>
            </span>
          ),
          children: (
            <ol className={style.steps}>
              {sop.steps.map((step, index) => (
                <SopStepRow key={index} step={step} />
              ))}
            </ol>
          ),
        }))}
      />
    </CopyList>
  );
}
