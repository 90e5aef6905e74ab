/** What the program read out of a text, each with where it would go and the words it was read in. */
import { EditOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProposalTargetInput, ProposalView } from '#shared/contract/capture.ts';
import { QuietTag } from '../../../components/quiet-tag.tsx';
import { dayWord, timeText } from '../../../components/time-format.ts';
import { useNow } from '../../../components/time-text.tsx';
import { dateOf } from '#shared/domain/calendar.ts';
import { annualDateText } from '../card/key-date-text.ts';
import type { EditedProposals } from '../../../stores/composer-draft.ts';
import { ProposalForm } from './proposal-form.tsx';
import { TickList } from './tick-list.tsx';
import style from './capture.module.css';

interface ProposalListProps {
  proposals: readonly ProposalView[];
  ticked: ReadonlySet<string>;
  onTick: (ticked: string[]) => void;
  edited: EditedProposals;
  onEdit: (key: string, what: ProposalTargetInput) => void;
}

export function ProposalList({ proposals, ticked, onTick, edited, onEdit }: ProposalListProps) {
  const { t } = useTranslation('capture');
  const [editing, setEditing] = useState<string>();
  const list = useRef<HTMLDivElement>(null);
  /** Back to the row it was about. */
  const leave = (key: string) => {
    setEditing(undefined);
    const boxes = list.current?.querySelectorAll<HTMLInputElement>('input[type=checkbox]') ?? [];
    [...boxes].find(({ value }) => value === key)?.focus();
  };
  if (proposals.length === 0) return null;
  return (
    <TickList
      label={t('proposals')}
      ref={list}
      onKey={(pressed, row) => {
        if (pressed === 'e') setEditing(row);
        return pressed === 'e';
      }}
      rows={proposals.map((each) => ({
        key: each.key,
        content: (
          <ProposalText
            proposal={{ ...each, what: edited[each.key] ?? each.what }}
            edited={edited[each.key] !== undefined}
          />
        ),
        aside: (
          <Button
            size="small"
            type="text"
            icon={<EditOutlined />}
            aria-label={t('edit.open', { what: t(`target.${(edited[each.key] ?? each.what).target}`) })}
            title={t('edit.hint')}
            aria-expanded={editing === each.key}
            onClick={() => (editing === each.key ? leave(each.key) : setEditing(each.key))}
          />
        ),
        below: editing === each.key && (
          <ProposalForm
            what={edited[each.key] ?? each.what}
            onSave={(what) => {
              onEdit(each.key, what);
              leave(each.key);
            }}
            onCancel={() => leave(each.key)}
          />
        ),
      }))}
      ticked={ticked}
      onTick={onTick}
    />
  );
}

function ProposalText({ proposal, edited }: { proposal: ProposalView; edited: boolean }) {
  const { t } = useTranslation('capture');
  const { what, confidence, quote, reasons } = proposal;
  const text = useProposalWords(what);
  return (
    <>
      <span className={style.proposal}>
        <QuietTag title={reasons.map((reason) => t(`reason.${reason}`)).join(' · ')}>
          {t(`target.${what.target}`)}
        </QuietTag>
        <span>{text}</span>
        {edited && <QuietTag tone="accent">{t('edit.done')}</QuietTag>}
        {!edited && confidence === 'low' && <QuietTag tone="amber">{t('unsure')}</QuietTag>}
      </span>
      {!text.includes(quote) && <q className={style.quote}>{quote}</q>}
    </>
  );
}

function useProposalWords(what: ProposalView['what']): string {
  const { t, i18n } = useTranslation(['capture', 'care', 'customers']);
  const now = useNow();
  switch (what.target) {
    case 'promise': {
      const day = dayWord(dateOf(what.dueAt), i18n.language, now);
      return t('dueBody', { due: `${day} ${timeText(what.dueAt, i18n.language)}`, body: what.body });
    }
    case 'key_date': {
      const date = annualDateText(what.date, (key, options) => t(`care:${key}`, options), i18n.language);
      const name =
        what.kind === 'birthday' ? t('birthdayOf', { who: what.label }) : what.label || t('anniversary');
      return `${name.trim()} ${date}`;
    }
    case 'contact_point':
      return `${t(`customers:contactKind.${what.kind}`)} ${what.value}`;
    case 'need':
      return what.body;
    case 'remark':
      return what.text;
    case 'relation':
      return [what.role, what.name, what.remark].filter((part) => part !== '').join(' ');
    case 'interest':
    case 'tag':
      return what.name;
  }
}
