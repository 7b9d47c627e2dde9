// Walks the public pages of a running town in three engines: node walk.mjs ADDRESS [FOLDER FOR PICTURES]
// Chromium and Firefox speak WebDriver BiDi through puppeteer-core; WebKitGTK speaks W3C WebDriver, which needs no package.
// Each page must answer 200, not be wider than its window, load its fonts and leave the console silent.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import puppeteer from 'puppeteer-core';

const [base, pictures] = [process.argv[2].replace(/\/$/, ''), process.argv[3]];
const pause = ms => new Promise(done => setTimeout(done, ms));
if (pictures) mkdirSync(pictures, { recursive: true });

// One page of each kind: parts of an address that hold a number stand for one another.
const shape = url => url.pathname.split('/').map(part => /\d/.test(part) ? '*' : part).join('/') + [...url.searchParams.keys()].sort();

async function publicPages() {
  const [pages, seen, queue] = [[], new Set(), ['/']];
  while (queue.length) {
    const url = new URL(queue.shift(), base);
    if (url.origin !== new URL(base).origin || url.pathname.startsWith('/lingua') || url.searchParams.has('pdf')) continue;
    if (seen.has(shape(url))) continue;
    seen.add(shape(url));
    const answer = await fetch(url, { redirect: 'manual' });
    if (answer.status !== 200 || !(answer.headers.get('content-type') ?? '').startsWith('text/html')) continue;
    pages.push(url.pathname + url.search);
    for (const [, href] of (await answer.text()).matchAll(/<a\b[^>]*?href="([^"#]+)/g)) queue.push(href.replaceAll('&amp;', '&'));
  }
  return pages;
}

// In the page: how wide it is, how wide its window, and how many fonts are there.
const measure = () => ({
  wide: document.documentElement.scrollWidth, window: document.documentElement.clientWidth,
  fonts: [...document.fonts].filter(f => f.status === 'loaded').length, title: document.title,
});

async function withPuppeteer(browser, executablePath) {
  const running = await puppeteer.launch({ browser, executablePath, headless: true, args: browser === 'chrome' ? ['--no-sandbox'] : [] });
  const page = await running.newPage();
  let said = [];
  page.on('console', m => { if (['error', 'warn', 'warning'].includes(m.type())) said.push(m.text().slice(0, 200)); });
  page.on('pageerror', e => said.push(e.message.slice(0, 200)));
  return {
    widths: [390, 1280],
    resize: width => page.setViewport({ width, height: 900 }),
    async look(address) {
      said = [];
      const answer = await page.goto(base + address, { waitUntil: 'load' });
      await page.evaluate(() => document.fonts.ready.then(() => true));
      return { ...await page.evaluate(measure), status: answer?.status(), said: [...new Set(said)] };
    },
    shoot: async () => Buffer.from(await page.screenshot()),
    close: () => running.close(),
  };
}

// Its narrowest window is 447 px wide; the status is read with the page's own address, since WebDriver does not tell it.
async function withWebKit() {
  const [port, name] = [4555, '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser'];
  const driver = spawn('WebKitWebDriver', [`--port=${port}`], { stdio: 'ignore' });
  await pause(1500);
  const call = async (method, path, body) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`,
      { method, body: body && JSON.stringify(body), headers: { 'content-type': 'application/json' } });
    const { value } = await answer.json();
    if (value?.error) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  const { sessionId } = await call('POST', '/session',
    { capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': { binary: name, args: ['--automation'] } } } });
  const session = `/session/${sessionId}`;
  return {
    widths: [447, 1280],
    resize: width => call('POST', session + '/window/rect', { width, height: 900 }),
    async look(address) {
      await call('POST', session + '/url', { url: base + address });
      await call('POST', session + '/execute/async',
        { script: 'const done = arguments[0]; document.fonts.ready.then(() => done(true));', args: [] });
      const seen = await call('POST', session + '/execute/sync', { script: `return (${measure})()`, args: [] });
      return { ...seen, status: (await fetch(base + address, { redirect: 'manual' })).status, said: [] };
    },
    shoot: async () => Buffer.from(await call('GET', session + '/screenshot'), 'base64'),
    async close() { await call('DELETE', session); driver.kill(); },
  };
}

const engines = {
  chromium: () => withPuppeteer('chrome', '/usr/bin/chromium'),
  firefox: () => withPuppeteer('firefox', '/usr/bin/firefox-esr'),
  webkit: withWebKit,
};
const pages = await publicPages();
let [views, faults] = [0, 0];
for (const [name, open] of Object.entries(engines)) {
  const browser = await open();
  for (const width of browser.widths) {
    await browser.resize(width);
    for (const address of pages) {
      const seen = await browser.look(address);
      const wrong = [
        seen.status === 200 ? '' : `answers ${seen.status}`, seen.wide > seen.window ? `${seen.wide} px wide in ${seen.window}` : '',
        seen.fonts > 0 ? '' : 'no font loaded', seen.title ? '' : 'no title', ...seen.said,
      ].filter(Boolean);
      views++;
      if (pictures) writeFileSync(`${pictures}/${name}-${width}${address.replace(/\W+/g, '_').slice(0, 80)}.png`, await browser.shoot());
      if (!wrong.length) continue;
      faults++;
      console.log(`${name} ${width} ${address}: ${wrong.join(' | ')}`);
    }
  }
  await browser.close();
}
console.log(`${pages.length} public pages, ${views} views in ${Object.keys(engines).length} engines, ${faults} with a fault`);
process.exit(faults || pages.length < 30 ? 1 : 0);
