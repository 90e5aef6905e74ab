/** The company's SOPs (rules.md R8): admins publish, leads look. Arrow keys go from one to the next. */
import { OrderedListOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox } from 'antd';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { SopFields } from '#shared/domain/plan/sop/check.ts';
import type { SopLine } from '#shared/protocol/sop.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { AdminView } from '../admin-view.tsx';
import { matches } from '../matches.ts';
import { SearchField } from '../search-field.tsx';
import { emptySop, fieldsOf } from './sop-draft.ts';
import { SopForm } from './sop-form.tsx';
import { SopRow } from './sop-row.tsx';
import { SopView } from './sop-view.tsx';
import { StartersLeft } from './starters-left.tsx';
import { useSops } from './use-sops.ts';
import style from './sop.module.css';

type Open =
  | { show: 'view'; code: string }
  | { show: 'edit'; code: string }
  | { show: 'new'; from: string | null; initial: SopFields };

export function SopTab({ readOnly }: { readOnly: boolean }) {
  const { t } = useTranslation('sop');
  const answer = useSops();
  const [search, setSearch] = useState('');
  const [showRetired, setShowRetired] = useState(true);
  const [open, setOpen] = useState<Open>();
  const page = useRef<HTMLDivElement>(null);
  const opener = useRef<Element | null>(null);
  const show = (next: Open) => {
    opener.current ??= document.activeElement;
    setOpen(next);
  };
  const close = () => {
    setOpen(undefined);
    const back = opener.current;
    opener.current = null;
    if (back instanceof HTMLElement) requestAnimationFrame(() => back.focus());
  };
  const copy = (sop: SopLine) => {
    const from = sop.editions[0]!;
    const initial = { ...fieldsOf(from), name: t('copyName', { name: from.name }).slice(0, 100) };
    show({ show: 'new', from: from.name, initial });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const rows = [...(page.current?.querySelectorAll<HTMLElement>('[data-sop]') ?? [])];
    const at = rows.indexOf(event.target as HTMLElement);
    if (at === -1) return;
    event.preventDefault();
    rows[at + step]?.focus();
  };
  return (
    <AdminView answer={answer}>
      {({ sops, startersLeft }) => {
        const shown = sops.filter(
          ({ code, retiredAt, editions: [one] }) =>
            (showRetired || retiredAt === null) &&
            matches(search, [code, one!.name, ...one!.steps.map(({ title }) => title)]),
        );
        const opened = open && open.show !== 'new' ? sops.find(({ code }) => code === open.code) : undefined;
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
                  icon={<PlusOutlined />}
                  onClick={() => show({ show: 'new', from: null, initial: emptySop })}
                >
                  {t('new')}
                </Button>
              )}
            </div>
            <p className={style.help}>{t(readOnly ? 'helpReadOnly' : 'help')}</p>
            {!readOnly && startersLeft.length > 0 && <StartersLeft starters={startersLeft} />}
            {shown.length === 0 && (
              <EmptyState
                icon={<OrderedListOutlined />}
                title={t(sops.length === 0 ? 'none' : 'noneFound')}
                text={sops.length === 0 ? t('noneHelp') : undefined}
              />
            )}
            <ul className={style.rows}>
              {shown.map((sop) => (
                <SopRow
                  key={sop.code}
                  sop={sop}
                  readOnly={readOnly}
                  onOpen={() => show({ show: 'view', code: sop.code })}
                  onEdit={() => show({ show: 'edit', code: sop.code })}
                  onCopy={() => copy(sop)}
                />
              ))}
            </ul>
            {open?.show === 'view' && opened && (
              <SopView
                sop={opened}
                readOnly={readOnly}
                onEdit={() => show({ show: 'edit', code: opened.code })}
                onCopy={() => copy(opened)}
                onClose={close}
              />
            )}
            {open?.show === 'edit' && opened && (
              <SopForm
                sop={opened}
                from={null}
                initial={fieldsOf(opened.editions[0]!)}
                all={sops}
                onClose={close}
              />
            )}
            {open?.show === 'new' && (
              <SopForm sop={null} from={open.from} initial={open.initial} all={sops} onClose={close} />
            )}
          </div>
        );
      }}
    </AdminView>
  );
}
