/** Puts a question together: conditions and groups of them, all or any of them, each of them turned round by 「非」. */
import { CloseOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConditionKind } from '#shared/domain/segment/segment.ts';
import { ChoiceChips } from '../../components/choice-chips.tsx';
import { ConditionValue } from './condition-value.tsx';
import {
  conditionKinds,
  depthAtMost,
  emptyGroup,
  isGroup,
  newLeaf,
  type DraftGroup,
  type DraftPart,
} from './segment-draft.ts';
import style from './segment-group.module.css';

/** One group of a question and what is in it; with what can be added. The keyboard is where something was added. */
export function SegmentGroup({
  group,
  depth = 1,
  autoFocus = false,
  onChange,
}: {
  group: DraftGroup;
  depth?: number;
  /** It has just been opened. */
  autoFocus?: boolean;
  onChange: (group: DraftGroup) => void;
}) {
  const { t } = useTranslation('list');
  const [added, setAdded] = useState(autoFocus ? group.parts[0]?.key : undefined);
  const setPart = (at: number, part: DraftPart) => onChange({ ...group, parts: group.parts.with(at, part) });
  const remove = (at: number) => onChange({ ...group, parts: group.parts.toSpliced(at, 1) });
  const add = (part: DraftPart) => {
    setAdded(part.key);
    onChange({ ...group, parts: [...group.parts, part] });
  };
  return (
    <div className={style.group}>
      {group.parts.length > 1 && (
        <ChoiceChips
          label={t('segment.match')}
          single
          choices={[
            { value: 'all', label: t('segment.all') },
            { value: 'any', label: t('segment.any') },
          ]}
          chosen={[group.match]}
          onChoose={(match) => onChange({ ...group, match })}
        />
      )}
      {group.parts.map((part, at) => (
        <div key={part.key} className={style.part}>
          <div className={style.line}>
            <button
              type="button"
              className={style.not}
              aria-pressed={part.not}
              title={t('segment.notHint')}
              onClick={() => setPart(at, { ...part, not: !part.not })}
            >
              {t('segment.not')}
            </button>
            {isGroup(part) ? (
              <span className={style.name}>{t('segment.group')}</span>
            ) : (
              <Select<ConditionKind>
                size="small"
                autoFocus={part.key === added}
                className={style.name}
                aria-label={t('segment.kindLabel')}
                value={part.is}
                options={conditionKinds.map((value) => ({ value, label: t(`segment.kind.${value}`) }))}
                onChange={(is) => setPart(at, { ...newLeaf(is), not: part.not })}
              />
            )}
            <Button
              size="small"
              type="text"
              icon={<CloseOutlined />}
              aria-label={t('segment.remove')}
              onClick={() => remove(at)}
            />
          </div>
          {isGroup(part) ? (
            <SegmentGroup
              group={part}
              depth={depth + 1}
              autoFocus={part.key === added}
              onChange={(inner) => setPart(at, inner)}
            />
          ) : (
            <ConditionValue leaf={part} onChange={(leaf) => setPart(at, leaf)} />
          )}
        </div>
      ))}
      <div className={style.add}>
        <Button size="small" type="text" icon={<PlusOutlined />} onClick={() => add(newLeaf('tag'))}>
          {t('segment.addCondition')}
        </Button>
        {depth < depthAtMost && group.parts.length > 0 && (
          <Button
            size="small"
            type="text"
            onClick={() =>
              add({ ...emptyGroup(group.match === 'all' ? 'any' : 'all'), parts: [newLeaf('tag')] })
            }
          >
            {t('segment.addGroup')}
          </Button>
        )}
      </div>
    </div>
  );
}
