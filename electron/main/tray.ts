import { fileURLToPath } from 'node:url';
import { app, Menu, nativeImage, Tray } from 'electron';
import { showMainWindow } from './main-window.ts';
import { shellText } from './shell-text.ts';

/** Kept for the life of the program: a collected Tray vanishes from the bar. */
let tray: Tray | undefined;

export function setUpTray(): void {
  const icon = nativeImage.createFromPath(
    fileURLToPath(new URL('../../resources/icons/tray.png', import.meta.url)),
  );
  tray = new Tray(icon);
  tray.setToolTip('Rapport 走心');
  tray.on('click', showMainWindow);
  refreshTray();
}

export function refreshTray(): void {
  const words = shellText();
  tray?.setContextMenu(
    Menu.buildFromTemplate([
      { label: words.show, click: showMainWindow },
      { type: 'separator' },
      { label: words.quit, click: () => app.quit() },
    ]),
  );
}
