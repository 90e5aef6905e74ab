/** Keeps a mapping under a name: files with the same headers are then mapped by themselves. */
import { BookOutlined, DeleteOutlined, EditOutlined } from '@ant-design/icons';
import { Button, Input, Popover, Space } from 'antd';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportChoice, ImportInspection, ImportTemplate } from '#shared/contract/import.ts';
import { PopoverBody } from '../../components/popover-body.tsx';
import { useFailToast, useUndoToast } from '../../components/undo-toast.tsx';
import { useOrpc } from '../../platform/api-context.tsx';
import style from './import.module.css';

interface NameFieldProps {
  label: string;
  initial: string;
  action: string;
  loading: boolean;
  onDone: (name: string) => void;
}

function NameField({ label, initial, action, loading, onDone }: NameFieldProps) {
  const [name, setName] = useState(initial);
  const done = () => {
    if (name.trim() !== '') onDone(name.trim());
  };
  const onEnter = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
    event.stopPropagation();
    done();
  };
  return (
    <Space.Compact>
      <Input
        size="small"
        autoFocus
        aria-label={label}
        placeholder={label}
        maxLength={50}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onPressEnter={onEnter}
      />
      <Button size="small" type="primary" disabled={name.trim() === ''} loading={loading} onClick={done}>
        {action}
      </Button>
    </Space.Compact>
  );
}

function TemplateLine(props: { template: ImportTemplate; onChanged: () => Promise<void> }) {
  const { template, onChanged } = props;
  const { t } = useTranslation('import');
  const orpc = useOrpc();
  const fail = useFailToast();
  const [editing, setEditing] = useState(false);
  const rename = useMutation(
    orpc.import.renameTemplate.mutationOptions({
      onSuccess: async () => {
        await onChanged();
        setEditing(false);
      },
      onError: fail,
    }),
  );
  const remove = useMutation(
    orpc.import.deleteTemplate.mutationOptions({ onSuccess: onChanged, onError: fail }),
  );
  const { id, name, kind, headers } = template;
  if (editing) {
    return (
      <li>
        <NameField
          label={t('template.name')}
          initial={name}
          action={t('template.save')}
          loading={rename.isPending}
          onDone={(wanted) => rename.mutate({ id, name: wanted })}
        />
      </li>
    );
  }
  return (
    <li>
      <span className={style.templateName} title={headers.join(' · ')}>
        {name}
        <span className={style.faint}>{t(`kind.${kind}`)}</span>
      </span>
      <Button
        size="small"
        type="text"
        icon={<EditOutlined />}
        aria-label={t('template.rename', { name })}
        onClick={() => setEditing(true)}
      />
      <Button
        size="small"
        type="text"
        icon={<DeleteOutlined />}
        loading={remove.isPending}
        aria-label={t('template.delete', { name })}
        onClick={() => remove.mutate({ id })}
      />
    </li>
  );
}

export function TemplateBar(props: { inspection: ImportInspection; choice: ImportChoice }) {
  const { inspection, choice } = props;
  const { t } = useTranslation('import');
  const orpc = useOrpc();
  const queryClient = useQueryClient();
  const say = useUndoToast();
  const fail = useFailToast();
  const [naming, setNaming] = useState(false);
  const list = useQuery(orpc.import.templates.queryOptions());
  const readAgain = () => queryClient.invalidateQueries({ queryKey: orpc.import.templates.key() });
  const keep = useMutation(
    orpc.import.keepTemplate.mutationOptions({
      onSuccess: ({ name }) => {
        setNaming(false);
        say(t('template.kept', { name }));
        void readAgain();
      },
      onError: fail,
    }),
  );
  const templates = list.data ?? [];
  const applied = templates.find(({ id }) => id === inspection.template?.id) ?? null;
  return (
    <div className={style.template}>
      {applied && <span>{t('template.applied', { name: applied.name })}</span>}
      {inspection.hasHeader && (
        <Popover
          trigger="click"
          placement="bottomLeft"
          open={naming}
          onOpenChange={setNaming}
          destroyOnHidden
          content={
            <NameField
              label={t('template.name')}
              initial={inspection.template?.name ?? ''}
              action={t('template.save')}
              loading={keep.isPending}
              onDone={(name) =>
                keep.mutate({
                  importId: inspection.importId,
                  choice: { ...choice, kind: inspection.kind },
                  name,
                })
              }
            />
          }
        >
          <Button size="small">{t('template.keep')}</Button>
        </Popover>
      )}
      {templates.length > 0 && (
        <Popover
          trigger="click"
          placement="bottomLeft"
          destroyOnHidden
          content={
            <PopoverBody>
              <ul className={style.templates} aria-label={t('template.list')}>
                {templates.map((template) => (
                  <TemplateLine
                    key={template.id}
                    template={template}
                    onChanged={async () => {
                      await readAgain();
                    }}
                  />
                ))}
                <li className={style.faint}>{t('template.local')}</li>
              </ul>
            </PopoverBody>
          }
        >
          <Button size="small" type="text" icon={<BookOutlined />}>
            {t('template.list')}
          </Button>
        </Popover>
      )}
    </div>
  );
}
