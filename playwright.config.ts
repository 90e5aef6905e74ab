import { defineConfig } from '@playwright/test';
import { findChromium } from './scripts/lib/chromium.ts';

const long = /(main-job|ownership|screens|today)\.spec\.ts$/;

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results/e2e',
  // The walk through every screen takes 2.7 minutes on two free cores; this only ends what hangs.
  timeout: 480_000,
  expect: { timeout: 10_000 },
  // Each story has a server and devices of its own. A third beside them saves a minute on two cores, and makes all wait.
  workers: 2,
  fullyParallel: false,
  // Those that take long begin first, so that nobody waits for the last of them.
  projects: [
    { name: 'long', testMatch: long },
    { name: 'short', testIgnore: long },
  ],
  use: {
    actionTimeout: 20_000,
    viewport: { width: 1280, height: 800 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    launchOptions: {
      executablePath: findChromium(),
      args: [
        '--no-sandbox',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-quic',
        '--disable-gpu',
      ],
    },
  },
});
