/** The desktop shell: a list of set-ups. What the program does is in core. */
import { app } from 'electron';
import { setUpCore } from './core-process.ts';
import { setUpIpc } from './ipc.ts';
import { setUpMenu } from './menu.ts';
import { createMainWindow, showMainWindow } from './main-window.ts';
import { registerPageScheme, servePage } from './page-protocol.ts';
import { setUpPortBroker } from './port-broker.ts';
import { setUpSecurity } from './security.ts';
import { claimSingleInstance } from './single-instance.ts';
import { setUpTray } from './tray.ts';

registerPageScheme();

if (claimSingleInstance(showMainWindow)) {
  setUpSecurity();
  await app.whenReady();
  servePage();
  const core = setUpCore();
  setUpPortBroker(core);
  setUpIpc();
  setUpMenu();
  setUpTray();
  createMainWindow();
  app.on('activate', showMainWindow);
}
