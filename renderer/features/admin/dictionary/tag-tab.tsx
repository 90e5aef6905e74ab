/** The company's tag dictionary (practice C01): admins change it, leads look. Arrow keys go from tag to tag. */
import { AppstoreAddOutlined, TagsOutlined } from '@ant-design/icons';
import { Button, Checkbox } from 'antd';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { tagGroups } from '#shared/domain/tag.ts';
import type { TagLine } from '#shared/protocol/tag.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { AdminView } from '../admin-view.tsx';
import { matches } from '../matches.ts';
import { SearchField } from '../search-field.tsx';
import { GroupForm } from './group-form.tsx';
import { MergeForm } from './merge-form.tsx';
import { TagForm } from './tag-form.tsx';
import { TagGroup, type GroupLine } from './tag-group.tsx';
import { useDictionary } from './use-dictionary.ts';
import style from './dictionary.module.css';

type Open =
  | { form: 'group'; group: GroupLine | null }
  | { form: 'tag'; tag: TagLine }
  | { form: 'merge'; tag: TagLine };

export function TagTab({ readOnly }: { readOnly: boolean }) {
  const { t } = useTranslation('dictionary');
  const dictionary = useDictionary();
  const [search, setSearch] = useState('');
  const [showRetired, setShowRetired] = useState(true);
  const [open, setOpen] = useState<Open>();
  const page = useRef<HTMLDivElement>(null);
  const close = () => setOpen(undefined);

  /** From one tag to the next, over the borders of groups. */
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const tags = [...(page.current?.querySelectorAll<HTMLElement>('[data-tag]') ?? [])];
    const at = tags.indexOf(event.target as HTMLElement);
    if (at === -1) return;
    event.preventDefault();
    tags[at + step]?.focus();
  };
  return (
    <AdminView answer={dictionary}>
      {({ tags }) => {
        const groups = tagGroups(tags);
        const shown = groups.flatMap((group) => {
          const found = group.tags.filter(
            (tag) =>
              (showRetired || tag.retiredAt === null) &&
              matches(search, [tag.name, group.name, ...tag.formerNames]),
          );
          return found.length > 0 || (search === '' && showRetired) ? [{ ...group, shown: found }] : [];
        });
        return (
          <div ref={page} onKeyDown={onKeyDown} role="presentation">
            <div className={style.tools}>
              <SearchField label={t('search')} value={search} onChange={setSearch} />
              <Checkbox checked={showRetired} onChange={({ target }) => setShowRetired(target.checked)}>
                {t('showRetired')}
              </Checkbox>
              {!readOnly && (
                <Button
                  type="primary"
                  className={style.toolEnd ?? ''}
                  icon={<AppstoreAddOutlined />}
                  onClick={() => setOpen({ form: 'group', group: null })}
                >
                  {t('group.new')}
                </Button>
              )}
            </div>
            <p className={style.help}>{t(readOnly ? 'helpReadOnly' : 'help')}</p>
            {shown.length === 0 && (
              <EmptyState
                icon={<TagsOutlined />}
                title={t(groups.length === 0 ? 'none' : 'noneFound')}
                text={groups.length === 0 ? t('noneHelp') : undefined}
              />
            )}
            <div className={style.groups}>
              {shown.map((group) => (
                <TagGroup
                  key={group.name}
                  group={group}
                  groups={groups}
                  all={tags}
                  readOnly={readOnly}
                  onEditGroup={() => setOpen({ form: 'group', group })}
                  onEdit={(tag) => setOpen({ form: 'tag', tag })}
                  onMerge={(tag) => setOpen({ form: 'merge', tag })}
                />
              ))}
            </div>
            {open?.form === 'group' && <GroupForm group={open.group} onClose={close} />}
            {open?.form === 'tag' && (
              <TagForm tag={open.tag} groups={groups.map(({ name }) => name)} onClose={close} />
            )}
            {open?.form === 'merge' && <MergeForm tag={open.tag} groups={groups} onClose={close} />}
          </div>
        );
      }}
    </AdminView>
  );
}
