// The page of `enclave replay --html` in a real Chromium (`bindings-node/scripts/chromium.mjs` finds or installs it).
// The dump is the one of `cli/tests/replay.rs`, which says what happened when.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const DUMP = fileURLToPath(new URL('../tests-shared/dumps/timeline.dump', import.meta.url));
/** Calls, with their start and end in milliseconds. */
const CALLS = {
  'users:list': [0, 200],
  'orders:list': [0, 500],
  'mail:send': [500, 600],
  'audit:write': [850, 1000],
};
/** A bar may be this much beside its place, in pixels. */
const NEAR = 0.6;

const CLI = fileURLToPath(new URL('../node_modules/@enclave/native/bindings-node/dist/cli.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'enclave-page-'));
const file = join(folder, 'page.html');
let browser;

/** Where Chromium is, by its name or path. */
function executable(name) {
  const found = execFileSync(process.platform === 'win32' ? 'where' : 'which', [name], { encoding: 'utf8' });
  return found.split('\n')[0].trim();
}

before(async () => {
  execFileSync(process.execPath, [CLI, 'replay', DUMP, '--html', file]);
  browser = await chromium.launch({
    executablePath: executable(process.env.ENCLAVE_CHROMIUM),
    env: { ...process.env, ...JSON.parse(process.env.ENCLAVE_CHROMIUM_ENV) },
  });
});

after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

/** Opens the page; what it asks for and what it complains about stand beside it. */
async function open(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ...options });
  const page = await context.newPage();
  const [requests, complaints] = [[], []];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => complaints.push(dialog.message()));
  await page.goto(pathToFileURL(file).href);
  return { page, requests, complaints };
}

/** The bars with their tracks: name, and left, right and top in pixels. */
const bars = (page) =>
  page.$$eval('details', (rows) =>
    rows.map((row) => {
      const [bar, track] = ['.bar', '.track'].map((part) => row.querySelector(part).getBoundingClientRect());
      const name = row.querySelector('.label code').textContent;
      return { name, left: bar.left - track.left, width: bar.width, top: bar.top, track: track.width };
    }),
  );

test('nothing is loaded and nothing is complained about', async () => {
  const { page, requests, complaints } = await open();
  for (const row of await page.$$('summary')) {
    await row.click();
  }
  assert.deepEqual(requests, [pathToFileURL(file).href]);
  assert.deepEqual(complaints, []);
});

for (const width of [1200, 800]) {
  test(`bars stand where their calls were, at ${width} px`, async () => {
    const { page } = await open({ viewport: { width, height: 900 } });
    const shown = await bars(page);
    assert.deepEqual(
      shown.map(({ name }) => name),
      ['users:list', 'orders:list', 'mail:send', 'report:publish', 'audit:write'],
    );
    const perMs = shown[1].width / 500;
    assert.ok(perMs * 1000 > shown[0].track * 0.8, 'the session fills its chart');
    for (const { name, left, width } of shown.filter(({ name }) => name in CALLS)) {
      const [start, end] = CALLS[name];
      assert.ok(Math.abs(left - start * perMs) < NEAR, `${name} begins at ${left}`);
      assert.ok(Math.abs(width - (end - start) * perMs) < NEAR, `${name} is ${width} wide`);
    }
    const waiting = shown.find(({ name }) => name === 'report:publish');
    assert.ok(Math.abs(waiting.left - 850 * perMs) < NEAR);
    assert.ok(Math.abs(waiting.left + waiting.width - waiting.track) < NEAR, 'a call that waits has no end');
    assert.ok(waiting.width > 150 * perMs + 20, 'and is longer than the session');
    assert.deepEqual(
      shown.map(({ top }) => top),
      [...new Set(shown.map(({ top }) => top))].sort((one, other) => one - other),
      'each call has a row of its own',
    );

    const ticks = await page.$$eval('.ticks span', (all) =>
      all.map((tick) => [
        tick.textContent,
        tick.getBoundingClientRect().left - tick.parentElement.getBoundingClientRect().left,
      ]),
    );
    assert.deepEqual(
      ticks.map(([text]) => text),
      ['0 ms', '200 ms', '400 ms', '600 ms', '800 ms', '1000 ms'],
    );
    for (const [text, left] of ticks) {
      assert.ok(Math.abs(left - parseFloat(text) * perMs) < NEAR, `${text} stands at ${left}`);
    }
    const marks = await page.$$eval('.mark', (all) =>
      all.map((mark) => [
        mark.title,
        mark.getBoundingClientRect().left + 1 - mark.parentElement.getBoundingClientRect().left,
      ]),
    );
    assert.deepEqual(
      marks.map(([title]) => title),
      [
        '<img src=x onerror="document.title=1"> \u{fffd}[2J',
        '[warn] 2 users, 3 orders',
        '[error] BUSY: <b>try again</b>',
        'timer',
        'emitted {"half": true}',
      ],
    );
    for (const [index, at] of [0, 500, 600, 850, 850].entries()) {
      assert.ok(Math.abs(marks[index][1] - at * perMs) < NEAR, `${marks[index]}`);
    }
  });
}

