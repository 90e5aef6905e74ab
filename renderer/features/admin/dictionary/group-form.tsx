/** A group with its rules: new with its first tags, or another name and other rules for one that is there. */
import { Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ImeInput, ImeTextArea } from '../../../components/ime-input.tsx';
import { NumberInput, type TypedNumber } from '../../../components/number-input.tsx';
import { useUndoToast } from '../../../components/undo-toast.tsx';
import { Panel } from './panel.tsx';
import type { GroupLine } from './tag-group.tsx';
import { useChangeDictionary } from './use-dictionary.ts';
import { useSubmit } from './use-submit.ts';
import style from './dictionary.module.css';

/** `group` null: a new one. */
export function GroupForm({ group, onClose }: { group: GroupLine | null; onClose: () => void }) {
  const { t } = useTranslation(['dictionary', 'common']);
  const change = useChangeDictionary();
  const undoToast = useUndoToast();
  const [name, setName] = useState(group?.name ?? '');
  const [isExclusive, setExclusive] = useState(group?.rules.isExclusive ?? false);
  const [validDays, setValidDays] = useState<TypedNumber>(group?.rules.validDays ?? null);
  const [asksReason, setAsksReason] = useState(group?.rules.asksReason ?? false);
  const [text, setText] = useState('');
  const { busy, problem, setProblem, submit } = useSubmit();
  const tags = [...new Set(text.split(/[\n,，、;；]/).map((each) => each.trim()))].filter(Boolean);

  const save = () => {
    const wanted = name.trim();
    if (wanted === '') return setProblem(t('group.nameMissing'));
    if (validDays === undefined) return setProblem(t('common:number.stopped'));
    const rules = { isExclusive, validDays, asksReason };
    if (group) {
      return void submit(async () => {
        await change({ do: 'changeGroup', group: group.name, name: wanted, rules });
        onClose();
        undoToast(t('group.changed', { name: wanted }), () =>
          change({ do: 'changeGroup', group: wanted, name: group.name, rules: group.rules }),
        );
      });
    }
    if (tags.length === 0) return setProblem(t('group.tagsMissing'));
    if (tags.length > 50) return setProblem(t('group.tagsTooMany'));
    if (tags.some((tag) => tag.length > 50)) return setProblem(t('group.tagTooLong'));
    void submit(async () => {
      await change({ do: 'createGroup', name: wanted, rules, tags });
      onClose();
      undoToast(t('group.made', { name: wanted, count: tags.length }));
    });
  };
  return (
    <Panel
      title={group ? t('group.editOf', { name: group.name }) : t('group.new')}
      does={t('save')}
      busy={busy}
      problem={problem}
      onDo={save}
      onClose={onClose}
    >
      <label>
        {t('group.name')}
        <ImeInput
          autoFocus
          value={name}
          maxLength={50}
          onChange={({ target }) => {
            setName(target.value);
            setProblem(undefined);
          }}
        />
      </label>
      {!group && (
        <label>
          {t('group.tags')}
          <ImeTextArea
            value={text}
            autoSize={{ minRows: 3, maxRows: 10 }}
            placeholder={t('group.tagsHint')}
            onChange={({ target }) => {
              setText(target.value);
              setProblem(undefined);
            }}
          />
        </label>
      )}
      <div className={style.rule}>
        <Checkbox checked={isExclusive} onChange={({ target }) => setExclusive(target.checked)}>
          {t('rule.exclusiveLong')}
        </Checkbox>
        <p>{t('rule.exclusiveHelp')}</p>
      </div>
      <div className={style.rule}>
        <Checkbox checked={asksReason} onChange={({ target }) => setAsksReason(target.checked)}>
          {t('rule.reasonLong')}
        </Checkbox>
        <p>{t('rule.reasonHelp')}</p>
      </div>
      <label>
        {t('rule.validLong')}
        <NumberInput
          min={1}
          max={3_650}
          value={validDays}
          className={style.days ?? ''}
          placeholder={t('rule.forGood')}
          suffix={t('rule.days')}
          onChange={(days) => {
            setValidDays(days);
            setProblem(undefined);
          }}
        />
      </label>
      <p>{t(group ? 'rule.validChangeHelp' : 'rule.validNewHelp')}</p>
    </Panel>
  );
}
