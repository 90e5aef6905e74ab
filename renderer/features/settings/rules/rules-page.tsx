/** Every number of the rules: default, company, team, person, and what counts (rules.md: all numbers are settings). */
import { SearchOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Switch } from 'antd';
import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingView } from '#shared/contract/setting.ts';
import type { SettingLevel } from '#shared/domain/setting-level.ts';
import { groupOf, unitOf } from '#shared/domain/setting-unit.ts';
import type { SettingKey } from '#shared/domain/setting.ts';
import { useIdentity } from '../../../app/session.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { ImeInput } from '../../../components/ime-input.tsx';
import { ListSkeleton } from '../../../components/list-skeleton.tsx';
import { PageFrame } from '../../../components/page-frame.tsx';
import { useFailToast, useUndoToast } from '../../../components/undo-toast.tsx';
import { useOrpc } from '../../../platform/api-context.tsx';
import { numberText } from './number-text.ts';
import { PlaceChoice } from './place-choice.tsx';
import { RuleRow } from './rule-row.tsx';
import './rules.css';

/** The groups that are open at first; the rest is one key away. */
const firstGroup = 'day';

export function RulesPage() {
  const { t } = useTranslation('rules');
  const { role, personId } = useIdentity();
  const orpc = useOrpc();
  const queryClient = useQueryClient();
  const say = useUndoToast();
  const fail = useFailToast();
  const [place, setPlace] = useState(role === 'admin' ? 'company' : `person:${personId}`);
  const [search, setSearch] = useState('');
  const [isChangedOnly, setChangedOnly] = useState(false);
  const wanted = useDeferredValue(search.trim().toLowerCase());
  const [level, id = ''] = place.split(':') as [SettingLevel, string?];
  const levels: SettingLevel[] =
    level === 'company'
      ? ['company']
      : level === 'team'
        ? ['company', 'team']
        : ['company', 'team', 'person'];
  const input =
    level === 'company' ? { isCompany: true } : level === 'team' ? { teamId: id } : { personId: id };
  const answer = useQuery(orpc.setting.list.queryOptions({ input }));
  const { mutateAsync } = useMutation(
    orpc.setting.set.mutationOptions({
      onSettled: () => queryClient.invalidateQueries({ queryKey: orpc.setting.key() }),
    }),
  );

  const nameOf = (key: string): string => t(`name.${key}` as never, { defaultValue: key });
  const groups = useMemo(() => {
    const found = new Map<string, SettingView[]>();
    for (const setting of answer.data?.settings ?? []) {
      const text = `${nameOf(setting.key)} ${setting.key} ${setting.rule}`.toLowerCase();
      if (!text.includes(wanted)) continue;
      if (isChangedOnly && !setting.company && !setting.team && !setting.person) continue;
      const group = groupOf(setting.key);
      found.set(group, [...(found.get(group) ?? []), setting]);
    }
    return [...found].sort(([a], [b]) => Number(b === firstGroup) - Number(a === firstGroup));
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [answer.data, wanted, isChangedOnly, t]);

  const set = async (setting: SettingView, at: SettingLevel, value: number | null): Promise<void> => {
    const where = {
      key: setting.key,
      teamId: at === 'team' ? (answer.data?.teamId ?? null) : null,
      personId: at === 'person' ? (answer.data?.personId ?? null) : null,
    };
    const before = setting[at];
    try {
      await mutateAsync({ ...where, value, seenId: before?.id ?? null });
      const name = nameOf(setting.key);
      const text =
        value === null
          ? t('cleared', { name })
          : t('set', { name, value: numberText(value, unitOf(setting.key as SettingKey)) });
      say(text, () => mutateAsync({ ...where, value: before?.value ?? null }));
    } catch (error) {
      fail(error);
    }
  };

  const mayNothing =
    answer.data && !answer.data.settings.some(({ maySet }) => maySet.includes(levels.at(-1)!));
  return (
    <PageFrame title={t('title')} subtitle={t('intro')}>
      <div className="rules-bar">
        <PlaceChoice value={place} onChange={setPlace} />
        <ImeInput
          className="rules-search"
          prefix={<SearchOutlined />}
          allowClear
          aria-label={t('search')}
          placeholder={t('search')}
          value={search}
          onChange={({ target }) => setSearch(target.value)}
        />
        <label className="rules-switch" htmlFor="rules-changed">
          <Switch id="rules-changed" size="small" checked={isChangedOnly} onChange={setChangedOnly} />
          {t('changedOnly')}
        </label>
      </div>
      {mayNothing && <p className="rules-faint">{t('readOnly')}</p>}
      {answer.isPending && <ListSkeleton rows={8} height={40} />}
      {answer.isError && <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.isSuccess && groups.length === 0 && <EmptyState title={t('nothing')} />}
      {groups.map(([group, settings]) => (
        <details key={`${group} ${wanted} ${isChangedOnly}`} className="rules-group" open={isOpen(group)}>
          <summary>
            {t(`group.${group}` as never, { defaultValue: group })} <span>{settings.length}</span>
          </summary>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('column.name')}</th>
                <th scope="col">{t('column.default')}</th>
                {levels.map((name) => (
                  <th key={name} scope="col">
                    {t(`column.${name}`)}
                  </th>
                ))}
                <th scope="col">{t('column.effective')}</th>
              </tr>
            </thead>
            <tbody>
              {settings.map((setting) => (
                <RuleRow
                  key={`${place} ${setting.key}`}
                  name={nameOf(setting.key)}
                  setting={setting}
                  levels={levels}
                  onSet={set}
                />
              ))}
            </tbody>
          </table>
        </details>
      ))}
    </PageFrame>
  );

  function isOpen(group: string): boolean {
    return group === firstGroup || wanted !== '' || isChangedOnly;
  }
}
