/** The channels of the ShellApi: each checks who speaks and what is said. */
import { app, clipboard, dialog, ipcMain, nativeTheme, shell, type IpcMainInvokeEvent } from 'electron';
import { z } from 'zod';
import { noticeView } from '#shared/contract/notice.ts';
import { checkedLink } from './external-link.ts';
import { findMainWindow } from './main-window.ts';
import { setMenuLanguage } from './menu.ts';
import { showNotice } from './notice.ts';
import { isTrustedSender } from './sender.ts';
import { shellText } from './shell-text.ts';

/** The longest text one may copy at once: a note at its limit fits. */
const maxCopy = 100_000;

const channels = {
  'shell:open-external': { input: z.tuple([z.string().max(2_000)]), run: openExternal },
  'shell:copy-text': {
    input: z.tuple([z.string().max(maxCopy)]),
    run: (text: string) => clipboard.writeText(text),
  },
  'shell:set-theme': {
    input: z.tuple([z.enum(['light', 'dark', 'system'])]),
    run: (theme: 'light' | 'dark' | 'system') => {
      nativeTheme.themeSource = theme;
    },
  },
  'shell:set-language': { input: z.tuple([z.enum(['zh-CN', 'en'])]), run: setMenuLanguage },
  'shell:notify': {
    input: z.tuple([noticeView.refine(({ counts }) => Object.values(counts).some((count) => count > 0))]),
    run: showNotice,
  },
  'shell:app-info': {
    input: z.tuple([]),
    run: () => ({ version: app.getVersion(), platform: process.platform }),
  },
} as const;

export function setUpIpc(): void {
  for (const [name, channel] of Object.entries(channels)) {
    ipcMain.handle(name, (event: IpcMainInvokeEvent, ...args: unknown[]) => {
      if (!isTrustedSender(event.senderFrame)) throw new Error('FORBIDDEN');
      const input = channel.input.safeParse(args);
      if (!input.success) throw new Error('INVALID');
      return (channel.run as (...values: unknown[]) => unknown)(...input.data);
    });
  }
}

/** Asks before leaving the program: the address is shown as it is. */
async function openExternal(text: string): Promise<boolean> {
  const url = checkedLink(text);
  const window = findMainWindow();
  if (!url || !window) return false;
  const words = shellText();
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: words.openLink,
    detail: url,
    buttons: [words.open, words.cancel],
    defaultId: 1,
    cancelId: 1,
  });
  if (response !== 0) return false;
  await shell.openExternal(url);
  return true;
}
