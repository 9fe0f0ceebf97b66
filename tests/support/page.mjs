// The page as somebody uses it, in a headless browser:  node page.mjs PAGE PACKAGES BROWSER
// Prints what failed, then the count.
import { createServer } from 'node:http';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join, resolve } from 'node:path';
import { brotliCompressSync, deflateRawSync } from 'node:zlib';

const [folder, packages, browserPath] = process.argv.slice(2);
const { chromium } = createRequire(join(resolve(packages), 'package.json'))('playwright-core');
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.json': 'application/json', '.svg': 'image/svg+xml' };
const FIRST_LOAD_MOST = 400_000; // bytes by Brotli; by gzip, which each static host has, it is near that, too (runtime/README.md)

let passed = 0, failed = 0;
async function check(name, attempt) {
    try {
        const result = await attempt();
        if (result === false) throw new Error('it is not so');
        passed++;
    } catch (error) {
        failed++;
        console.log(`FAILED page: ${name}\n    ${String(error.message).split('\n').slice(0, 4).join('\n    ')}`);
    }
}

// ---- a static host ----

const server = createServer((request, response) => {
    const path = new URL(request.url, 'http://x').pathname.replace(/\/$/, '/index.html');
    try {
        const bytes = readFileSync(join(folder, path));
        response.writeHead(200, { 'Content-Type': TYPES[extname(path)] ?? 'text/plain' }).end(bytes);
    } catch {
        response.writeHead(404).end();
    }
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const home = `http://localhost:${server.address().port}/`;

// ---- a reader ----

const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, acceptDownloads: true });
const page = await context.newPage();
page.setDefaultTimeout(20000);
const complaints = [], elsewhere = [];
page.on('dialog', (dialog) => dialog.accept());
page.on('pageerror', (error) => complaints.push(error.message));
page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
context.on('request', (request) => !request.url().startsWith(home) && !/^(blob|data):/.test(request.url()) && elsewhere.push(request.url()));

const ready = (on = page) => on.waitForSelector('html[data-ready]');
const status = (pattern, on = page) => on.waitForFunction((source) => new RegExp(source).test(document.getElementById('status').textContent), pattern.source);
const shows = (selector, words, on = page) => on.locator(selector, { hasText: words }).first().waitFor();
async function write(text, on = page) {
    await on.locator('.cm-content').click();
    await on.keyboard.press('ControlOrMeta+a');
    await on.keyboard.insertText(text);
}
const written = (on = page) => on.locator('.cm-content').evaluate((content) => content.cmTile?.view?.state.doc.toString() ?? content.innerText);
const openTab = (name) => page.getByRole('tab', { name }).click();

const FAMILY = `%% Who is related to whom.
relation parent(who: symbol, child: symbol) "{who} is a parent of {child}".
relation grandparent(who: symbol, grandchild: symbol) "{who} is a grandparent of {grandchild}".
source register "Parish register, 1901".
f1: parent(ann, bob) cite register "p. 3".
f2: parent(bob, cleo) cite register "p. 8".
rule two_steps "a parent of a parent is a grandparent": grandparent(X, Z) :- parent(X, Y), parent(Y, Z).
claim grandmother "Ann is Cleo's grandmother": grandparent(ann, cleo).
?- grandparent(Who, cleo).
`;

await page.goto(home);
await check('it is ready, and the first example has run', async () => {
    await ready();
    await status(/^Run in/);
    await shows('#panel-results code', '?- ancestor(Who, greta).');
});
await check(`the first load is below ${FIRST_LOAD_MOST} bytes, compressed`, async () => {
    const asked = await page.evaluate(() => {
        const [{ startTime: end }] = performance.getEntriesByName('first answers');
        return performance.getEntriesByType('resource').filter((one) => one.startTime < end).map((one) => new URL(one.name).pathname);
    });
    const first = new Set(['/index.html', '/icon.svg', ...asked]);
    for (const path of ['/page.js', '/worker.js', '/engine.wasm']) if (!first.has(path)) throw new Error(`${path} is not among them`);
    const sum = [...first].reduce((bytes, path) => bytes + brotliCompressSync(readFileSync(join(folder, path))).length, 0);
    if (sum > FIRST_LOAD_MOST) throw new Error(`${sum} bytes: ${[...first].join(' ')}`);
});

