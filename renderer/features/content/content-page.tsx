import { Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { PageFrame } from '../../components/page-frame.tsx';
import { ContentLibrary } from './content-library.tsx';
import { SopList } from './sop-list.tsx';

export function ContentPage() {
  const { t } = useTranslation('content');
  const [params, setParams] = useSearchParams();
  return (
    <PageFrame title={t('title')} subtitle={t('subtitle')} width="reading">
      <Tabs
        activeKey={params.get('tab') === 'sop' ? 'sop' : 'library'}
        onChange={(tab) => setParams(tab === 'sop' ? { tab } : {}, { replace: true })}
        destroyOnHidden
        items={[
          { key: 'library', label: t('tabLibrary'), children: <ContentLibrary /> },
          { key: 'sop', label: t('tabSop'), children: <SopList /> },
        ]}
      />
    </PageFrame>
  );
}
