// The examples of the page, from the folders of rules: each with all it reads.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { veiled } from './exercises.mjs';

const GROUPS = { examples: 'Examples', exercises: 'Exercises', regime: 'The thesis' };
const titleOf = (name) => {
    const words = name.replace(/\.hence$/, '').replaceAll('_', ' ');
    return words[0].toUpperCase() + words.slice(1);
};

// The names a rule file reads, outside of comments.
function readBy(text) {
    const bare = text.replace(/\/\*[^]*?\*\//g, '').replace(/%.*$/gm, '');
    return [...bare.matchAll(/^\s*(?:use|load)\b[^."]*"([^"]+)"/gm)].map(([, path]) => path);
}

// A file with all it reads, by paths from its folder; `files` of the folder gets their texts.
function withAll(folder, main, files, sheetOf) {
    const names = [], todo = [main];
    for (let name; (name = todo.pop()); ) {
        const path = join(folder, name);
        if (names.includes(name) || name.startsWith('..') || !existsSync(path)) continue;
        names.push(name);
        const text = readFileSync(path, 'utf8');
        files[name] ??= sheetOf(name, text)?.text ?? text; // an exercise is for those who are to solve it
        if (name.endsWith('.hence')) todo.push(...readBy(files[name]).map((one) => normalize(join(dirname(name), one))));
    }
    return names;
}

// Those that the README of the rules tells to try, then those that no other file of the folder uses, in the order of the README.
function mainsOf(rules, folder) {
    const names = readdirSync(join(rules, folder)).filter((name) => name.endsWith('.hence')).sort();
    const readme = existsSync(join(rules, 'README.md')) ? readFileSync(join(rules, 'README.md'), 'utf8') : '';
    const used = new Set(names.flatMap((name) => readBy(readFileSync(join(rules, folder, name), 'utf8'))));
    const at = (name) => (readme.includes(`${folder}/${name}](`) ? readme.indexOf(`${folder}/${name}](`) : readme.length);
    const first = names.filter((name) => readme.includes(`hence check rules/${folder}/${name}`));
    const rest = names.filter((name) => !used.has(name)).sort((a, b) => at(a) - at(b));
    return [...new Set([...first, ...rest])];
}

// {index: [{title, folder, items: [{id, title, main, points}]}], folders: {folder: {files: {name: text}, read: {main: [name]}, sheets: {main:
// Markdown}}}, keys: {id: bytes}}; points: of an exercise, which has a sheet and a key.
export function examplesOf(rules, sheetOf) {
    const order = Object.keys(GROUPS), rank = (folder) => (order.includes(folder) ? order.indexOf(folder) : order.length);
    const names = readdirSync(rules, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    names.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
    const folders = Object.fromEntries(names.map((folder) => [folder, { files: {}, read: {}, sheets: {} }])), keys = {};
    const itemOf = (folder, main) => {
        const text = readFileSync(join(rules, folder, main), 'utf8'), sheet = sheetOf(main, text), id = `${folder}-${basename(main, '.hence')}`;
        if (sheet) [folders[folder].sheets[main], keys[id]] = [sheet.about, veiled(text)];
        folders[folder].read[main] = withAll(join(rules, folder), main, folders[folder].files, sheetOf);
        return { id, title: sheet?.title ?? titleOf(main), main, points: sheet?.points };
    };
    const index = names.map((folder) => ({ title: GROUPS[folder] ?? titleOf(folder), folder, items: mainsOf(rules, folder).map((main) => itemOf(folder, main)) }));
    return { index: index.filter(({ items }) => items.length), folders, keys };
}
