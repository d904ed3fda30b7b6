import { defineConfig, devices } from '@playwright/test';

const launchOptions = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    // A hall without TLS: see `onPlainNetwork`.
    '--host-resolver-rules=MAP hall.test 127.0.0.2',
  ],
};

// Any free-looking port, so that two runs beside each other do not meet; the workers inherit it.
process.env.ROSTRUM_WEB_PORT ??= String(20_000 + Math.floor(Math.random() * 10_000));
const port = Number(process.env.ROSTRUM_WEB_PORT);

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  timeout: 120_000,
  expect: { timeout: 10_000 },
  // The stories mostly wait: for votes that are sent after seconds by chance, for delays, for each other.
  workers: 2,
  reporter: 'list',
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    screenshot: 'only-on-failure',
    locale: 'zh-CN',
    // Behind one, a stand-in for the server would not be asked.
    serviceWorkers: 'block',
  },
  // The pages alone, over a stand-in for the server; `hearing.spec.ts` starts the real one itself.
  webServer: {
    command: `npx vite preview --port ${port} --strictPort --host 127.0.0.1`,
    port,
    reuseExistingServer: false,
  },
  projects: [
    {
      name: 'hall',
      // Everything else; so a new file cannot be forgotten. First, because its files are long.
      testIgnore: /surfaces\.spec/,
      use: { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 }, launchOptions },
    },
    {
      name: 'phone',
      testMatch: /surfaces\.spec/,
      fullyParallel: true,
      grep: / phone-/,
      use: {
        ...devices['Pixel 7'],
        viewport: { width: 390, height: 844 },
        launchOptions,
      },
    },
    {
      name: 'tablet',
      testMatch: /surfaces\.spec/,
      fullyParallel: true,
      grep: / tablet-/,
      use: { ...devices['Desktop Chrome'], viewport: { width: 1024, height: 768 }, launchOptions },
    },
    {
      name: 'desktop',
      testMatch: /surfaces\.spec/,
      fullyParallel: true,
      grep: / desktop-/,
      use: { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 }, launchOptions },
    },
    {
      name: 'screen',
      testMatch: /surfaces\.spec/,
      fullyParallel: true,
      grep: / screen-/,
      use: { ...devices['Desktop Chrome'], viewport: { width: 1920, height: 1080 }, launchOptions },
    },
  ],
});
