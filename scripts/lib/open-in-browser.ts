/** Opens an address in the person's browser where there is a desktop to open it on. */
import { spawn } from 'node:child_process';

export function openInBrowser(url: string): void {
  if (process.env['CI']) return;
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '""', url.replaceAll('&', '^&')]
        : ['xdg-open', url];
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return;
  const child = spawn(command!, args, { stdio: 'ignore', detached: true });
  // No browser to be found: the address is on the terminal.
  child.on('error', () => undefined);
  child.unref();
}
