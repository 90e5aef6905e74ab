/** Ctrl/Cmd+K: customers, everything written about them, the library, and every command. */
import { SearchOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { isComposing } from '../components/ime-input.tsx';
import { useOrpc } from '../platform/api-context.tsx';
import { openFrameWindow } from '../stores/frame-window.ts';
import { usePaletteCommands } from './palette-command.ts';
import { paletteEntries, type PaletteEntry } from './palette-entry.ts';
import { PaletteRow } from './palette-row.tsx';
import './palette.css';
import type { Place } from './place.ts';
import { useShortcut } from './shortcut.ts';
import { useDelayed } from './use-delayed.ts';

const shownPerGroup = 6;
const typingPauseMs = 50;
/** While the index is being built. */
const waitingPauseMs = 1_000;

export function Palette({ places }: { places: readonly Place[] }) {
  const { t } = useTranslation('common');
  const orpc = useOrpc();
  const queryClient = useQueryClient();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const close = (): void => openFrameWindow('none');
  const { commands, openCustomer, openContent } = usePaletteCommands(places);
  const typed = text.trim();
  const search = useDelayed(typed, typingPauseMs);
  const searchOptions = (words: string) =>
    orpc.search.find.queryOptions({ input: { text: words, limit: shownPerGroup }, staleTime: 0 });
  // The former answer stays until the next one is there, so that the list does not blink at every key.
  const found = useQuery({
    ...searchOptions(search),
    enabled: search !== '',
    placeholderData: (former) => former,
    refetchInterval: (query) => ((query.state.data?.waiting ?? 0) > 0 ? waitingPauseMs : false),
  });
  useShortcut('palette', { Escape: { label: '', run: close, whileTyping: true } }, { modal: true });

  const entries = paletteEntries(found.data, commands, text);
  const index = Math.min(active, Math.max(0, entries.length - 1));
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [index]);

  const settled = typed === '' || (search === typed && !found.isFetching);

  /** Enter pressed before the answer to what was typed has come waits for it, so that it never opens somebody else. */
  async function chooseTyped(): Promise<void> {
    const answer = await queryClient.fetchQuery(searchOptions(typed)).catch(() => undefined);
    choose(paletteEntries(answer, commands, text)[0]);
  }
  function choose(entry: PaletteEntry | undefined): void {
    if (!entry) return;
    close();
    if (entry.group === 'customer') openCustomer(entry.found.id);
    else if (entry.group === 'history') openCustomer(entry.found.customerId, entry.found.id);
    else if (entry.group === 'content') openContent(entry.found.title);
    else entry.found.run();
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
      width={640}
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
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
        />
      </div>
      <div
        className="palette-list"
        id="palette-list"
        role="listbox"
        aria-label={t('palette.open')}
        aria-busy={!settled}
        ref={list}
      >
        {entries.length === 0 && settled && <p className="palette-none">{t('palette.none')}</p>}
        {entries.map((entry, position) => (
          <div key={`${entry.group} ${entry.key}`} role="presentation">
            {typed !== '' && entry.group !== entries[position - 1]?.group && (
              <div className="palette-group" role="presentation">
                {t(`palette.group.${entry.group}`)}
              </div>
            )}
            <div
              id={`palette-${entry.key}`}
              role="option"
              tabIndex={-1}
              aria-selected={position === index}
              className="palette-entry"
              onMouseMove={() => setActive(position)}
              onClick={() => choose(entry)}
              onKeyDown={onKeyDown}
            >
              <PaletteRow entry={entry} />
            </div>
          </div>
        ))}
      </div>
      {typed !== '' && (found.error || (found.data?.waiting ?? 0) > 0) && (
        <p className="palette-note" role="status">
          {found.error ? t('palette.failed') : t('palette.waiting', { count: found.data!.waiting })}
        </p>
      )}
    </Modal>
  );
}
