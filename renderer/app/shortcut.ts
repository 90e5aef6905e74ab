/**
 * Keys of the program. A component registers its keys while it is shown; the newest registration wins. Keys are ignored while
 * text is typed or composed (IME). A `modal` scope (a dialog, an open panel) silences everything below it except `mod` keys.
 */
import { useLayoutEffect, useRef } from 'react';
import { matchPresses, pressName } from './shortcut-key.ts';

export interface Binding {
  /** Shown in the key list (`?`), already translated. Empty: works but is not listed. */
  readonly label: string;
  readonly run: (event: KeyboardEvent) => void;
  /** Also while a text field has the focus (for Escape, mod+Enter). */
  readonly whileTyping?: boolean;
}
export type Bindings = Readonly<Record<string, Binding>>;

interface Scope {
  name: string;
  readonly modal: boolean;
  bindings: Bindings;
}

const scopes: Scope[] = [];
const sequenceMs = 1_200;
let typed: string[] = [];
let typedAt = 0;

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLSelectElement) return true;
  if (!(target instanceof HTMLInputElement)) return false;
  return !['checkbox', 'radio', 'button', 'submit', 'range', 'file'].includes(target.type);
}

/** Enter and Space belong to a focused button or link; with Ctrl or Cmd they do not. */
function belongsToTarget(event: KeyboardEvent): boolean {
  if ((event.key !== 'Enter' && event.key !== ' ') || event.ctrlKey || event.metaKey) return false;
  const target = event.target;
  return (
    target instanceof Element &&
    target.closest(
      'button, a[href], summary, [role="button"], [role="menuitem"], [role="tab"], [role="option"]',
    ) !== null
  );
}

function find(typing: boolean, presses: readonly string[]): Binding | 'part' | undefined {
  let silenced = false;
  for (const scope of scopes.toReversed()) {
    for (const [shortcut, binding] of Object.entries(scope.bindings)) {
      if (typing && !binding.whileTyping && !shortcut.startsWith('mod+')) continue;
      if (silenced && !shortcut.startsWith('mod+')) continue;
      const match = matchPresses(shortcut, presses);
      if (match === 'full') return binding;
      if (match === 'part') return 'part';
    }
    silenced ||= scope.modal;
  }
  return undefined;
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
  if (['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) return;
  const typing = isTyping(event.target);
  if (belongsToTarget(event)) return;
  const now = performance.now();
  if (now - typedAt > sequenceMs) typed = [];
  const press = pressName(event);
  let found = find(typing, [...typed, press]);
  if (!found && typed.length > 0) {
    typed = [];
    found = find(typing, [press]);
  }
  if (found === 'part') {
    typed = [...typed, press];
    typedAt = now;
    return;
  }
  typed = [];
  if (!found || (event.repeat && !press.startsWith('Arrow') && press !== 'j' && press !== 'k')) return;
  event.preventDefault();
  found.run(event);
}

let listening = false;

/** Registers keys while the component is shown. `scope` is the heading in the key list, already translated. */
export function useShortcut(
  scope: string,
  bindings: Bindings,
  options: { enabled?: boolean; modal?: boolean } = {},
): void {
  const { enabled = true, modal = false } = options;
  const own = useRef<Scope | null>(null);
  useLayoutEffect(() => {
    if (!enabled) return;
    if (!listening) document.addEventListener('keydown', onKeyDown);
    listening = true;
    const entry: Scope = { name: '', modal, bindings: {} };
    own.current = entry;
    scopes.push(entry);
    return () => {
      scopes.splice(scopes.indexOf(entry), 1);
      own.current = null;
    };
  }, [enabled, modal]);
  // A heading in another language does not make it a newer registration.
  useLayoutEffect(() => {
    if (own.current) Object.assign(own.current, { name: scope, bindings });
  });
}

export interface ListedKey {
  shortcut: string;
  label: string;
  run: Binding['run'];
}

/** What the key list shows now, innermost scope first. */
export function listShortcuts(): { scope: string; keys: ListedKey[] }[] {
  const groups = new Map<string, ListedKey[]>();
  for (const scope of scopes.toReversed()) {
    const keys = groups.get(scope.name) ?? [];
    for (const [shortcut, { label, run }] of Object.entries(scope.bindings)) {
      if (label && !keys.some((key) => key.shortcut === shortcut)) keys.push({ shortcut, label, run });
    }
    groups.set(scope.name, keys);
  }
  return [...groups].filter(([, keys]) => keys.length > 0).map(([scope, keys]) => ({ scope, keys }));
}
