/** Ctrl/Cmd+K: every customer by name, pinyin, initials or phone tail, and every command. */
import { SearchOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { isComposing } from '../components/ime-input.tsx';
import { KeyHint } from '../components/key-hint.tsx';
import { PersonAvatar } from '../components/person-avatar.tsx';
import { TierChip } from '../components/tier-chip.tsx';
import { useOrpc } from '../platform/api-context.tsx';
import { openFrameWindow } from '../stores/frame-window.ts';
import { usePaletteCommands } from './palette-command.ts';
import './palette.css';
import type { Place } from './place.ts';
import { useShortcut } from './shortcut.ts';
import { useDelayed } from './use-delayed.ts';

const shownCustomers = 8;
const typingPauseMs = 70;

export function Palette({ places }: { places: readonly Place[] }) {
  const { t } = useTranslation('common');
  const orpc = useOrpc();
  const queryClient = useQueryClient();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const close = (): void => openFrameWindow('none');
  const { commands, openCustomer } = usePaletteCommands(places);
  const search = useDelayed(text.trim(), typingPauseMs);
  const searches = places.some((place) => place.name === 'customers');
  const searchOptions = (typed: string) =>
    orpc.customer.list.queryOptions({
      input: { filter: { search: typed }, sort: { by: 'lastTouchAt', direction: 'desc' } },
      staleTime: 0,
    });
  const found = useQuery({
    ...searchOptions(search),
    enabled: search !== '' && searches,
    placeholderData: (former) => former,
  });
  useShortcut('palette', { Escape: { label: '', run: close, whileTyping: true } }, { modal: true });

  const word = text.trim().toLowerCase();
  const customers = word ? (found.data?.lines.slice(0, shownCustomers) ?? []) : [];
  const shown = commands.filter((command) => command.words.some((part) => part.toLowerCase().includes(word)));
  const entries = [
    ...customers.map((line) => ({
      key: line.id,
      run: () => openCustomer(line.id),
      customer: line,
      command: null,
    })),
    ...shown.map((command) => ({ key: command.name, run: command.run, customer: null, command })),
  ];
  const index = Math.min(active, Math.max(0, entries.length - 1));
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [index]);

  const settled = !searches || word === '' || (search === text.trim() && !found.isFetching);

  /** Enter pressed before the answer to what was typed has come waits for it, so that it never opens somebody else. */
  async function chooseTyped(): Promise<void> {
    const answer = await queryClient.fetchQuery(searchOptions(text.trim())).catch(() => undefined);
    const first = answer?.lines[0];
    close();
    if (first) openCustomer(first.id);
    else shown[0]?.run();
  }
  function choose(entry: (typeof entries)[number] | undefined): void {
    if (!entry) return;
    close();
    entry.run();
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    if (event.key === 'Enter' && !settled) void chooseTyped();
    else if (event.key === 'Enter') choose(entries[index]);
    else if (event.key === 'ArrowDown') setActive(Math.min(index + 1, entries.length - 1));
    else if (event.key === 'ArrowUp') setActive(Math.max(index - 1, 0));
    else return;
    event.preventDefault();
  }

  return (
    <Modal
      open
      onCancel={close}
      footer={null}
      closable={false}
      width={600}
      style={{ top: 88 }}
      className="palette"
      title={<span className="visually-hidden">{t('palette.open')}</span>}
    >
      <div className="palette-field">
        <SearchOutlined />
        <input
          autoFocus
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={entries[index] ? `palette-${entries[index].key}` : undefined}
          aria-label={t('palette.prompt')}
          placeholder={t('palette.prompt')}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
          autoComplete="off"
          spellCheck={false}
        />
      </div>
      <div
        className="palette-list"
        id="palette-list"
        role="listbox"
        aria-label={t('palette.open')}
        ref={list}
      >
        {entries.length === 0 && <p className="palette-none">{t('palette.none')}</p>}
        {entries.map((entry, position) => (
          <div
            key={entry.key}
            id={`palette-${entry.key}`}
            role="option"
            tabIndex={-1}
            aria-selected={position === index}
            className="palette-entry"
            onMouseMove={() => setActive(position)}
            onClick={() => choose(entry)}
            onKeyDown={onKeyDown}
          >
            {entry.customer ? (
              <>
                <PersonAvatar name={entry.customer.name} size={28} />
                <span className="palette-name">{entry.customer.name}</span>
                <span className="palette-more">
                  {[entry.customer.addressAs, entry.customer.company, entry.customer.city]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
                <TierChip tier={entry.customer.tier} />
              </>
            ) : (
              <>
                <span className="palette-name">{entry.command.label}</span>
                <span className="palette-more" />
                {entry.command.keys && <KeyHint keys={entry.command.keys} />}
              </>
            )}
          </div>
        ))}
      </div>
    </Modal>
  );
}
