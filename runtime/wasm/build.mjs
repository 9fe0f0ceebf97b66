// Builds the page:  node build.mjs BUILD FOLDER PACKAGES
//
// BUILD has the engines, PACKAGES the node_modules.  FOLDER gets all that a static host needs: the page, its worker and the parts
// that are loaded when they are wanted, each bundled into one file, the engines, the examples, and a service worker that knows them
// all.
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { examplesOf } from './examples.mjs';
import { sheetsBy } from './exercises.mjs';

const here = dirname(fileURLToPath(import.meta.url)), root = join(here, '..', '..');
const [made, folder, packages] = process.argv.slice(2).map((path) => resolve(path)), rules = join(root, 'rules');
const { build } = createRequire(join(packages, 'package.json'))('esbuild');

// The words that editors know, from their table in C.
function words() {
    const table = readFileSync(join(root, 'lang/editor/words.c'), 'utf8');
    const known = [...table.matchAll(/\{"([a-z_]+)",\s*(?:"(?:[^"\\]|\\.)*"\s*)+,\s*WORD_([A-Z]+)\}/g)].map(([, word, place]) => ({ word, place }));
    const of = (...places) => known.filter(({ place }) => places.includes(place)).map(({ word }) => word);
    const builtin = readFileSync(join(root, 'lang/editor/vim/syntax/hence.vim'), 'utf8');
    const functions = /syn match henceFunction .*?\\%\((.*?)\\\)/.exec(builtin)[1].split('\\|');
    return { keywords: of('BEGINS', 'ITEM', 'PART', 'TEACH'), body: of('BODY'), statuses: of('STATUS'), functions };
}

// Which esbuild then finds as './words.json'.
const wordsPlugin = {
    name: 'words',
    setup({ onResolve, onLoad }) {
        onResolve({ filter: /\/words\.json$/ }, () => ({ path: 'words', namespace: 'words' }));
        onLoad({ filter: /.*/, namespace: 'words' }, () => ({ contents: JSON.stringify(words()), loader: 'json' }));
    },
};

// What is loaded when it is wanted, as a file beside the page.
const PARTS = ['exercise', 'uploads', 'changes', 'repairs'];
const LATER = new RegExp(`^\\./(${PARTS.join('|')})\\.js$`);
const laterPlugin = { name: 'later', setup: ({ onResolve }) => onResolve({ filter: LATER }, ({ path, kind }) => (kind === 'dynamic-import' ? { path, external: true } : null)) };

function listOf(at, below = '') {
    return readdirSync(join(at, below), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? listOf(at, join(below, entry.name)) : [join(below, entry.name)]));
}

function writeExamples() {
    const { index, folders, keys } = examplesOf(rules, sheetsBy(new WebAssembly.Module(readFileSync(join(made, 'wasm/engine.wasm')))));
    mkdirSync(join(folder, 'examples'), { recursive: true });
    writeFileSync(join(folder, 'examples/index.json'), JSON.stringify(index));
    for (const [name, files] of Object.entries(folders)) writeFileSync(join(folder, `examples/${name}.json`), JSON.stringify(files));
    for (const [id, bytes] of Object.entries(keys)) writeFileSync(join(folder, `examples/${id}.key`), bytes);
}

function writeServiceWorker() {
    const files = listOf(folder).sort(), hash = createHash('sha256');
    for (const file of files) hash.update(file).update(readFileSync(join(folder, file)));
    const text = readFileSync(join(here, 'page/offline.js'), 'utf8')
        .replace('/* FILES */ []', JSON.stringify(['./', ...files]))
        .replace("/* CACHE */ 'hence'", JSON.stringify(`hence-${hash.digest('hex').slice(0, 12)}`));
    writeFileSync(join(folder, 'offline.js'), text);
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const shared = { bundle: true, minify: true, target: ['chrome100', 'firefox105', 'safari16'], logLevel: 'warning', plugins: [wordsPlugin, laterPlugin], nodePaths: [join(packages, 'node_modules')], legalComments: 'none', charset: 'utf8' };
for (const part of ['page', ...PARTS]) await build({ ...shared, entryPoints: [join(here, `page/${part}.js`)], outfile: join(folder, `${part}.js`), format: 'esm' });
await build({ ...shared, entryPoints: [join(here, 'page/worker.js')], outfile: join(folder, 'worker.js'), format: 'iife' });
await build({ ...shared, entryPoints: [join(here, 'page/style.css')], outfile: join(folder, 'style.css') });
for (const file of ['index.html', 'icon.svg']) cpSync(join(here, 'page', file), join(folder, file));
cpSync(join(made, 'small/engine.wasm'), join(folder, 'engine.wasm'));
cpSync(join(made, 'wasm/engine.wasm'), join(folder, 'whole.wasm'));
writeExamples();
writeServiceWorker();
