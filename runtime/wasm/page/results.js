// What a run gave, as tables; what can be asked about is a button.
import { askButton, badge, count, grouped, h, leftOut, listed, restOf, table } from './dom.js';
import { isStep } from './wording.js';

const DATE = /^\d{4}-\d\d-\d\d$/;

// A value as the language writes it.
export function literalOf(value) {
    if (typeof value !== 'string') return value === null ? 'none' : String(value);
    if (/^\p{Ll}[\p{L}\p{N}_]*$/u.test(value) || DATE.test(value)) return value;
    return `"${value.replace(/[\\"]/g, '\\$&')}"`;
}

// The query with its variables replaced, outside of texts: what is asked about when a row is clicked.
export function subjectOf(query, names, row) {
    const values = new Map(names.map((name, i) => [name, literalOf(row[i])]));
    return query.replace(/"(?:[^"\\]|\\.)*"|[\p{L}_][\p{L}\p{N}_]*/gu, (word) => values.get(word) ?? word);
}

function queryTable({ query, names, answers, undecided, holds }, show) {
    const caption = h('code', {}, `?- ${query}.`);
    if (!names) return h('p', {}, caption, ' ', askButton(holds === null ? 'undecided' : holds ? 'yes' : 'no', query, show));
    const row = (cells, status) => h('tr', {}, cells.map((cell, i) => h('td', {}, i ? String(cell) : askButton(String(cell), subjectOf(query, names, cells), show))), status && h('td', {}, badge(status)));
    const all = [...answers.map((cells) => [cells, undecided?.length ? 'established' : null]), ...(undecided ?? []).map((cells) => [cells, 'undecided'])];
    const rows = listed(all).map(([cells, status]) => row(cells, status));
    if (!rows.length) return h('p', {}, caption, ' ', askButton('no answers', query, show));
    return table([caption, restOf(all, 'answers; Save has all of them')], undecided?.length ? [...names, 'status'] : names, rows);
}

const basisOf = (claim) => (claim.by ? `by ${claim.by}` : claim.hinges_on.length ? `hinges on ${claim.hinges_on.join(', ')}` : claim.rests_on.length ? count(claim.rests_on.length, 'fact') + (claim.sources.length ? `, ${count(claim.sources.length, 'source')}` : '') : '');

// Of a claim in another world than the program's.
const isSameStatus = (a, b) => a.status === b.status && a.reason === b.reason;
export const isChanged = (claim) => claim.was && !(isSameStatus(claim.was, claim) && claim.was.strength === claim.strength);
/* How a claim stands beside how it stands otherwise: its strength where that is all that differs. */
export const standing = (claim, other) => [badge(claim.status, claim.reason), other && isSameStatus(claim, other) ? ` as ${claim.strength}` : null];

function claimsTable(claims, changes, show) {
    const changed = new Map((changes?.claims ?? []).filter(isChanged).map((claim) => [claim.name, claim.was]));
    const rows = claims.map((claim) => {
        const was = changed.get(claim.name);
        return h('tr', { class: was ? 'changed' : null }, h('th', { scope: 'row' }, askButton(claim.name, claim.name, show), h('span', { class: 'gloss' }, claim.text)),
            h('td', {}, standing(claim, was), was && h('span', { class: 'was' }, ' was ', standing(was, claim))), h('td', { class: 'quiet' }, basisOf(claim)));
    });
    return h('div', { class: 'claims' }, table('Claims', ['claim', 'status', 'rests on'], rows));
}

function testsTable({ tests }) {
    return table('Tests', ['test', 'result'], tests.map((test) => h('tr', {}, h('th', { scope: 'row' }, test.name),
        h('td', {}, h('span', { class: `badge ${test.passed ? 'established' : 'refuted'}` }, test.passed ? 'passed' : 'failed'),
            test.failures.map((failure) => h('div', { class: 'quiet' }, `expected ${failure.expected}: ${failure.got}`))))));
}

// The relation of an atom, with its sign.
export const relationOf = (atom) => /^-?[^(\s]*/.exec(atom)[0];

function followingPart(rounds, show) {
    const rows = rounds.rounds.flatMap((round) => round.rows).filter(({ row }) => !isStep(row));
    if (!rows.length) return h('p', { class: 'quiet' }, 'Nothing follows from the facts.');
    const groups = grouped(rows, (row) => relationOf(row.row));
    const left = rounds.rounds.reduce((sum, round) => sum + round.more, 0);
    return [[...groups].map(([name, list]) => h('details', { open: list.length <= 40 }, h('summary', {}, h('code', {}, name), h('span', { class: 'quiet' }, ` ${count(list.length, 'statement')}`)),
        h('ul', { class: 'atoms' }, listed(list).map((row) => h('li', {}, askButton(row.row, row.row, show), row.contradicted ? [' ', badge('inconsistent')] : ''))), restOf(list, 'statements'))),
    leftOut(left),
    rounds.rounds_left ? h('p', { class: 'quiet' }, 'What follows in later rounds is not listed.') : null];
}

function undecidedPart(rounds, show) {
    if (!rounds.undecided.length) return null;
    return h('section', {}, h('h3', {}, 'Undecided'), h('ul', { class: 'atoms' }, listed(rounds.undecided).map((atom) => h('li', {}, askButton(atom, atom, show), ' ', badge('undecided')))), restOf(rounds.undecided, 'statements'),
        leftOut(rounds.undecided_left));
}

function violationsPart(violations, show) {
    if (!violations.length) return null;
    return h('section', {}, h('h3', {}, 'Contradictions'), h('ul', {}, listed(violations).map((one) => h('li', {}, one.atoms.flatMap((atom, i) => [i ? ' against ' : '', askButton(atom, atom, show)]), h('span', { class: 'quiet' }, ` (${one.kind})`)))), restOf(violations, 'contradictions'));
}

// Everything of the first tab.
export function resultsPart({ answers, changes, tests, rounds }, show) {
    return [
        answers.claims.length ? h('section', {}, claimsTable(answers.claims, changes, show)) : null,
        answers.queries.length ? h('section', {}, h('h3', {}, 'Answers'), answers.queries.map((query) => queryTable(query, show))) : null,
        tests ? h('section', {}, testsTable(tests)) : null,
        violationsPart(answers.violations, show),
        rounds ? [undecidedPart(rounds, show), h('section', {}, h('h3', {}, 'What follows'), followingPart(rounds, show))] : null,
    ];
}
