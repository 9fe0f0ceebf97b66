// The engines of the page answer as the command does, byte for byte:  node engine.mjs SMALL WHOLE HENCE FOLDER FILE...
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { Engine } from '../../runtime/wasm/page/engine.js';

const [first, rest, command, folder, ...mains] = process.argv.slice(2), hence = resolve(command);
const [small, large] = [first, rest].map((path) => new WebAssembly.Module(readFileSync(path)));
let passed = 0, failed = 0;

function filesOf(at) {
    return readdirSync(at, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? filesOf(join(at, entry.name)) : [join(at, entry.name)]));
}
const files = Object.fromEntries(filesOf(folder).map((path) => [relative(folder, path), readFileSync(path, 'utf8')]));

// The page's first engine has no searches.
const withoutTips = (answer) => answer.replace(/^"tips":\{.*\},$/m, '"tips":null,');

function compare(main, engine, question, verb, options, more = [], expected = (answer) => answer) {
    const words = [verb, main, ...(options.subject ? [options.subject] : []), '--format', options.format ?? 'json', ...more];
    const { stdout } = spawnSync(hence, words, { cwd: folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' }, maxBuffer: 1 << 28 });
    engine.ask(question, { ...options, format: options.format ?? 'json' });
    if (engine.text() === expected(stdout)) return passed++;
    failed++;
    console.log(`FAILED engine of the page: hence ${words.join(' ')}\n    ${stdout.slice(0, 200)}\n    ${engine.text().slice(0, 200)}`);
}

for (const main of mains) {
    const [engine, whole] = [small, large].map((module) => new Engine(module));
    for (const one of [engine, whole]) one.run({ files, read: [main], seconds: 60, megabytes: 0 });
    compare(main, engine, 'answers', 'run', {});
    compare(main, engine, 'claims', 'check', {});
    compare(main, engine, 'tests', 'test', {});
    compare(main, engine, 'trace', 'trace', { rounds: 3 }, ['--rounds', '3']);
    const claims = engine.ask('claims').answer.claims.map(({ name }) => name);
    const atoms = engine.ask('trace', { rounds: 1 }).answer.rounds.flatMap(({ rows }) => rows.map(({ row }) => row));
    for (const subject of [...claims.slice(0, 3), ...atoms.slice(0, 2)]) {
        compare(main, engine, 'why', 'why', { subject }, [], withoutTips);
        compare(main, whole, 'why', 'why', { subject });
        compare(main, whole, 'whynot', 'whynot', { subject });
        compare(main, whole, 'why', 'why', { subject, format: 'svg' });
    }
    if (claims.length) compare(main, whole, 'map', 'map', { format: 'svg' });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
