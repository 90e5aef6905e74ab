/** What the page asks of the window around it: the desktop shell, or what a browser can do. */
import type { ShellApi } from '#shared/contract/shell-api.ts';

declare global {
  interface Window {
    /** Exposed by the preload script; absent in a browser. */
    rapport?: {
      readonly shell: ShellApi;
      /** Asks for a fresh port to core; it is posted to the window as `'rapport:port'`. */
      requestPort(): void;
    };
  }
}

async function copyInBrowser(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement('textarea');
  area.value = text;
  area.setAttribute('readonly', '');
  area.className = 'visually-hidden';
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}

export function createBrowserShell(): ShellApi {
  return {
    host: 'browser',
    async openExternal(url) {
      if (!/^(https:|mailto:|tel:)/i.test(url)) return false;
      window.open(url, '_blank', 'noopener,noreferrer');
      return true;
    },
    copyText: copyInBrowser,
    async setTheme() {},
    async setLanguage() {},
    // A browser asks for a permission first and shows the notice elsewhere; the page itself is always in the right place.
    notify: () => Promise.resolve(false),
    onNavigate: () => () => {},
    async appInfo() {
      return { version: '', platform: navigator.platform };
    },
  };
}

let shell: ShellApi | undefined;

export function getShell(): ShellApi {
  shell ??= window.rapport?.shell ?? createBrowserShell();
  return shell;
}

export function useShell(): ShellApi {
  return getShell();
}
