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
  /** Called when the menu or tray asks for a place in the program, e.g. `/customers`, or for the palette (`palette`). */
  onNavigate(listener: (target: string) => void): () => void;
  appInfo(): Promise<{ version: string; platform: string }>;
}
