/** Finds the Electron binary, or tries once a day to download it. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const packageFolder = 'node_modules/electron';
const dayMs = 86_400_000;

/** The path of a binary that can be started, or undefined. `ELECTRON_OVERRIDE_DIST_PATH` names an unpacked zip. */
export function findElectron(): string | undefined {
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(packageFolder, 'dist');
  const pathFile = join(packageFolder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : defaultName();
  const path = join(folder, name);
  return existsSync(path) ? path : undefined;
}

/**
 * Downloads the binary with Electron's own installer (it honours ELECTRON_MIRROR). A failure is remembered in
 * `memoryFile` for a day, so that a machine without access does not wait at every start.
 */
export async function obtainElectron(memoryFile: string): Promise<string | undefined> {
  const present = findElectron();
  if (present) return present;
  if (
    !process.env['ELECTRON_MIRROR'] &&
    existsSync(memoryFile) &&
    Date.now() - statSync(memoryFile).mtimeMs < dayMs
  )
    return undefined;
  console.log('Electron binary: not here yet, trying to download it …');
  const ok = await install();
  if (!ok) {
    mkdirSync(dirname(memoryFile), { recursive: true });
    writeFileSync(memoryFile, 'The Electron binary could not be downloaded; tried again after a day.\n');
  }
  return findElectron();
}

function install(): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(packageFolder, 'install.js')], { stdio: 'ignore' });
    // Behind a firewall that swallows packets the download would hang for minutes.
    const timer = setTimeout(() => child.kill('SIGKILL'), 180_000);
    child.on('exit', (code) => {
      clearTimeout(timer);
      resolve(code === 0);
    });
  });
}

function defaultName(): string {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}
