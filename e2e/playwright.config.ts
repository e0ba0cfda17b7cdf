import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: './specs',
  outputDir: '../test-results',
  globalSetup: './support/global-setup.ts',
  // Each test starts a whole Electron that draws in software: two that act would disturb each other's timing. Beside them
  // goes a lane of tests that mostly wait for the clocks of devices and alarms, marked @waits; none of these measures a time.
  workers: 2,
  projects: [
    { name: 'acts', grepInvert: /@waits/, workers: 1 },
    { name: 'waits', grep: /@waits/, workers: 1 },
  ],
  fullyParallel: false,
  // A test that passes at the second try has found something.
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [['list'], ['json']] : [['list']],
})
