/** Saved views: a question with its order and columns, each with how many customers it shows now. */
import { EllipsisOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListViewFields } from '#shared/contract/list-view.ts';
import { useFailToast, useUndoToast } from '../../../components/undo-toast.tsx';
import { useApi, useOrpc } from '../../../platform/api-context.tsx';
import {
  isFiltered,
  isSameFilter,
  setListView,
  sortsOf,
  useCustomerList,
} from '../../../stores/customer-list.ts';
import { QuietMenu } from '../quiet-menu.tsx';
import { ViewName } from './view-name.tsx';
import style from './segment-editor.module.css';

type SavedView = ListViewFields & { id: string; count: number };

export function ViewList() {
  const { t } = useTranslation('list');
  const api = useApi();
  const views = useQuery(useOrpc().listView.list.queryOptions());
  const filter = useCustomerList((state) => state.filter);
  const [naming, setNaming] = useState(false);
  const saved: readonly SavedView[] = views.data ?? [];
  const names = saved.map((view) => view.name);

  if (saved.length === 0 && !isFiltered(filter)) return null;
  const save = async (name: string) => {
    await api.listView.save({ name, ...shownNow() });
    setNaming(false);
  };
  return (
    <section aria-label={t('view.label')}>
      <h3>{t('view.label')}</h3>
      <div className={style.views}>
        {saved.map((view) => (
          <ViewRow key={view.id} view={view} taken={names.filter((name) => name !== view.name)} />
        ))}
      </div>
      {isFiltered(filter) &&
        !saved.some((view) => isSameFilter(view.filter, filter)) &&
        (naming ? (
          <ViewName name="" taken={names} onSave={save} onCancel={() => setNaming(false)} />
        ) : (
          <Button size="small" onClick={() => setNaming(true)}>
            {t('view.save')}
          </Button>
        ))}
    </section>
  );
}

/** What the list asks and shows at this moment. */
function shownNow(): Pick<ListViewFields, 'filter' | 'sorts' | 'columns'> {
  const state = useCustomerList.getState();
  return { filter: state.filter, sorts: sortsOf(state), columns: [...state.columns] };
}

function ViewRow({ view, taken }: { view: SavedView; taken: readonly string[] }) {
  const { t } = useTranslation('list');
  const api = useApi();
  const undoToast = useUndoToast();
  const fail = useFailToast();
  const filter = useCustomerList((state) => state.filter);
  const [renaming, setRenaming] = useState(false);
  const { id, name, sorts, columns } = view;
  const isOn = isSameFilter(view.filter, filter);

  const changes = {
    update: async () => {
      await api.listView.save({ id, name, ...shownNow() });
      undoToast(t('view.updated', { name }), async () => {
        await api.listView.save({ id, name, filter: view.filter, sorts, columns });
        setListView(view);
      });
    },
    delete: async () => {
      await api.listView.delete({ id });
      undoToast(t('view.deleted', { name }), () => api.listView.restore({ id }));
    },
  };
  const rename = async (to: string) => {
    await api.listView.save({ id, name: to, filter: view.filter, sorts, columns });
    setRenaming(false);
  };
  if (renaming)
    return <ViewName name={name} taken={taken} onSave={rename} onCancel={() => setRenaming(false)} />;
  return (
    <div className={style.view} data-on={isOn || undefined}>
      <button type="button" title={name} aria-pressed={isOn} onClick={() => setListView(view)}>
        <span className={style.viewName}>{name}</span>
        <span className={style.viewCount}>{view.count}</span>
      </button>
      <QuietMenu
        placement="bottomRight"
        items={[
          { value: 'update', label: t('view.update') },
          { value: 'rename', label: t('view.rename') },
          { value: 'delete', label: t('view.delete'), danger: true },
        ]}
        onChoose={(chosen) => {
          if (chosen === 'rename') setRenaming(true);
          else void changes[chosen as keyof typeof changes]().catch(fail);
        }}
      >
        <Button size="small" type="text" icon={<EllipsisOutlined />} aria-label={t('view.more', { name })} />
      </QuietMenu>
    </div>
  );
}
