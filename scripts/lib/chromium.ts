/** Where a Chromium for the browser tests is. */
import { existsSync } from 'node:fs';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** `CHROMIUM_PATH`, or the first usual place that has one. */
export function findChromium(): string | undefined {
  const chosen = process.env['CHROMIUM_PATH'];
  return chosen ? (existsSync(chosen) ? chosen : undefined) : places.find((place) => existsSync(place));
}

export const howToGetChromium =
  'FAILED browser tests: no Chromium found. Install it (Debian: apt-get install chromium fonts-noto-cjk) or set CHROMIUM_PATH.';
