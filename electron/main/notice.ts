/** Notices of the operating system. The page hands over counts; the words are the shell's own, so no customer text gets here. */
import { Notification } from 'electron';
import type { NoticeView } from '#shared/contract/notice.ts';
import { showMainWindow } from './main-window.ts';
import { navigate } from './menu.ts';
import { shellText } from './shell-text.ts';

/** Kept until it is clicked or gone: a collected Notification loses its click. */
let shown: Notification | undefined;

/** False where the system shows none; the page then says it itself. */
export function showNotice({ counts, customerId }: NoticeView): boolean {
  if (!Notification.isSupported()) return false;
  const words = shellText();
  const parts = (['reply', 'appointment', 'promise'] as const)
    .filter((kind) => counts[kind] > 0)
    .map((kind) => words.notice[kind].replace('{n}', String(counts[kind])));
  shown?.close();
  const notice = new Notification({ title: words.noticeTitle, body: parts.join(words.noticeComma) });
  notice.on('click', () => {
    showMainWindow();
    navigate(customerId === null ? '/today' : `/customers/${customerId}`);
  });
  shown = notice;
  notice.show();
  return true;
}
