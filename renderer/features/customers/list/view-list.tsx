/** Saved views: a question with its order and columns, each with how many customers it shows now. */
import { CloseOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ImeInput, isComposing } from '../../../components/ime-input.tsx';
import { useFailToast, useUndoToast } from '../../../components/undo-toast.tsx';
import { useErrorText } from '../../../components/use-error-text.ts';
import { useApi, useOrpc } from '../../../platform/api-context.tsx';
import { isFiltered, setListView, sortsOf, useCustomerList } from '../../../stores/customer-list.ts';
import style from './segment-editor.module.css';

export function ViewList() {
  const { t } = useTranslation('list');
  const api = useApi();
  const views = useQuery(useOrpc().listView.list.queryOptions());
  const undoToast = useUndoToast();
  const fail = useFailToast();
  const filter = useCustomerList((state) => state.filter);
  const asked = JSON.stringify(filter);

  const isSaved = views.data?.some((view) => JSON.stringify(view.filter) === asked);

  const remove = async (id: string, name: string) => {
    try {
      await api.listView.delete({ id });
      undoToast(t('view.deleted', { name }), () => api.listView.restore({ id }));
    } catch (error) {
      fail(error);
    }
  };
  if (!views.data?.length && !isFiltered(filter)) return null;
  return (
    <section aria-label={t('view.label')}>
      <h3>{t('view.label')}</h3>
      <div className={style.views}>
        {(views.data ?? []).map((view) => (
          <div
            key={view.id}
            className={style.view}
            data-on={JSON.stringify(view.filter) === asked || undefined}
          >
            <button
              type="button"
              title={view.name}
              aria-pressed={JSON.stringify(view.filter) === asked}
              onClick={() => setListView(view)}
            >
              <span className={style.viewName}>{view.name}</span>
              <span className={style.viewCount}>{view.count}</span>
            </button>
            <Button
              size="small"
              type="text"
              icon={<CloseOutlined />}
              aria-label={t('view.delete', { name: view.name })}
              onClick={() => void remove(view.id, view.name)}
            />
          </div>
        ))}
      </div>
      {isFiltered(filter) && !isSaved && <SaveView taken={(views.data ?? []).map((view) => view.name)} />}
    </section>
  );
}

function SaveView({ taken }: { taken: readonly string[] }) {
  const { t } = useTranslation('list');
  const api = useApi();
  const errorText = useErrorText();
  const [name, setName] = useState<string>();
  const [problem, setProblem] = useState<string>();

  const save = async () => {
    const wanted = name?.trim();
    if (!wanted) return;
    if (taken.includes(wanted)) return setProblem(t('view.taken'));
    const state = useCustomerList.getState();
    try {
      await api.listView.save({
        name: wanted,
        filter: state.filter,
        sorts: sortsOf(state),
        columns: [...state.columns],
      });
      setName(undefined);
      setProblem(undefined);
    } catch (error) {
      setProblem(errorText(error));
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    if (event.key === 'Enter') void save();
    else if (event.key === 'Escape') {
      event.stopPropagation();
      setName(undefined);
      setProblem(undefined);
    }
  };
  if (name === undefined) {
    return (
      <Button size="small" onClick={() => setName('')}>
        {t('view.save')}
      </Button>
    );
  }
  return (
    <>
      <ImeInput
        size="small"
        autoFocus
        value={name}
        maxLength={50}
        placeholder={t('view.name')}
        aria-label={t('view.name')}
        onChange={(event) => {
          setName(event.target.value);
          setProblem(undefined);
        }}
        onKeyDown={onKeyDown}
      />
      {problem !== undefined && (
        <div className={style.problem} role="alert">
          {problem}
        </div>
      )}
    </>
  );
}
