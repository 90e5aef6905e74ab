/** Wheel turns and jumps over a long list, the same every time. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';

export async function scrollHard(page: Page): Promise<void> {
  const box = await page.getByRole('listbox').boundingBox();
  if (!box) throw new Error('the list is not on the screen');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const wheel = async (times: number, by: number, pauseMs: number) => {
    for (let turn = 0; turn < times; turn++) {
      await page.mouse.wheel(0, by);
      await sleep(pauseMs);
    }
  };
  await wheel(40, 300, 8);
  await wheel(30, 1_200, 8);
  await wheel(20, 6_000, 20);
  await wheel(10, -40_000, 60);
  await wheel(5, 150_000, 120);
  await wheel(30, -300, 8);
  // As dragging the scroll bar: far jumps, one in almost every frame.
  await page.evaluate(`new Promise((done) => {
    const list = document.querySelector('[role=listbox]');
    let step = 0;
    const jump = () => {
      if (step++ === 60) return done();
      list.scrollTop = ((step * 7919) % 60) / 60 * (list.scrollHeight - list.clientHeight);
      setTimeout(jump, 12);
    };
    jump();
  })`);
  await sleep(200);
}
