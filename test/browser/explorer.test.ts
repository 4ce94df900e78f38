import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { startAccord, type RunningAccord } from '../support/running-accord.ts';
import { launchBrowser, missingBrowser, watchPage, type PageReport } from './browser.ts';
import { ExplorerPage } from './explorer-page.ts';

const describeInBrowser = missingBrowser === null ? describe : describe.skip;
const because = missingBrowser === null ? '' : ` (${missingBrowser})`;

// Each test goes on where the one before stopped, in one page, as somebody at a keyboard would.
describeInBrowser(`the explorer in a browser${because}`, () => {
  let accord: RunningAccord;
  let browser: Browser;
  let page: Page;
  let report: PageReport;
  let explorer: ExplorerPage;

  beforeAll(async () => {
    accord = await startAccord();
    browser = await launchBrowser();
    page = await browser.newPage();
    report = watchPage(page);
    explorer = new ExplorerPage(page);
    await explorer.open(accord.origin);
  });
  afterAll(async () => {
    await browser.close();
    await accord.close();
  });

  const ivana = 'cpp:ivana.horvat@cpp.hr';
  const lastName = () => accord.emulators.cpp.account('ivana.horvat')?.Surname;

  it('EXPLORER-TABS has the sample operations as tabs, the first with its variables', async () => {
    expect(await explorer.tabs()).toEqual(
      expect.arrayContaining(['AccountById', 'ListAccounts', 'UpdateAccount', 'UpdateCppAccount']),
    );
    expect(await explorer.run('Ivana')).toContain('"displayName": "Ivana Horvat"');
  });

  it('EXPLORER-TABS opens each tab by a click, with what it needs to run as it stands', async () => {
    await explorer.showTab('UpdateCppAccount', 'Kovač');
    expect(await explorer.run('PLANNED')).toContain('"updateCppAccount"');
    await explorer.showTab('Sources');
    expect(await explorer.run('KAMELEOON')).toContain('"sources"');
  });

  it('EXPLORER-QUERY answers a query that was typed', async () => {
    await explorer.type(`{ account(id: "${ivana}") { displayName status } }`);
    expect(JSON.parse(await explorer.run('ACTIVE'))).toEqual({
      data: { account: { displayName: 'Ivana Horvat', status: 'ACTIVE' } },
    });
  });

  it('EXPLORER-MUTATION carries out a mutation that was typed', async () => {
    expect(lastName()).toBe('Horvat');
    await explorer.type(
      `mutation { updateCppAccount(input: { id: "${ivana}", patch: { lastName: "Novak" } }) { outcome } }`,
    );
    expect(JSON.parse(await explorer.run('outcome'))).toEqual({ data: { updateCppAccount: { outcome: 'APPLIED' } } });
    expect(lastName()).toBe('Novak');
  });

  it('EXPLORER-HEADERS sends typed headers, and keeps neither them nor what was typed elsewhere', async () => {
    await explorer.type('{ sources { id } }');
    await explorer.typeHeaders('{ "x-request-id": "typed-in-the-explorer" }');
    await explorer.run('wacm');
    expect(accord.log()).toContain('"requestId":"typed-in-the-explorer"');
    const kept = await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href])');
    expect(kept).toContain('sources { id }');
    expect(kept).not.toContain('typed-in-the-explorer');
    expect(await page.evaluate('localStorage.length + location.search.length')).toBe(0);
  });

  it('EXPLORER-RELOAD has the same tabs after a reload', async () => {
    const before = await explorer.tabs();
    // It writes them down a little later. Asked from outside: the page's own policy allows no polling by eval.
    const isKept = "sessionStorage.getItem('graphiql:tabState').includes('sources { id }')";
    while ((await page.evaluate(isKept)) !== true);
    await explorer.open(accord.origin);
    expect(await explorer.tabs()).toEqual(before);
  });

  it('EXPLORER-OFFLINE asked no other host, and nothing complained', () => {
    expect([...report.hosts]).toEqual([new URL(accord.origin).host]);
    expect(report.complaints).toEqual([]);
  });
});
