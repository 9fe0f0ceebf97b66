// Builds the page:  node build.mjs BUILD FOLDER PACKAGES
//
// BUILD has the engines, PACKAGES the node_modules.  FOLDER gets all that a static host needs: the page and its worker, the parts
// that are loaded when they are wanted and what several of these share, the engines, the examples, and a service worker that knows
// them all.
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
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

// The page asks at once for what it will need, rather than file by file as it comes to know of it.
function writeIndex({ outputs }) {
    const scripts = Object.entries(outputs).find(([path]) => basename(path) === 'page.js')[1].imports.filter(({ kind }) => kind === 'import-statement');
    const early = scripts.map(({ path }) => `<link rel="modulepreload" href="${basename(path)}">\n`).join('');
    writeFileSync(join(folder, 'index.html'), readFileSync(join(here, 'page/index.html'), 'utf8').replace('<!-- SHARED -->\n', early));
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const shared = { bundle: true, minify: true, target: ['chrome100', 'firefox105', 'safari16'], logLevel: 'warning', plugins: [wordsPlugin], nodePaths: [join(packages, 'node_modules')], legalComments: 'none', charset: 'utf8' };
const { metafile } = await build({ ...shared, entryPoints: [join(here, 'page/page.js')], outdir: folder, format: 'esm', splitting: true, chunkNames: '[name]-[hash]', metafile: true });
await build({ ...shared, entryPoints: [join(here, 'page/worker.js')], outfile: join(folder, 'worker.js'), format: 'iife' });
await build({ ...shared, entryPoints: [join(here, 'page/style.css')], outfile: join(folder, 'style.css') });
cpSync(join(here, 'page/icon.svg'), join(folder, 'icon.svg'));
cpSync(join(made, 'small/engine.wasm'), join(folder, 'engine.wasm'));
cpSync(join(made, 'wasm/engine.wasm'), join(folder, 'whole.wasm'));
writeIndex(metafile);
writeExamples();
writeServiceWorker();
