// Markdown as sheets and feedback have it: headings, paragraphs, lists with code in them, and code, bold and slanted words.
import { h } from './dom.js';

function words(text) {
    return text.split(/(`[^`]+`|\*\*[^*]+\*\*|\*[^*\s][^*]*\*)/).map((part) =>
        part.length > 2 && part[0] === '`' ? h('code', {}, part.slice(1, -1))
        : /^\*\*.+\*\*$/.test(part) ? h('strong', {}, part.slice(2, -2))
        : /^\*[^*]+\*$/.test(part) ? h('em', {}, part.slice(1, -1)) : part);
}

const MET = { yes: 'established', no: 'refuted' };
function itemOf(text) {
    const [, met, rest] = /^(yes|no) +(.*)$/s.exec(text) ?? [];
    return met ? h('li', {}, h('span', { class: `badge ${MET[met]}` }, met), ' ', words(rest)) : h('li', {}, words(text));
}

function blocksOf(text) {
    const blocks = [];
    let open = null, isFenced = false;
    const begin = (kind, line) => blocks.push((open = { kind, lines: [line] }));
    for (const line of text.split('\n')) {
        if (/^\s*```/.test(line)) {
            isFenced = !isFenced;
            open = null;
            if (isFenced) blocks.push((open = { kind: 'code', lines: [] }));
        } else if (isFenced) open.lines.push(line);
        else if (!line.trim()) open = open?.kind === 'code' ? (open.lines.push(''), open) : null;
        else if (/^ {4,}/.test(line) && (!open || open.kind === 'code')) open ? open.lines.push(line) : begin('code', line);
        else if (/^#+ /.test(line)) {
            begin('heading', line.replace(/^#+ /, ''));
            open = null;
        } else if (/^- /.test(line)) begin('item', line.slice(2));
        else if (open && open.kind !== 'code') open.lines.push(line.trim());
        else begin('paragraph', line.trim());
    }
    return blocks;
}

// Lines of code without what all of them are indented by.
function codeOf(lines) {
    const least = Math.min(...lines.filter((line) => line.trim()).map((line) => /^ */.exec(line)[0].length));
    return h('pre', {}, lines.map((line) => line.slice(least)).join('\n').trimEnd());
}

export function markdown(text) {
    const parts = [];
    let list = null;
    for (const { kind, lines } of blocksOf(text)) {
        const said = lines.join(' ');
        if (kind === 'item') {
            if (!list) parts.push((list = h('ul', {})));
            list.append(itemOf(said));
        } else if (kind === 'code' && list) list.lastChild.append(codeOf(lines));
        else {
            list = null;
            parts.push(kind === 'heading' ? h('h3', {}, words(said)) : kind === 'code' ? codeOf(lines) : h('p', {}, words(said)));
        }
    }
    return parts;
}
