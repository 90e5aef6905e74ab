/** Who may speak to the shell: the top frame of our own page, nobody else. */
import type { WebFrameMain } from 'electron';
import { pageOrigin } from './page-protocol.ts';

export function isPageUrl(url: string): boolean {
  return url === pageOrigin || url.startsWith(`${pageOrigin}/`);
}

export function isTrustedSender(frame: WebFrameMain | null): boolean {
  return frame !== null && frame.parent === null && isPageUrl(frame.url);
}
