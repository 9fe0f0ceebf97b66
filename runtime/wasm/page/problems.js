// Messages under the editor: where, what, and a repair by one click.
import { h } from './dom.js';
import { spanOf } from './places.js';
import { noteWords, remedyWords } from './wording.js';

const SEVERITY = { error: 'mistake', warning: 'warning' };

function item(message, shown, { goTo, repair }) {
    const place = message.file ? `${message.file === shown ? 'line ' : `${message.file}:`}${message.line}` : '';
    return h('li', { class: `problem ${message.severity}` },
        h('span', { class: 'severity' }, SEVERITY[message.severity] ?? message.severity), ' ',
        message.line ? h('button', { type: 'button', class: 'link', onclick: () => goTo(`${message.file}:${message.line}:${message.column ?? 1}`) }, place) : '',
        ' ', h('span', {}, message.message), remedyWords(message.remedy) ? h('span', { class: 'remedy' }, `: ${message.remedy}`) : '', ' ',
        message.repair && h('button', { type: 'button', class: 'small', onclick: () => repair(message) }, message.repair.text ? `Write “${message.repair.text.trim()}”` : 'Repair'));
}

export function problemsList(messages, notes, shown, ways) {
    return [messages.map((message) => item(message, shown, ways)), notes.map((note) => h('li', { class: 'problem warning' }, noteWords(note)))];
}

// The text with the repair of a message in it.
export function repaired(text, { repair }) {
    const { from, to } = spanOf(text, repair);
    return { from, to, insert: repair.text };
}
