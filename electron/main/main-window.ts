import { fileURLToPath } from 'node:url';
import { app, BrowserWindow, nativeTheme } from 'electron';
import { pageOrigin } from './page-protocol.ts';

let mainWindow: BrowserWindow | undefined;
let isQuitting = false;
app.on('before-quit', () => {
  isQuitting = true;
});

export function findMainWindow(): BrowserWindow | undefined {
  return mainWindow;
}

export function createMainWindow(): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 960,
    minHeight: 600,
    show: false,
    title: 'Rapport 走心',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#1b1a19' : '#faf9f7',
    webPreferences: {
      preload: fileURLToPath(new URL('../preload/preload.cjs', import.meta.url)),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  mainWindow = window;
  window.once('ready-to-show', () => window.show());
  // With a tray, closing the window keeps the reminders of the day running.
  window.on('close', (event) => {
    if (isQuitting || process.platform === 'linux') return;
    event.preventDefault();
    window.hide();
  });
  window.on('closed', () => {
    mainWindow = undefined;
  });
  void window.loadURL(`${pageOrigin}/index.html`);
  return window;
}

/** Shows the window, making it again if it was closed. */
export function showMainWindow(): void {
  const window = mainWindow ?? createMainWindow();
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
