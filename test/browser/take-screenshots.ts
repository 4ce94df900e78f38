import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { launchBrowser } from './browser.ts';
import { ExplorerPage } from './explorer-page.ts';

/** Writes the pictures under docs/images, of the built demo: `npm run screenshots`. */
const demo = spawn(process.execPath, ['dist/main.js'], {
  env: { PATH: process.env.PATH, PORT: '0' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
let printed = '';
demo.stdout.on('data', (chunk: Buffer) => {
  printed += chunk.toString();
});
const addressPrinted = () => /Open (\S+)\/explorer/.exec(printed)?.[1];
while (addressPrinted() === undefined) await once(demo.stdout, 'data');

const browser = await launchBrowser();
try {
  const page = await browser.newPage({ viewport: { width: 1200, height: 720 } });
  const explorer = new ExplorerPage(page);
  await explorer.open(addressPrinted() ?? '');
  await explorer.run('Ivana');
  await page.screenshot({ path: 'docs/images/explorer.png' });

  await explorer.showTab('UpdateCppAccount', 'Kovač');
  await explorer.run('PLANNED');
  await page.screenshot({ path: 'docs/images/explorer-update.png' });
} finally {
  await browser.close();
  demo.kill();
}
