// Why something does not follow, and what would change that: each repair can be applied by a click.
import { citesOf, count, h } from './dom.js';

const SAY = {
    add: (step) => ['state ', h('code', {}, step.atom)],
    take_back: (step) => ['take back ', h('code', {}, step.atom)],
    prefer: (step) => [step.replaces ? 'turn the priority: ' : '', h('code', {}, `prefer ${step.winner} over ${step.loser}`)],
    take_back_priority: (step) => ['take back ', h('code', {}, `prefer ${step.winner} over ${step.loser}`)],
    set: (step) => ['set ', h('code', {}, step.atom)],
};

function repairItem(repair, apply) {
    const steps = repair.steps.flatMap((step, i) => [i ? ' and ' : '', SAY[step.change]?.(step) ?? step.change]);
    const effects = [repair.come ? `${count(repair.come, 'statement')} more` : null, repair.gone ? `${repair.gone} fewer` : null,
        ...repair.claims.map((claim) => `${claim.name} becomes ${claim.status}`)].filter(Boolean);
    const can = repair.steps.every((step) => step.change !== 'take_back_priority' && (step.change !== 'prefer' || !step.replaces));
    return h('li', {}, h('span', {}, steps), h('span', { class: 'quiet' }, ` gives ${[repair.status, ...effects].join(', ')}`), ' ',
        can && h('button', { type: 'button', class: 'small', onclick: () => apply(repair.steps) }, 'Apply'));
}

const OTHERS_SHOWN = 5;

function othersLine(others) {
    const shown = others.slice(0, OTHERS_SHOWN).flatMap((one, i) => [i ? '; ' : '', SAY[one.change]?.(one) ?? one.change, ` gives ${one.status}`]);
    const more = others.length > OTHERS_SHOWN ? `; and ${others.length - OTHERS_SHOWN} more` : '';
    return others.length ? h('p', { class: 'quiet' }, 'Other changes of one fact: ', shown, more) : null;
}

const MARKS = { yes: '✓', no: '✗', open: '?', '?': '?' };

function instanceList(instance) {
    return h('ul', { class: 'instance' }, instance.premises.map((premise) => h('li', { class: `mark-${premise.mark === 'yes' ? 'yes' : premise.mark === 'no' ? 'no' : 'open'}` },
        h('span', { class: 'mark', role: 'img', 'aria-label': premise.standing }, MARKS[premise.mark] ?? '?'), ' ', premise.literal,
        premise.mark === 'yes' ? '' : h('span', { class: 'quiet' }, ` (${premise.standing}${premise.nearly ? `; nearly: ${premise.nearly}` : ''})`))));
}

function atomPart(atom, sources, isFirst) {
    if (!atom.rules?.length) return null;
    return h('details', { open: isFirst }, h('summary', {}, atom.sentence || atom.atom || 'what was asked'),
        h('ul', {}, atom.rules.map((rule) => h('li', {}, 'rule ', h('code', {}, rule.rule ?? rule.place), rule.gloss ? `: ${rule.gloss}` : '', citesOf(rule.cites, sources),
            rule.instances.map(instanceList)))));
}

export function whynotPart(account, sources, apply) {
    const near = (account.unheard ?? []).filter((one) => one.near);
    return [
        near.length ? h('p', { class: 'hint' }, near.map((one) => `No fact has “${one.value}”; did you mean “${one.near}”? `)) : null,
        h('h4', {}, 'What would change it'),
        account.repairs.length
            ? h('ul', { class: 'repairs' }, account.repairs.map((repair) => repairItem(repair, apply)))
            : h('p', { class: 'quiet' }, `No change of one or two steps was found (${account.tried} tried).`),
        account.repairs.length ? h('p', { class: 'quiet' }, 'Each was tried by a run of its own.') : null,
        othersLine((account.others ?? []).filter((one) => !one.remote)),
        h('h4', {}, 'The nearest rules, premise by premise'),
        account.atoms.map((atom, i) => atomPart(atom, sources, i === 0)),
    ];
}
