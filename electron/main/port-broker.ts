/** Gives the page a port to core. Nothing of what goes over it passes through the shell. */
import { ipcMain, MessageChannelMain } from 'electron';
import type { Core } from './core-process.ts';
import { isTrustedSender } from './sender.ts';

export const portChannel = 'rapport:port';

export function setUpPortBroker(core: Core): void {
  ipcMain.on(portChannel, (event) => {
    if (!isTrustedSender(event.senderFrame)) return;
    const { port1, port2 } = new MessageChannelMain();
    core.connect(port1);
    event.sender.postMessage(portChannel, null, [port2]);
  });
}
