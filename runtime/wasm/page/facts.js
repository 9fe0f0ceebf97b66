// The given facts, each of which can be switched off to see what changes.
import { askButton, badge, citesOf, count, grouped, h } from './dom.js';
import { isChanged, standing } from './results.js';
import { isStep } from './wording.js';

const SHOWN_OPEN = 60;

function factItem(fact, off, { sources, toggle }) {
    const isOn = !off.has(fact.atom);
    const box = h('input', { type: 'checkbox', checked: isOn, 'data-atom': fact.atom, onchange: () => toggle(fact.atom) });
    const ids = fact.fact_ids.filter((id) => !/:\d+$/.test(id)).join(', ');
    return h('li', {}, h('label', { class: isOn ? null : 'off', title: fact.atom }, box, ' ', h('span', {}, fact.sentence || fact.atom),
        fact.reported ? h('em', {}, ' (reported)') : '', ids ? [' ', h('code', {}, ids)] : '', citesOf(fact.cites, sources)));
}

const rowsOf = (rounds) => new Set((rounds?.rounds ?? []).flatMap((round) => round.rows.map((row) => row.row)).filter((row) => !isStep(row)));

function atomList(title, atoms, show) {
    if (!atoms.length) return null;
    return [h('h4', {}, title), h('ul', { class: 'atoms' }, atoms.map((atom) => h('li', {}, askButton(atom, atom, show))))];
}

function effectsPart(got, off, { show, allOn }) {
    const before = rowsOf(got.plain), now = rowsOf(got.rounds);
    const gone = [...before].filter((atom) => !now.has(atom)), come = [...now].filter((atom) => !before.has(atom));
    const claims = (got.changes?.claims ?? []).filter(isChanged);
    const isSame = !gone.length && !come.length && !claims.length;
    return h('section', { class: 'effects', 'aria-live': 'polite' }, h('h3', {}, `With ${count(off.size, 'fact')} switched off`),
        claims.length ? h('ul', {}, claims.map((claim) => h('li', {}, h('code', {}, claim.name), ' was ', standing(claim.was, claim), ' and is ', standing(claim, claim.was)))) : null,
        atomList('No longer follows', gone, show), atomList('Follows now', come, show),
        isSame ? h('p', { class: 'quiet' }, 'Nothing else changes.') : null,
        h('p', {}, h('button', { type: 'button', onclick: allOn }, 'Switch all on')));
}

export function factsPart(got, off, ways) {
    if (!got.given.facts.length) return [h('p', { class: 'quiet' }, 'No facts are given.')];
    const groups = grouped(got.given.facts, (fact) => fact.relation);
    const isShort = got.given.facts.length <= SHOWN_OPEN;
    return [
        off.size ? effectsPart(got, off, ways) : h('p', { class: 'quiet' }, 'Switch a fact off to see what changes without it.'),
        [...groups].map(([name, facts]) => h('details', { open: isShort || facts.some((fact) => off.has(fact.atom)), 'data-relation': name }, h('summary', {}, h('code', {}, name), h('span', { class: 'quiet' }, ` ${count(facts.length, 'fact')}`)),
            h('ul', { class: 'facts' }, facts.map((fact) => factItem(fact, off, ways))))),
        got.given.left_out ? h('p', { class: 'quiet' }, `${got.given.left_out} more facts are not listed.`) : null,
    ];
}
