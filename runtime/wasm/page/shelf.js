// The line that tells what else is kept, and where it is: one's own work, and what came by links.
import { h } from './dom.js';
import { ASIDE, isWork, kept, nameOf, others, OWN } from './kept.js';

// Words with buttons, [name, what it does], behind them.
export const telling = (words, ...buttons) => [h('span', {}, words), ' ', buttons.map(([name, onclick]) => h('button', { type: 'button', class: 'small', onclick }, name))];

function othersPart(place, { go, drop }) {
    const all = others().filter((one) => one.place !== place).reverse();
    if (!all.length) return null;
    const list = h('select', { 'aria-label': 'Other programs' }, all.map(({ told }, i) => h('option', { value: i }, nameOf(told))));
    const words = all.length > 1 ? ['These are kept, too: ', list] : `“${nameOf(all[0].told)}” ${all[0].place === ASIDE ? '' : 'came by a link and '}is kept, too:`;
    const chosen = () => all[list.value].place;
    return h('div', {}, telling(words, ['Go to it', () => go(chosen())], ['Forget it', () => drop(chosen())]));
}

// Of the place where one is.  go(place), drop(place), takeOver(): in place of one's own; restore(): as it was shared.
export function shelfPart(place, ways) {
    const came = place === OWN || place === ASIDE ? '' : 'This program came by a link. ', isOther = place !== OWN && isWork(kept(OWN));
    const own = isOther && h('div', {}, telling(`${came}Your own work is kept:`, ['Go back to it', () => ways.go(OWN)], ['Put this in its place', ways.takeOver]));
    const before = came && kept(place) && h('div', {}, telling('What you have changed in it is shown:', ['Show it as it was shared', ways.restore]));
    return [own, before, othersPart(place, ways)].filter(Boolean);
}
