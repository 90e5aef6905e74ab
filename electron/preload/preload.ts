/** All the page gets: one port to core on request, and the small ShellApi. */
import { contextBridge, ipcRenderer } from 'electron';
import type { ShellApi } from '#shared/contract/shell-api.ts';

/** The one thing of the DOM this script touches; the rest of the room is compiled without it. */
declare const window: {
  postMessage(message: string, targetOrigin: string, transfer: unknown[]): void;
  readonly location: { readonly origin: string };
};

const portChannel = 'rapport:port';
const navigateChannel = 'shell:navigate';

ipcRenderer.on(portChannel, (event) => {
  // A port cannot cross the context bridge; the page takes it from this message, which only this window gets.
  window.postMessage(portChannel, window.location.origin, [...event.ports]);
});

const shell: ShellApi = {
  host: 'desktop',
  openExternal: (url) => ipcRenderer.invoke('shell:open-external', url) as Promise<boolean>,
  copyText: (text) => ipcRenderer.invoke('shell:copy-text', text) as Promise<void>,
  setTheme: (theme) => ipcRenderer.invoke('shell:set-theme', theme) as Promise<void>,
  setLanguage: (language) => ipcRenderer.invoke('shell:set-language', language) as Promise<void>,
  notify: (notice) => ipcRenderer.invoke('shell:notify', notice) as Promise<boolean>,
  onNavigate: (listener) => {
    const receive = (_event: unknown, target: string) => listener(target);
    ipcRenderer.on(navigateChannel, receive);
    return () => void ipcRenderer.off(navigateChannel, receive);
  },
  appInfo: () => ipcRenderer.invoke('shell:app-info') as Promise<{ version: string; platform: string }>,
};

contextBridge.exposeInMainWorld('rapport', {
  shell,
  requestPort: () => ipcRenderer.send(portChannel),
});