await check('what is written is run', async () => {
    await write(FAMILY);
    await shows('#panel-results .badge', 'established');
    await shows('#panel-results td button', 'ann');
});
await check('a click shows the proof, with sentences and sources, which folds', async () => {
    await page.locator('#panel-results th button', { hasText: 'grandmother' }).click();
    await shows('#details .proof summary', 'ann is a grandparent of cleo');
    await shows('#details .proof li', 'bob is a parent of cleo');
    await shows('#details .cites', 'Parish register, 1901, p. 8');
    await page.locator('#details summary', { hasText: "Ann is Cleo's grandmother" }).click();
    await page.locator('#details li', { hasText: 'bob is a parent of cleo' }).last().waitFor({ state: 'hidden' });
});
await check('it is drawn as a picture', async () => {
    await page.getByRole('button', { name: 'As a picture' }).click();
    await page.waitForFunction(() => document.querySelector('#details .picture img')?.naturalWidth > 50);
    await page.keyboard.press('Escape');
    await page.locator('#details').waitFor({ state: 'hidden' });
});
await check('a misspelt relation is underlined, and mended by a click', async () => {
    await write(FAMILY.replace('parent(Y, Z)', 'parnt(Y, Z)'));
    await status(/mistakes/);
    await page.locator('.cm-lintRange-error', { hasText: 'parnt' }).waitFor();
    await page.locator('#problems button', { hasText: 'Write “parent”' }).click();
    await status(/^Run in/);
    return !(await written()).includes('parnt');
});
await check('completion offers what the program declares', async () => {
    await page.locator('.cm-content').click();
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.type('?- grandpa');
    await shows('.cm-tooltip-autocomplete li', 'grandparent');
    await page.keyboard.press('Escape');
    await write(FAMILY);
    await status(/^Run in/);
});
await check('a fact is switched off, and what changes is told', async () => {
    await openTab('Facts');
    await page.getByLabel('ann is a parent of bob').uncheck();
    await shows('.effects li', 'grandparent(ann, cleo)');
    await shows('.effects li', 'grandmother');
});
let link;
await check('a link holds the program and what is switched off', async () => {
    await page.locator('#share').click();
    await page.waitForFunction(() => location.hash.startsWith('#s='));
    link = page.url();
    const other = await browser.newContext();
    const again = await other.newPage();
    await again.goto(link);
    await ready(again);
    await status(/^Run in/, again);
    const text = await written(again);
    await again.getByRole('tab', { name: 'Facts' }).click();
    const isOn = await again.getByLabel('ann is a parent of bob').isChecked();
    await other.close();
    return text.includes('two_steps') && !isOn;
});
await check('after sharing, what is written on stays when the page is loaded again', async () => {
    await write(`${FAMILY}% Written on.\n`);
    await status(/^Run in/);
    const hash = await page.evaluate(() => location.hash);
    await page.reload();
    await ready();
    return hash === '' && (await written()).includes('Written on.');
});
await check("a program that came by a link does not take the place of one's own", async () => {
    const other = await context.newPage();
    await other.goto(link);
    await ready(other);
    await shows('#kept', 'Your own work is kept', other);
    await other.locator('.cm-content').click();
    await other.keyboard.press('ControlOrMeta+End');
    await other.keyboard.type('% Not mine.');
    await other.reload();
    await ready(other);
    if (!(await written(other)).includes('% Not mine.')) return false;
    await page.reload();
    await ready();
    if (!(await written()).includes('Written on.')) return false;
    await other.getByRole('button', { name: 'Go back to it' }).click();
    await other.waitForFunction(() => document.querySelector('.cm-content').textContent.includes('Written on.'));
    await other.getByRole('button', { name: 'Go to it' }).click();
    await other.waitForFunction(() => document.querySelector('.cm-content').textContent.includes('% Not mine.'));
    await other.close();
    await page.reload();
    await ready();
    await page.getByRole('button', { name: 'Forget it' }).click();
    return (await written()).includes('Written on.') && page.locator('#kept').isHidden();
});
await check('what came by several links is kept by the link, and the oldest of too many goes', async () => {
    const linkTo = (name) => {
        const told = { v: 1, example: null, files: { 'program.hence': `% Of ${name}.\np(${name.toLowerCase()}).\n` }, main: 'program.hence', shown: 'program.hence', off: [] };
        return `${home}#s=${deflateRawSync(JSON.stringify(told)).toString('base64url')}`;
    };
    const other = await context.newPage(), holds = (words) => other.waitForFunction((text) => document.querySelector('.cm-content')?.textContent.includes(text), words);
    const change = async (name) => {
        await other.goto(linkTo(name));
        await holds(`% Of ${name}.`);
        await other.locator('.cm-content').click();
        await other.keyboard.press('ControlOrMeta+End');
        await other.keyboard.type(`% Mine in ${name}.`);
    };
    other.on('dialog', (dialog) => dialog.accept());
    await change('A');
    await change('B');
    await other.goto(linkTo('A'));
    await holds('% Mine in A.');
    await other.getByRole('button', { name: 'Show it as it was shared' }).click();
    await other.waitForFunction(() => !document.querySelector('.cm-content').textContent.includes('% Mine'));
    await other.getByRole('button', { name: 'Go back to it' }).click();
    await holds('Written on.');
    await other.getByLabel('Other programs').selectOption({ label: 'Of B.' });
    await other.getByRole('button', { name: 'Go to it' }).click();
    await holds('% Mine in B.');
    await other.locator('#new').click(); // which leaves what came by the link as it is
    await other.goto(linkTo('B'));
    await holds('% Mine in B.');
    for (const name of ['C', 'D', 'E', 'F']) await change(name);
    await shows('#notice', 'The oldest had to go', other);
    await other.close();
    await page.evaluate(() => localStorage.removeItem('hence.others'));
});
await check('of a damaged link it says so', async () => {
    const other = await context.newPage();
    await other.goto(link.slice(0, -9));
    await ready(other);
    await status(/^Run in/, other);
    await shows('#notice', 'The link is damaged', other);
    await other.close();
    await page.goto(link);
    await ready();
    await page.reload();
    await ready();
    await status(/^Run in/);
    await openTab('Facts');
});
await check('it is switched on again', async () => {
    await page.getByRole('button', { name: 'Switch all on' }).click();
    await page.locator('.effects').waitFor({ state: 'detached' });
});
await check('what would change an answer is applied by a click', async () => {
    await page.locator('#question').fill('grandparent(bob, ann)');
    await page.keyboard.press('Enter');
    await page.locator('#details .repairs button').first().click();
    await page.waitForFunction(() => document.querySelector('#details-body .badge')?.textContent === 'established');
    await page.locator('#details-close').click();
    return (await written()).includes('parent(cleo, ann).');
});
await check('rounds are stepped through', async () => {
    await openTab('Rounds');
    await page.getByRole('button', { name: 'Next' }).click();
    await shows('#panel-rounds p', 'Round 1 of');
    await shows('#panel-rounds th', 'grandparent(ann, cleo)');
});
await check('tabs are moved between by arrows', async () => {
    await page.getByRole('tab', { name: 'Rounds' }).press('ArrowRight');
    await page.waitForFunction(() => document.querySelector('#panel-map img')?.naturalWidth > 50);
    await openTab('Answers');
});
await check('an endless program is stopped, and the page goes on', async () => {
    await write('n(0).\nn(Y) :- n(X), Y is X + 1.\n');
    await page.locator('#panels.old').waitFor(); // of the text before, dimmed
    await page.locator('#stop').click();
    await status(/You stopped it/);
    await write(FAMILY);
    await shows('#panel-results td button', 'ann');
});
await check('a table is added and loaded', async () => {
    await page.setInputFiles('#upload', { name: 'sister.csv', mimeType: 'text/csv', buffer: Buffer.from('who,of\nann,eve\n') });
    await page.waitForFunction(() => [...document.querySelectorAll('#files option')].some((option) => option.value === 'sister.csv'));
    return (await written()).includes('load sister from "sister.csv".');
});
await check('the program, the answers and a report are saved', async () => {
    await write(FAMILY);
    await status(/^Run in/);
    for (const [id, name] of [['save-program', /\.hence$/], ['save-answers', /answers\.csv/], ['save-report', /report\.html/]]) {
        await page.locator('#save > summary').click();
        const [download] = await Promise.all([page.waitForEvent('download'), page.locator(`#${id}`).click()]);
        if (!name.test(download.suggestedFilename())) return false;
    }
});
const BIRDS = `bird(tweety).  bird(pingu).  penguin(pingu).
birds: presumably flies(X) :- bird(X).
penguins: presumably -flies(X) :- penguin(X).
claim tweety "Tweety flies": flies(tweety).
`;
await check('of many answers the first are shown, and all are saved', async () => {
    await write(`${Array.from({ length: 300 }, (_, i) => `p(${i}).`).join('\n')}\nq(X, Y) :- p(X), p(Y).\n?- q(X, Y).\n`);
    await shows('#panel-results caption', 'The first 200 of 90000 answers');
    if ((await page.locator('#panel-results table').first().locator('tbody tr').count()) !== 200) return false;
    await page.locator('#save > summary').click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#save-answers').click()]);
    return readFileSync(await download.path(), 'utf8').split('\r\n').length > 90000;
});
await check('a program of one\'s own does not bear the name of the example', async () => {
    await page.selectOption('#examples', 'examples-family');
    await status(/^Run in/);
    await write(BIRDS);
    await status(/^Run in/);
    return (await page.inputValue('#files')) === 'program.hence' && (await page.inputValue('#examples')) === '';
});
await check('steps of the translation are not listed, and told in words in the rounds', async () => {
    await shows('#panel-results summary', 'flies');
    if ((await page.textContent('#panel-results')).includes('for flies')) return false;
    await openTab('Rounds');
    await page.locator('#panel-rounds input').fill('1');
    await shows('#panel-rounds th', 'a reason for flies(tweety)');
});
await check('a fact that is switched off by the keyboard keeps the focus', async () => {
    await openTab('Facts');
    await page.locator('[data-atom="penguin(pingu)"]').press('Space');
    await page.locator('.effects').waitFor();
    return page.evaluate(() => document.activeElement.dataset.atom === 'penguin(pingu)');
});
await check('the map tells in words what is switched off', async () => {
    await openTab('Map');
    await page.locator('#panel-map img').waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save the picture' }).click()]);
    const saved = readFileSync(await download.path(), 'utf8');
    await openTab('Answers');
    if (!saved.includes('Argument map of program.hence, 1 fact switched off') || /supposing|more file/.test(saved)) throw new Error(saved.slice(0, 600));
});
await check('after a mistake the answers before it stay, dimmed', async () => {
    await write(BIRDS.replace('flies(X) :- penguin', 'flies(X :- penguin'));
    await status(/of the text before the mistake/);
    await page.locator('#panels.old .badge', { hasText: 'established' }).waitFor();
    await write(BIRDS);
    await status(/^Run in/);
    await page.locator('#panels:not(.old)').waitFor();
});
await check('messages are in words of the page', async () => {
    await write('p(a).\nq(X) :- p(X).\n');
    await status(/^Run in/);
    await openTab('Map');
    await shows('#panel-map', 'this program has no claims');
    if ((await page.textContent('#panel-map')).includes('--around')) return false;
    await openTab('Answers');
    await write('n(0).\nn(Y) :- n(X), Y is X + 1.\n');
    await status(/Stopped by/);
    await shows('#problems', 'The run was stopped by');
    return !/(^|\s)hence:/.test(await page.textContent('#problems'));
});
await check('tables are not cut on a phone and on a tablet', async () => {
    for (const width of [400, 800]) {
        await page.setViewportSize({ width, height: 800 });
        const cut = (which = '.panels .scroll') => page.evaluate((parts) => [...document.querySelectorAll(parts)].some((part) => part.scrollWidth > part.clientWidth), which);
        for (const [id, claim] of [['regime-kazakh_russian', 'e4_imposed_yet_negotiated'], ['examples-syllogisms', 'barbara']]) {
            await page.selectOption('#examples', id);
            await shows('#panel-results th', claim);
            if (await cut('.claims .scroll')) throw new Error(`claims of ${id} at ${width}`);
        }
        await openTab('Rounds');
        await page.locator('#panel-rounds input').fill('1');
        if (await cut()) throw new Error(`rounds at ${width}`);
        await openTab('Answers');
    }
    await page.setViewportSize({ width: 1280, height: 800 });
});
await check('a table as Excel saves it is read, and a picture is not', async () => {
    await page.locator('#new').click();
    await page.setInputFiles('#upload', { name: 'town.csv', mimeType: 'text/csv', buffer: Buffer.from('name;people\nK\u00f6ln;1\n"a;b";2\n', 'latin1') });
    await shows('#notice', 'semicolons');
    await shows('#notice', 'Latin-1');
    await page.selectOption('#files', 'town.csv');
    if ((await written()).trim() !== 'name,people\nK\u00f6ln,1\n"a;b",2') throw new Error(await written());
    await page.setInputFiles('#upload', { name: 'p.png', mimeType: 'image/png', buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]) });
    await shows('#notice', 'p.png is no text');
    return !(await page.locator('#files option[value="p.png"]').count());
});
await check('examples and exercises run without a mistake, and the thesis', async () => {
    const ids = await page.locator('#examples optgroup').evaluateAll((groups) => groups.flatMap(({ label, children }) => [...children].slice(0, label === 'The thesis' ? 1 : 99).map(({ value }) => value)));
    for (const id of ids) {
        await page.evaluate(() => { document.getElementById('status').textContent = 'waiting'; });
        await page.selectOption('#examples', id);
        await status(/^Run in|mistakes|Nothing follows|Stopped|too long|failed/);
        if (!/^Run in/.test(await page.textContent('#status'))) throw new Error(`${id}: ${await page.textContent('#status')}`);
    }
});
const exercises = () => page.locator('#examples optgroup[label=Exercises] option');
await check('exercises stand in the order of the course', async () => {
    const titles = await exercises().evaluateAll((all) => all.slice(0, 2).map(({ value }) => value));
    return titles.join() === 'exercises-first_facts,exercises-grandparents';
});
await check('an exercise shows what is on its sheet, and nothing more', async () => {
    const { files } = JSON.parse(readFileSync(join(folder, 'examples/exercises.json')));
    const told = Object.keys(files).filter((name) => /^\s*(test|scenario|exercise|solution|\?-)/m.test(files[name]));
    if (told.length) throw new Error(told.join(' '));
    const open = readdirSync(join(folder, 'examples')).filter((name) => name.includes('exercises') && /solution \{|answer\(bruce_flies, unsupported\)/.test(readFileSync(join(folder, 'examples', name), 'latin1')));
    if (open.length) throw new Error(open.join(' '));
});
await check('a fresh exercise has no warnings', async () => {
    for (const id of ['exercises-follows', 'exercises-recursion']) {
        await page.evaluate(() => { document.getElementById('status').textContent = 'waiting'; });
        await page.selectOption('#examples', id);
        await status(/^Run in/);
        if (await page.locator('#problems li').count()) throw new Error(await page.textContent('#problems'));
    }
});
await check('an exercise is checked as hence grade does, and the points are kept', async () => {
    await shows('#exercise-about', 'trip(oslo, nairobi)');
    await page.locator('.cm-content').click();
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.insertText('trip(X, Y) :- flight(X, Y).\n');
    await page.locator('#check').click();
    await shows('#exercise-marks', '2 of 8 points');
    await shows('#exercise-feedback li', 'on these 2 facts');
    await shows('#exercise-feedback h3', 'Hints');
    await page.locator('.cm-content').click();
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.insertText('trip(X, Z) :- flight(X, Y), trip(Y, Z).\n');
    await page.locator('#exercise-feedback.old').waitFor();
    await page.locator('#check').click();
    await shows('#exercise-marks', '8 of 8 points');
    await page.reload();
    await ready();
    await shows('#examples', '(8 of 8 ✓)');
    return (await written()).includes('trip(Y, Z)');
});
await check('nothing is asked for from elsewhere', () => {
    if (elsewhere.length) throw new Error(elsewhere.join(' '));
});
await check('it opens without a network', async () => {
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await context.setOffline(true);
    server.close();
    server.closeAllConnections();
    await page.goto(link);
    await page.reload();
    await ready();
    await status(/^Run in/);
});
await check('nothing was complained of', () => {
    if (complaints.length) throw new Error(complaints.join('\n'));
});
await browser.close();
server.close();
console.log(`page: ${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
