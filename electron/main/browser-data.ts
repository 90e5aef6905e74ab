/** What the browser inside the shell, the system and the clipboard may still hold of a profile that was wiped. */
import { app, clipboard, session } from 'electron';

/** Everything of it is cleared, whosever it was: drafts and layout can be made again. */
export async function clearBrowserData(): Promise<void> {
  clipboard.clear();
  app.clearRecentDocuments();
  const { defaultSession } = session;
  await Promise.all([
    defaultSession.clearStorageData(),
    defaultSession.clearCache(),
    defaultSession.clearCodeCaches({}),
    defaultSession.clearHostResolverCache(),
  ]);
}
