import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import { findMainWindow, showMainWindow } from './main-window.ts';
import { setShellLanguage, shellText, type Language } from './shell-text.ts';
import { refreshTray } from './tray.ts';

export const navigateChannel = 'shell:navigate';

/** Shows the window and sends it to a place in the program. */
export function navigate(target: string): void {
  showMainWindow();
  findMainWindow()?.webContents.send(navigateChannel, target);
}

export function setUpMenu(): void {
  const words = shellText();
  const template: MenuItemConstructorOptions[] = [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    {
      label: words.go,
      submenu: [
        { label: words.today, accelerator: 'CmdOrCtrl+1', click: () => navigate('/today') },
        { label: words.customers, accelerator: 'CmdOrCtrl+2', click: () => navigate('/customers') },
        { label: words.content, accelerator: 'CmdOrCtrl+3', click: () => navigate('/content') },
        { type: 'separator' },
        // The page has the key itself; the menu shows it without taking it.
        {
          label: words.palette,
          accelerator: 'CmdOrCtrl+K',
          registerAccelerator: false,
          click: () => navigate('palette'),
        },
        { type: 'separator' },
        { label: words.quit, accelerator: 'CmdOrCtrl+Q', click: () => app.quit() },
      ],
    },
    { label: words.edit, role: 'editMenu' },
    {
      label: words.view,
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' } as const]),
      ],
    },
    { label: words.window, role: 'windowMenu' },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

export function setMenuLanguage(language: Language): void {
  setShellLanguage(language);
  setUpMenu();
  refreshTray();
}
