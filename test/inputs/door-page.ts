/** The page in a real Chromium: what is typed and pasted stays as it is, what is shown is text, nothing runs or leaves. */
import { resolve } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { startWebHost } from '#core/host/web-host.ts';
import { randomHex } from '#shared/lib/uuid.ts';
import type { TestCore } from '#test/support/test-core.ts';
import { findChromium, howToGetChromium } from '../../scripts/lib/chromium.ts';
import { compared, throughDoor, type DoorResult } from './door.ts';
import type { Input } from './input.ts';

export interface PageResult {
  doors: DoorResult[];
  /** Dialogs that a text opened, pages it went to, requests that left for another place, errors of the page. */
  scripts: string[];
  shown: number;
  missing: string[];
}

/** As a field of one line takes it. */
const oneLine = (text: string) => text.replace(/[\r\n]/g, '');

export async function runPage(
  core: TestCore,
  customerId: string,
  inputs: readonly Input[],
  shownNotes: readonly string[],
): Promise<PageResult> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error(howToGetChromium);
  const host = await startWebHost({
    core: core.core,
    pageDir: resolve('dist/renderer'),
    port: 0,
    token: randomHex(32),
  });
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-background-networking'],
  });
  const scripts: string[] = [];
  try {
    const context = await browser.newContext({
      permissions: ['clipboard-read', 'clipboard-write'],
      viewport: { width: 1280, height: 900 },
    });
    const page = await context.newPage();
    watch(page, new URL(host.url).origin, scripts);
    await page.goto(host.url);
    await page.getByRole('navigation').first().waitFor({ timeout: 60_000 });
    await page.evaluate(`location.hash = '#/customers/${customerId}'`);
    const note = page.getByRole('textbox', { name: '记录内容' });
    const search = page.getByRole('textbox', { name: '搜索客户' });
    await search.waitFor({ timeout: 30_000 });
    const doors: DoorResult[] = [];
    doors.push(
      await throughDoor(
        {
          name: 'typing',
          async take({ text }) {
            if (text.length > 200) return { kind: 'none' };
            await search.fill('');
            await search.focus();
            await page.keyboard.insertText(text);
            return compared(await search.inputValue(), oneLine(text));
          },
        },
        inputs,
      ),
    );
    await search.fill('');
    if (!(await note.isVisible())) await page.keyboard.press('Escape');
    doors.push(
      await throughDoor(
        {
          name: 'paste',
          async take({ text }) {
            await search.fill('');
            await search.focus();
            await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
            await page.keyboard.press('Control+V');
            const got = await search.inputValue();
            return compared(got, oneLine(text));
          },
        },
        inputs.filter(({ text }) => text.length <= 200),
      ),
    );
    await search.fill('');
    await note.waitFor({ timeout: 30_000 });
    doors.push(
      await throughDoor(
        {
          name: 'typing a note',
          async take({ text }) {
            await note.fill('');
            await note.focus();
            await page.keyboard.insertText(text);
            return compared(await note.inputValue(), text.replace(/\r\n?/g, '\n'));
          },
        },
        inputs.filter(({ text }) => text.length <= 1_000),
      ),
    );
    await note.fill('');
    const { shown, missing } = await readShown(page, shownNotes);
    return { doors, scripts, shown, missing };
  } finally {
    await browser.close();
    await host.close();
  }
}

function watch(page: Page, origin: string, scripts: string[]): void {
  page.on('dialog', (dialog) => {
    scripts.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => scripts.push(`error: ${error.message}`));
  page.on('popup', (popup) => scripts.push(`window: ${popup.url()}`));
  page.on('framenavigated', (frame) => {
    if (!frame.url().startsWith(origin) && frame.url() !== 'about:blank')
      scripts.push(`went to: ${frame.url()}`);
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !/^(data|blob):/.test(url)) scripts.push(`asked for: ${url}`);
  });
}

/** Scrolls the timeline of the open card from its head to its end and looks for each note in the text of the page. */
async function readShown(
  page: Page,
  notes: readonly string[],
): Promise<{ shown: number; missing: string[] }> {
  const squeeze = (text: string) => text.replace(/\s+/g, '').slice(0, 60);
  const wanted = new Set(notes.map(squeeze).filter((text) => text !== ''));
  const all = wanted.size;
  for (let still = 0; still < 6 && wanted.size > 0;) {
    const text = squeezeAll(await page.evaluate<string>('document.body.textContent ?? ""'));
    const before = wanted.size;
    for (const one of wanted) if (text.includes(one)) wanted.delete(one);
    const moved = await page.evaluate<boolean>(`(() => {
      let moved = false;
      for (const box of document.querySelectorAll('*')) {
        if (box.scrollHeight > box.clientHeight + 40 && /auto|scroll/.test(getComputedStyle(box).overflowY)) {
          const from = box.scrollTop;
          box.scrollTop += box.clientHeight * 0.8;
          if (box.scrollTop !== from) moved = true;
        }
      }
      for (const more of document.querySelectorAll('button')) if (/更早|加载更多|查看更多/.test(more.textContent ?? '')) { more.click(); moved = true; }
      return moved;
    })()`);
    await page.waitForTimeout(60);
    still = wanted.size === before && !moved ? still + 1 : 0;
  }
  return { shown: all - wanted.size, missing: [...wanted] };
}

const squeezeAll = (text: string) => text.replace(/\s+/g, '');
