import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';

const candidates = [process.env.ACCORD_TEST_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser'];
const executablePath = candidates.find((path) => path !== undefined && path !== '' && existsSync(path));

/** Why there is no browser here; null where there is one. */
export const missingBrowser =
  executablePath === undefined ? 'no chromium is installed; ACCORD_TEST_CHROMIUM can name one' : null;

// No sandbox, because root cannot have one; nothing that asks its maker's servers; no name resolves but loopback's.
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

/** Starts a headless Chromium with a profile of its own, which goes when it is closed. */
export function launchBrowser(): Promise<Browser> {
  if (executablePath === undefined) throw new Error('There is no browser.');
  return chromium.launch({ executablePath, headless: true, args: flags });
}

/** What a page did beside what it shows. */
export interface PageReport {
  /** The hosts that it asked for something, each once. */
  readonly hosts: ReadonlySet<string>;
  /** Errors and warnings on its console, and exceptions that nothing caught. */
  readonly complaints: readonly string[];
}

/** Writes down from now on what a page does. */
export function watchPage(page: Page): PageReport {
  const hosts = new Set<string>();
  const complaints: string[] = [];
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol !== 'data:' && protocol !== 'blob:') hosts.add(host);
  });
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return { hosts, complaints };
}
