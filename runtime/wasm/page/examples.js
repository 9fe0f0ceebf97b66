// The examples: a list that came with the page, and for each folder a file with all its texts, read when it is asked for.
import { h } from './dom.js';
import { points } from './kept.js';

const items = new Map(), folders = new Map();

// An exercise that was marked, with what was earned.
function titleOf({ id, title, points: most }) {
    const best = points()[id];
    return best === undefined || !most ? title : `${title} (${best} of ${most}${best === most ? ' ✓' : ''})`;
}

export function fillPoints(select) {
    for (const option of select.querySelectorAll('optgroup > option')) option.textContent = titleOf(items.get(option.value));
}

// Gives the first.
export async function fillMenu(select) {
    const groups = await (await fetch('examples/index.json')).json();
    for (const { title, folder, items: list } of groups) {
        for (const item of list) items.set(item.id, { ...item, folder });
        select.append(h('optgroup', { label: title }, list.map((item) => h('option', { value: item.id }, titleOf(item)))));
    }
    return groups[0].items[0].id;
}

async function folderOf(name) {
    if (!folders.has(name)) folders.set(name, await (await fetch(`examples/${name}.json`)).json());
    return folders.get(name);
}

export async function exampleOf(id) {
    const item = items.get(id);
    if (!item) throw new Error('there is no such example');
    const { files, read, sheets } = await folderOf(item.folder);
    return { main: item.main, files: Object.fromEntries(read[item.main].map((name) => [name, files[name]])), item, about: sheets[item.main] };
}
