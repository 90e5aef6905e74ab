import { app } from 'electron';

/** One shell per person: a second start shows the first one's window and ends. False in the second. */
export function claimSingleInstance(onSecondStart: () => void): boolean {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return false;
  }
  app.on('second-instance', onSecondStart);
  return true;
}
