/** A new customer in a side panel: the name is enough, the rest can follow. */
import { Button, Drawer, Form, type InputRef, Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcut } from '../../../app/shortcut.ts';
import { sources, tiers } from '#shared/domain/entity/book.ts';
import { ImeInput, ImeTextArea, useEnterSubmit } from '../../../components/ime-input.tsx';
import { useUndoToast } from '../../../components/undo-toast.tsx';
import { useErrorText } from '../../../components/use-error-text.ts';
import { useApi, useOrpc } from '../../../platform/api-context.tsx';
import { ChoiceChips } from '../../../components/choice-chips.tsx';
import { tagOptions } from '../../../components/tag-option.ts';
import { createInput, emptyCustomer } from './new-customer.ts';
import style from './new-customer.module.css';

const addChoices = ['passive', 'active', 'known'] as const;

interface NewCustomerPanelProps {
  open: boolean;
  onClose: () => void;
  onCreated: (customerId: string) => void;
}

export function NewCustomerPanel({ open, onClose, onCreated }: NewCustomerPanelProps) {
  const { t } = useTranslation('customers');
  const api = useApi();
  const orpc = useOrpc();
  const undoToast = useUndoToast();
  const errorText = useErrorText();
  const known = useQuery(orpc.customer.tags.queryOptions({ enabled: open }));
  const [draft, setDraft] = useState(emptyCustomer);
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string>();
  const nameField = useRef<InputRef>(null);
  // Keys of the list and the card rest while the panel is open.
  useShortcut(t('create.title'), {}, { enabled: open, modal: true });

  const edit = (change: Partial<typeof draft>) => {
    setDraft({ ...draft, ...change });
    setProblem(undefined);
  };
  const save = async () => {
    if (saving) return;
    if (draft.name.trim() === '') {
      setProblem(t('edit.nameMissing'));
      return nameField.current?.focus();
    }
    setSaving(true);
    try {
      const { customerId, addId } = await api.customer.create(createInput(draft));
      setDraft(emptyCustomer);
      undoToast(t('create.done', { name: draft.name.trim() }), async () => {
        await api.customer.delete({ customerId });
        if (addId !== null) await api.account.deleteAdd({ id: addId });
      });
      onCreated(customerId);
    } catch (error) {
      setProblem(errorText(error));
    } finally {
      setSaving(false);
    }
  };
  const onKeyDown = useEnterSubmit(() => void save(), 'mod');
  const text = (field: 'addressAs' | 'phone' | 'wechat', maxLength: number) => (
    <Form.Item label={t(`create.${field}`)} htmlFor={`new-customer-${field}`}>
      <ImeInput
        id={`new-customer-${field}`}
        value={draft[field]}
        maxLength={maxLength}
        placeholder={t(`create.${field}Placeholder`)}
        onChange={(event) => edit({ [field]: event.target.value })}
        onEnter={() => void save()}
      />
    </Form.Item>
  );
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title={t('create.title')}
      size={440}
      afterOpenChange={(shown) => shown && nameField.current?.focus()}
      footer={
        <div className={style.foot}>
          <div className={style.problem} role="alert">
            {problem}
          </div>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="primary" loading={saving} onClick={() => void save()}>
            {t('create.save')}
          </Button>
        </div>
      }
    >
      <Form layout="vertical" component="div" className={style.form}>
        <div role="presentation" onKeyDown={onKeyDown}>
          <Form.Item label={t('field.name')} htmlFor="new-customer-name" required>
            <ImeInput
              ref={nameField}
              id="new-customer-name"
              value={draft.name}
              maxLength={200}
              aria-required
              onChange={(event) => edit({ name: event.target.value })}
              onEnter={() => void save()}
            />
          </Form.Item>
          {text('addressAs', 100)}
          {text('phone', 100)}
          {text('wechat', 100)}
          <Form.Item label={t('field.tier')}>
            <ChoiceChips
              single
              label={t('field.tier')}
              choices={tiers.map((value) => ({
                value,
                label: t(`tier.${value}`),
                hint: t(`tierHint.${value}`),
              }))}
              chosen={[draft.tier]}
              onChoose={(tier) => edit({ tier })}
            />
          </Form.Item>
          <Form.Item label={t('field.source')}>
            <ChoiceChips
              single
              label={t('field.source')}
              choices={sources.map((value) => ({ value, label: t(`source.${value}`) }))}
              chosen={[draft.source]}
              onChoose={(source) => edit({ source })}
            />
          </Form.Item>
          <Form.Item label={t('create.add')} extra={<AddsToday enabled={open} />}>
            <ChoiceChips
              single
              label={t('create.add')}
              choices={addChoices.map((value) => ({ value, label: t(`create.adds.${value}`) }))}
              chosen={[draft.add]}
              onChoose={(add) => edit({ add })}
            />
          </Form.Item>
          <Form.Item label={t('tags.title')} htmlFor="new-customer-tags">
            <Select
              id="new-customer-tags"
              mode="tags"
              value={draft.tags}
              options={tagOptions(
                (known.data ?? []).filter((tag) => !tag.isRetired),
                t('tags.private'),
              )}
              placeholder={t('create.tagsPlaceholder')}
              onChange={(tags: string[]) => edit({ tags })}
            />
          </Form.Item>
          <Form.Item label={t('field.remark')} htmlFor="new-customer-remark">
            <ImeTextArea
              id="new-customer-remark"
              value={draft.remark}
              maxLength={5_000}
              autoSize={{ minRows: 3, maxRows: 10 }}
              onChange={(event) => edit({ remark: event.target.value })}
            />
          </Form.Item>
        </div>
      </Form>
    </Drawer>
  );
}

/** How many friends the account has added today, of how many (rules.md R4). */
function AddsToday({ enabled }: { enabled: boolean }) {
  const { t } = useTranslation('customers');
  const account = useQuery(useOrpc().account.today.queryOptions({ enabled })).data;
  if (!account) return null;
  const { active, passive } = account.adds;
  return (
    <>
      {t('create.addsToday', {
        passive: passive.used,
        mostPassive: passive.most,
        active: active.used,
        mostActive: active.most,
      })}
    </>
  );
}
