import type { NoticeView } from './notice.ts';

/** What the page may ask of the desktop shell. In a browser, platform/ answers with what a browser can do. */
export interface ShellApi {
  /** `desktop` in Electron, `browser` elsewhere. */
  readonly host: 'desktop' | 'browser';
  /** Opens an https, mailto or tel link outside after the shell's own check; resolves false when refused. */
  openExternal(url: string): Promise<boolean>;
  copyText(text: string): Promise<void>;
  /** Sets the colour scheme of the window frame. */
  setTheme(theme: 'light' | 'dark' | 'system'): Promise<void>;
  setLanguage(language: 'zh-CN' | 'en'): Promise<void>;
  /**
   * Shows what is due as a notice of the system, in the shell's own words; a click opens the card, or today's list.
   * Resolves false where none can be shown, and the page says it itself.
   */
  notify(notice: NoticeView): Promise<boolean>;
  /** Called when the menu or tray asks for a place in the program, e.g. `/customers`, or for the palette (`palette`). */
  onNavigate(listener: (target: string) => void): () => void;
  appInfo(): Promise<{ version: string; platform: string }>;
}
