// A run round by round, to be followed by hand.
import { askButton, count, fill, h, leftOut, table } from './dom.js';
import { isStep, stepWords } from './wording.js';

function roundTable(round, show) {
    const rows = round.rows.map((row) => h('tr', {}, h('th', { scope: 'row' }, isStep(row.row) ? stepWords(row.row) : askButton(row.row, row.row, show)),
        h('td', {}, h('div', { class: 'quiet' }, row.rule ?? row.place), row.premises.map((premise, i) => [i ? ', ' : '', h('code', {}, stepWords(premise))]))));
    return [table(null, ['new', 'by rule, from'], rows), leftOut(round.more)];
}

function givenTable(given) {
    return table(null, ['relation', 'facts'], given.map((one) => h('tr', {}, h('th', { scope: 'row' }, one.relation), h('td', {}, String(one.rows)))));
}

export class Rounds {
    constructor(panel, show) {
        Object.assign(this, { panel, show, at: 0 });
    }

    fill(trace) {
        this.trace = trace;
        this.at = Math.min(this.at, trace.rounds.length);
        this.draw();
    }

    go(to) {
        this.at = Math.max(0, Math.min(to, this.trace.rounds.length));
        this.draw();
        this.panel.querySelector('input').focus();
    }

    draw() {
        const { rounds, given, rounds_left: isMore } = this.trace, round = rounds[this.at - 1];
        const said = this.at === 0 ? `${count(given.reduce((sum, one) => sum + one.rows, 0), 'given fact')}` : `${count(round.rows.length + round.more, 'new statement')}`;
        const step = (words, by, isOff) => h('button', { type: 'button', disabled: isOff, onclick: () => this.go(this.at + by) }, words);
        fill(this.panel,
            h('div', { class: 'stepper' }, step('Back', -1, this.at === 0),
                h('label', {}, h('span', { class: 'hidden' }, 'Round'), h('input', { type: 'range', min: 0, max: rounds.length, value: this.at, oninput: (event) => this.go(Number(event.target.value)) })),
                step('Next', 1, this.at === rounds.length)),
            h('p', { 'aria-live': 'polite' }, h('strong', {}, this.at === 0 ? 'At the beginning' : `Round ${round.round} of ${rounds.at(-1).round}`), `: ${said}`),
            this.at === 0 ? givenTable(given) : roundTable(round, this.show),
            this.at === rounds.length ? h('p', { class: 'quiet' }, isMore ? 'Later rounds are not listed.' : 'Nothing new follows after that.') : null);
    }
}
