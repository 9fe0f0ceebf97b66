// Elements, made in one line: h('button', { class: 'small', onclick }, 'Why').
export function h(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
        if (value === null || value === undefined || value === false) continue;
        if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
        else if (name in element && typeof value === 'boolean') element[name] = value;
        else element.setAttribute(name, value === true ? '' : value);
    }
    element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
    return element;
}

export const $ = (id) => document.getElementById(id);

export function fill(element, ...children) {
    element.replaceChildren(...children.flat(Infinity).filter(Boolean));
}

export const count = (n, one, many = one + 's') => `${n} ${n === 1 ? one : many}`;

// A status as people see it: a word with a colour, and never a colour alone.
export function badge(status, reason) {
    return h('span', { class: `badge ${status}` }, reason ? `${status}: ${reason}` : status);
}

export function table(caption, heads, rows) {
    return h('div', { class: 'scroll' },
        h('table', {}, caption && h('caption', {}, caption),
            heads && h('thead', {}, h('tr', {}, heads.map((head) => h('th', { scope: 'col' }, head)))),
            h('tbody', {}, rows)));
}

// A button that reads as words: what is asked about, or shown.
export const askButton = (words, subject, show) => h('button', { type: 'button', class: 'link', onclick: () => show(subject) }, words);

// Sources in brackets, each with its full reference.
export function citesOf(cites, sources) {
    if (!cites?.length) return null;
    return h('span', { class: 'cites' }, ' [', cites.flatMap(({ key, locator }, i) => [
        i ? '; ' : '', h('cite', { title: sources[key]?.text ?? key }, sources[key]?.name ?? key), locator ? `, ${locator}` : '']), ']');
}

// Lists by key, in the order of their first item.
export function grouped(items, keyOf) {
    const groups = new Map();
    for (const item of items) {
        const key = keyOf(item);
        if (!groups.has(key)) groups.set(key, []);
        groups.get(key).push(item);
    }
    return groups;
}

// Of many the first: a browser is slow with long tables.
const LISTED = 200;
export const listed = (all) => all.slice(0, LISTED);
export const restOf = (all, words) => (all.length > LISTED ? h('p', { class: 'quiet' }, `The first ${LISTED} of ${all.length} ${words}.`) : null);

export const leftOut = (n) => (n ? h('p', { class: 'quiet' }, `${n} more are not listed.`) : null);

export function saveFile(name, content, type = 'text/plain') {
    const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type: `${type};charset=utf-8` }));
    h('a', { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
}