test('hostile text stays text', async () => {
  const { page } = await open();
  assert.equal(await page.title(), 'Session <b>timeline</b>');
  assert.equal(await page.textContent('h1 code'), '<b>timeline</b>');
  for (const name of ['img', 'script', 'iframe', 'object', 'form', 'a', 'link', 'h1 b', 'table b']) {
    assert.equal(await page.locator(name).count(), 0, name);
  }
  assert.equal(await page.locator('h1').count(), 1);
  assert.equal(await page.locator('main > section').count(), 4);
  assert.deepEqual(await page.locator('.lines td:last-child').allTextContents(), [
    '<img src=x onerror="document.title=1"> \u{fffd}[2J',
    '2 users, 3 orders',
    'BUSY: <b>try again</b>',
    '{"half": true}',
  ]);
  const source = await page.locator('.source code').allTextContents();
  assert.equal(source[0], "// </code><script>document.title = 'attacked'</script>");
  assert.equal(source.length, 17);
  await page.locator('summary').first().click();
  assert.deepEqual(await page.locator('details').first().locator('dd').allTextContents(), [
    '1 at +0.0 ms',
    '{\n  "role": "<img src=x onerror=document.title=2>"\n}',
    '[\n  {\n    "name": "Ana"\n  },\n  {\n    "name": "</pre><img src=x onerror=document.title=3>"\n  }\n]',
  ]);
  assert.match(await page.locator('details').nth(3).textContent(), /"title": "\\"><\/div><h1>forged<\/h1>"/);
});

test('even markup that got in could do nothing', async () => {
  const forged = readFileSync(file, 'utf8').replace(
    '</main>',
    `<img src="http://127.0.0.1:9/x.png"><script>document.title = 'attacked'</script><b onclick="document.title = 'attacked'">x</b>
     <link rel="stylesheet" href="http://127.0.0.1:9/x.css"><iframe src="http://127.0.0.1:9/"></iframe></main>`,
  );
  const context = await browser.newContext();
  const page = await context.newPage();
  const loaded = [];
  page.on('requestfinished', (request) => loaded.push(request.url()));
  page.on('response', (response) => loaded.push(response.url()));
  const refused = [];
  page.on('console', (message) => refused.push(message.text()));
  await page.setContent(forged);
  await page.locator('b', { hasText: 'x' }).last().click();
  assert.equal(await page.title(), 'Session <b>timeline</b>');
  assert.deepEqual(loaded, []);
  const what = [
    'Executing inline event handler',
    'Executing inline script',
    'Framing',
    'Loading the image',
    'Loading the stylesheet',
  ];
  assert.deepEqual(
    what.map(
      (start) => refused.filter((text) => text.startsWith(start) && text.includes('Content Security Policy')).length,
    ),
    what.map(() => 1),
    refused.join('\n'),
  );
});

test('a failure is shown with its place', async () => {
  const [dump, shown] = ['failed.dump', 'failed.html'].map((name) => join(folder, name));
  const input = "const rows = [];\nconst first = rows[0];\nreturn first.name.length + '<img src=x>'.length;";
  assert.equal(spawnSync(process.execPath, [CLI, 'run', '-', '--dump', dump], { input }).status, 1);
  execFileSync(process.execPath, [CLI, 'replay', dump, '--html', shown]);
  const page = await browser.newPage({ viewport: { width: 800, height: 900 } });
  await page.goto(pathToFileURL(shown).href);
  assert.equal(await page.innerText('.state'), 'failed');
  const lines = (await page.innerText('.failure')).split('\n');
  assert.equal(lines[0], "EXECUTION_ERROR at 3:8: TypeError: cannot read property 'name' of undefined");
  assert.equal(lines[2], '    |        ^');
  assert.equal(await page.innerText('.source .at'), "return first.name.length + '<img src=x>'.length;");
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 800);
  assert.equal(await page.locator('img').count(), 0);
});

test('it is readable at 800 px, in the light and in the dark', async () => {
  const grounds = [];
  for (const colorScheme of ['light', 'dark']) {
    const { page } = await open({ viewport: { width: 800, height: 900 }, colorScheme });
    const { ground, ink, wide, smallest, track } = await page.evaluate(() => {
      const style = getComputedStyle(document.body);
      const sizes = [...document.querySelectorAll('main *')]
        .filter((part) => [...part.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim()))
        .map((part) => parseFloat(getComputedStyle(part).fontSize));
      return {
        ground: style.backgroundColor,
        ink: style.color,
        wide: document.documentElement.scrollWidth,
        smallest: Math.min(...sizes),
        track: document.querySelector('.track').getBoundingClientRect().width,
      };
    });
    const light = (color) =>
      color
        .match(/\d+/g)
        .slice(0, 3)
        .reduce((sum, part) => sum + Number(part), 0);
    assert.ok(Math.abs(light(ground) - light(ink)) > 500, `${ink} on ${ground}`);
    assert.ok(wide <= 800, `${wide} px wide`);
    assert.ok(smallest >= 12, `text of ${smallest} px`);
    assert.ok(track > 400, `a chart of ${track} px`);
    grounds.push(light(ground));
  }
  assert.ok(grounds[0] > 600 && grounds[1] < 150, `${grounds}`);
});
