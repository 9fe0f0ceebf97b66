// A proof as a nested list that folds: each statement with its rule, its facts and its sources.
import { citesOf, count, h } from './dom.js';

const OPEN_LEVELS = 3;

function placeOf(place, goTo) {
    if (!place) return null;
    return h('button', { class: 'link place', type: 'button', onclick: () => goTo(place), title: 'Show it in the editor' }, place);
}

function factLine(step, { sources, goTo }) {
    const ids = step.fact_ids.map((id) => (/:\d+$/.test(id) ? placeOf(id, goTo) : h('code', {}, id)));
    return [' ', h('span', { class: 'ids' }, ids.flatMap((id, i) => [i ? ', ' : '', id])), citesOf(step.cites, sources)];
}

function ruleLine(step, { sources, goTo }) {
    const name = step.rule ? ['by rule ', h('code', {}, step.rule)] : step.place ? ['by the rule at '] : [];
    if (!name.length) return null;
    return h('div', { class: 'rule' }, name, step.rule ? ' ' : '', placeOf(step.place, goTo), step.gloss ? `: ${step.gloss}` : '', citesOf(step.cites, sources));
}

const wordsOf = (step) => h('span', { class: 'statement', title: step.atom }, step.sentence || step.atom);

// What several statements need is unfolded once.
function node(steps, id, level, seen, ways) {
    const step = steps[id], below = [...step.premises];
    const isFact = step.fact_ids.length > 0;
    if (seen.has(id) && below.length) return h('li', {}, wordsOf(step), h('em', {}, ' (shown above)'));
    seen.add(id);
    const checks = step.checks.map((check) => h('li', { class: 'check' }, check));
    const against = (step.against ?? []).map((argument) => h('li', { class: 'against' }, 'against it: ', argument.sentence ?? argument.atom ?? ''));
    const rows = step.rows ? ` (from ${count(step.rows, 'row')})` : '';
    if (!below.length && !checks.length) return h('li', {}, wordsOf(step), rows, isFact ? factLine(step, ways) : ruleLine(step, ways));
    return h('li', {}, h('details', { open: level < OPEN_LEVELS }, h('summary', {}, wordsOf(step), rows), ruleLine(step, ways),
        h('ul', {}, below.map((premise) => node(steps, premise, level + 1, seen, ways)), checks, against)));
}

// A proof deeper than this is a list, as a browser nests only so far; and of a long one the beginning is shown.
const DEEPEST = 200, LONGEST = 2000;

function depthOf(steps) {
    const depth = new Array(steps.length).fill(0);
    for (let id = steps.length - 1; id >= 0; id--) for (const premise of steps[id].premises) depth[id] = Math.max(depth[id], depth[premise] + 1);
    return depth.reduce((most, one) => Math.max(most, one), 0);
}

export function proofList(steps, ways) {
    if (!steps.length) return null;
    if (depthOf(steps) <= DEEPEST && steps.length <= LONGEST) return h('ul', { class: 'proof' }, node(steps, 0, 0, new Set(), ways));
    return [steps.length > LONGEST ? h('p', { class: 'quiet' }, `The first ${LONGEST} of ${steps.length} steps:`) : null, h('ol', { class: 'proof' }, steps.slice(0, LONGEST).map((step) => h('li', {}, wordsOf(step), step.fact_ids.length ? factLine(step, ways) : ruleLine(step, ways))))];
}

// Of two that read alike, each is shown as it is written.
const isAlike = (one, all) => all.some((other) => other.atom !== one.atom && other.sentence === one.sentence);

function argumentsList(title, list, ways, all) {
    if (!list?.length) return null;
    return [h('h4', {}, title), h('ul', {}, list.map((one) => h('li', { title: one.atom }, isAlike(one, all) ? h('code', {}, one.atom) : one.sentence ?? one.atom,
        one.rule && [' by rule ', h('code', {}, one.rule)], one.gloss ? `: ${one.gloss}` : '', citesOf(one.cites, ways.sources),
        one.beaten_by?.winner ? h('em', {}, `, beaten: ${one.beaten_by.winner} wins over ${one.beaten_by.loser}`) : '')))];
}

function lackingList(missing) {
    if (!missing?.length) return null;
    return [h('h4', {}, 'What the rules lack'), h('ul', {}, missing.map((rule) => h('li', {}, 'rule ', h('code', {}, rule.rule ?? rule.place), rule.gloss ? `: ${rule.gloss}` : '',
        h('ul', {}, rule.premises.map((premise) => h('li', {}, h('span', { class: 'mark' }, `${premise.standing}: `), premise.atom ?? premise.literal))))))];
}

// How something stands that is not simply proved.
export function standing(account, ways) {
    const all = [...(account.for ?? []), ...(account.against ?? [])];
    return [
        argumentsList('For it', account.for, ways, all), argumentsList('Against it', account.against, ways, all),
        account.exceptions?.length ? [h('h4', {}, 'Exceptions'), h('ul', {}, account.exceptions.map((one) => h('li', {}, one.exception, one.rule ? ` (rule ${one.rule})` : '')))] : null,
        account.hinges_on?.length ? [h('h4', {}, 'It hinges on'), h('ul', {}, account.hinges_on.map((atom) => h('li', {}, h('code', {}, atom))))] : null,
        account.parts?.length ? [h('h4', {}, 'Its parts'), h('ul', {}, account.parts.map((part) => h('li', {}, h('code', {}, part.literal), `: ${part.status}`, lackingList(part.missing))))] : null,
    ];
}
