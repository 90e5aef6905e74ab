/** Closes what the page does not need, for every web contents that is ever made. */
import { app, session } from 'electron';
import { isPageUrl } from './sender.ts';

/** Copying a draft is the only thing the page asks the browser's permission for. */
const allowedPermissions = new Set(['clipboard-sanitized-write']);

export function setUpSecurity(): void {
  app.enableSandbox();
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-frame-navigate', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
  void app.whenReady().then(() => {
    const all = session.defaultSession;
    all.setPermissionRequestHandler((contents, permission, decide) => {
      decide(allowedPermissions.has(permission) && isPageUrl(contents.getURL()));
    });
    all.setPermissionCheckHandler(
      (_contents, permission, origin) => allowedPermissions.has(permission) && isPageUrl(origin),
    );
    all.setDevicePermissionHandler(() => false);
  });
}
