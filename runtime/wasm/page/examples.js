// The examples: a list that came with the page, and for each folder a file with all its texts, read when it is asked for.
import { h } from './dom.js';

const items = new Map(), folders = new Map();

// Gives the first.
export async function fillMenu(select) {
    const groups = await (await fetch('examples/index.json')).json();
    for (const { title, folder, items: list } of groups) {
        for (const item of list) items.set(item.id, { ...item, folder });
        select.append(h('optgroup', { label: title }, list.map((item) => h('option', { value: item.id }, item.title))));
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
    const all = await folderOf(item.folder);
    return { main: item.main, files: Object.fromEntries(item.names.map((name) => [name, all[name]])) };
}
