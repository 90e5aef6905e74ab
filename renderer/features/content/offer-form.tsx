/** An offer is written here: its words, its days, and whom it is for (rules.md R5). Online; what was typed stays on an error. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Drawer, Select } from 'antd';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContentItemView } from '#shared/contract/company.ts';
import { tiers, type Tier } from '#shared/domain/entity/book.ts';
import type { OfferFields } from '#shared/protocol/content.ts';
import { DateField } from '../../components/date-field.tsx';
import { useShortcut } from '../../app/shortcut.ts';
import { ImeInput, ImeTextArea, isComposing } from '../../components/ime-input.tsx';
import { AudienceField } from '../../app/audience-field.tsx';
import { KeyHint } from '../../components/key-hint.tsx';
import { useErrorText } from '../../components/use-error-text.ts';
import { useUndoToast } from '../../components/undo-toast.tsx';
import { useApi, useOrpc } from '../../platform/api-context.tsx';
import style from './content.module.css';

/** `item` null: a new offer. */
export function OfferForm({ item, onClose }: { item: ContentItemView | null; onClose: () => void }) {
  const { t } = useTranslation('content');
  const api = useApi();
  const orpc = useOrpc();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const undoToast = useUndoToast();
  const tags = useQuery(orpc.customer.tags.queryOptions());
  const [title, setTitle] = useState(item?.title ?? '');
  const [body, setBody] = useState(item?.body ?? '');
  const [fromOn, setFromOn] = useState(item?.offerFromOn ?? '');
  const [toOn, setToOn] = useState(item?.offerToOn ?? '');
  const [tag, setTag] = useState(item?.offerTag ?? '');
  const [forTiers, setForTiers] = useState<readonly Tier[]>(item?.offerTiers ?? []);
  const [product, setProduct] = useState(item?.offerProduct ?? '');
  const [segment, setSegment] = useState(item?.offerFor ?? null);
  const [dayProblem, setDayProblem] = useState<{ from?: string | undefined; to?: string | undefined }>({});
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  const isOffer = item !== null && (item.offerFromOn !== null || item.offerToOn !== null);
  const refresh = () => queryClient.invalidateQueries({ queryKey: orpc.content.key() });
  function missing(): string | undefined {
    if (title.trim() === '') return t('offer.titleMissing');
    if (body.trim() === '') return t('offer.bodyMissing');
    const wrongDay = dayProblem.from ?? dayProblem.to;
    if (wrongDay !== undefined) return wrongDay;
    if (fromOn === '' && toOn === '') return t('offer.daysMissing');
    return fromOn !== '' && toOn !== '' && toOn < fromOn ? t('offer.daysReversed') : undefined;
  }
  async function run(action: () => Promise<void>): Promise<void> {
    setBusy(true);
    try {
      await action();
      await refresh();
      onClose();
    } catch (error) {
      setProblem(errorText(error));
      setBusy(false);
    }
  }
  const save = () => {
    const lacking = missing();
    if (lacking || busy) return setProblem(lacking);
    const whom = { tag, tiers: [...forTiers], product: product.trim(), segment };
    const offer = {
      title: title.trim(),
      body: body.trim(),
      fromOn: fromOn || null,
      toOn: toOn || null,
      ...whom,
    };
    void run(async () => {
      const { id } = await api.content.saveOffer({
        id: item?.id ?? null,
        ...(item && { seenVersion: item.version }),
        offer,
      });
      const putBack = async () => {
        await api.content.saveOffer({ id, offer: item && offerOf(item) });
        await refresh();
      };
      // What was a text without days cannot be made one again here.
      undoToast(t('offer.saved', { title: offer.title }), item && !isOffer ? undefined : putBack);
    });
  };
  const remove = (former: ContentItemView) =>
    run(async () => {
      await api.content.saveOffer({ id: former.id, seenVersion: former.version, offer: null });
      undoToast(t('offer.removed', { title: former.title }), async () => {
        await api.content.saveOffer({ id: former.id, offer: offerOf(former) });
        await refresh();
      });
    });
  useShortcut(
    t(item ? 'offer.editTitle' : 'offer.new'),
    {
      Escape: { label: '', run: onClose, whileTyping: true },
      'mod+Enter': { label: t('offer.save'), run: save, whileTyping: true },
    },
    { modal: true },
  );
  // A select takes every Enter for its own list, also with Ctrl.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || isComposing(event)) return;
    event.preventDefault();
    event.stopPropagation();
    save();
  };
  const names = (tags.data ?? []).filter(({ tagId }) => tagId !== null).map(({ name }) => name);
  const options = [...new Set([...(tag ? [tag] : []), ...names])].map((name) => ({
    value: name,
    label: name,
  }));
  return (
    <Drawer
      open
      size={480}
      title={t(item ? 'offer.editTitle' : 'offer.new')}
      onClose={onClose}
      footer={
        <div className={style.offerFoot}>
          {isOffer && (
            <Button danger type="text" disabled={busy} onClick={() => void remove(item)}>
              {t('offer.remove')}
            </Button>
          )}
          {problem ? <p role="alert">{problem}</p> : <span />}
          <Button onClick={onClose}>{t('offer.cancel')}</Button>
          <Button type="primary" loading={busy} onClick={save}>
            {t('offer.save')} <KeyHint keys="mod+Enter" />
          </Button>
        </div>
      }
    >
      <div className={style.offerForm} role="presentation" onKeyDownCapture={onKeyDown}>
        <label>
          {t('offer.title')}
          <ImeInput
            autoFocus
            value={title}
            maxLength={200}
            onChange={({ target }) => setTitle(target.value)}
          />
        </label>
        <label>
          {t('offer.body')}
          <ImeTextArea
            value={body}
            maxLength={5_000}
            autoSize={{ minRows: 4, maxRows: 12 }}
            onChange={({ target }) => setBody(target.value)}
          />
        </label>
        <p className={style.number}>{t('offer.bodyHelp')}</p>
        <div className={style.offerDays}>
          <label>
            {t('offer.fromOn')}
            <DateField
              value={fromOn}
              onChange={(value, from) => {
                setFromOn(value);
                setDayProblem({ ...dayProblem, from });
              }}
            />
          </label>
          <label>
            {t('offer.toOn')}
            <DateField
              value={toOn}
              onChange={(value, to) => {
                setToOn(value);
                setDayProblem({ ...dayProblem, to });
              }}
            />
          </label>
        </div>
        <label>
          {t('offer.tag')}
          <Select
            showSearch
            allowClear
            value={tag || null}
            placeholder={t('offer.everyTag')}
            options={options}
            onChange={(value: string | null) => setTag(value ?? '')}
          />
        </label>
        <label>
          {t('offer.tiers')}
          <Select
            mode="multiple"
            allowClear
            showSearch={false}
            value={[...forTiers]}
            placeholder={t('offer.everyTier')}
            options={tiers.map((tier) => ({ value: tier, label: t(`offer.tier.${tier}`) }))}
            onChange={(value: Tier[]) => setForTiers(value)}
          />
        </label>
        <label>
          {t('offer.product')}
          <ImeInput
            value={product}
            maxLength={200}
            placeholder={t('offer.productHint')}
            onChange={({ target }) => setProduct(target.value)}
          />
        </label>
        <AudienceField label={t('offer.segment')} value={segment} onChange={setSegment} />
        <p className={style.number}>{t('offer.help')}</p>
      </div>
    </Drawer>
  );
}

/** As it stood before. */
function offerOf(item: ContentItemView): OfferFields {
  return {
    title: item.title,
    body: item.body,
    fromOn: item.offerFromOn,
    toOn: item.offerToOn,
    tag: item.offerTag,
    tiers: item.offerTiers,
    product: item.offerProduct,
    segment: item.offerFor,
  };
}
