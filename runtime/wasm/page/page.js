// The page: what is edited is run, what is run is shown.
import { $, fill, h, saveFile } from './dom.js';
import { Editor } from './editor.js';
import { Engines } from './engines.js';
import { exampleOf, fillMenu, fillPoints } from './examples.js';
import { ASIDE, forget, isSame, isWork, keep, keepPoints, kept, MOST_OTHERS, nameOf, others, OWN, placeHere, points, stayAt } from './kept.js';
import { problemsList, repaired } from './problems.js';
import { resultsPart } from './results.js';
import { packed, tellsSomething, unpacked } from './share.js';
import { asOwn, condensed, expanded, isEdited, OFF_FILE, programOf, stateOf, stateOfExample } from './state.js';
import { Tabs } from './tabs.js';

const LIMITS = { seconds: 5, megabytes: 512 }, MILLISECONDS = 20000, PAUSE = 250;

let state, example = null; // the example the state began with, whole
let place = OWN; // where it is kept
let got = null; // what the last run gave
let good = null, atHand = null; // what the last run gave that gave anything, and its program: shown until another does
let number = 0, program = null, running = null, timer = 0, last = Promise.resolve();
let engines, editor, details, exercise, rounds, tabs;

const say = (words) => { $('status').textContent = words; };

// ---- running ----

function statusWords(result, milliseconds) {
    if (result.status === 'bad rules') return 'There are mistakes; nothing was run.';
    if (!result.answers?.claims) return 'Nothing follows, because of the messages on the program.';
    if (result.stopped) return `Stopped by ${result.stopped}: what is shown is partial.`;
    return `Run in ${milliseconds} ms.`;
}

// What is switched off may be there no more, which makes that scenario wrong, and it alone.
function isOffLost({ status, diagnostics }) {
    return status === 'bad rules' && diagnostics.every(({ severity, file }) => severity !== 'error' || file === OFF_FILE);
}

async function runNow() {
    clearTimeout(timer);
    const own = (running = program = programOf(state, ++number, LIMITS)), begun = performance.now();
    engines.small.module.then(() => running === own && say('Running…'), () => {});
    setTimeout(() => running === own && $('panels').classList.add('old'), 200);
    try {
        const result = await (last = engines.run(own, MILLISECONDS));
        if (own !== program) return;
        if (state.off.length && isOffLost(result)) return change({ ...state, off: [] });
        got = result;
        if (got.answers?.claims) [good, atHand] = [got, own];
        show(statusWords(result, Math.round(performance.now() - begun)));
    } catch (error) {
        if (error.message === 'overtaken' || own !== program) return;
        got = null;
        show({ stopped: 'You stopped it.', 'out of time': 'It took too long and was stopped.', 'out of memory': 'It ran out of memory.' }[error.message] ?? `The engine failed: ${error.message}`);
    }
}

function runSoon() {
    clearTimeout(timer);
    timer = setTimeout(runNow, PAUSE);
}

const FAILED = { stopped: 'The question was stopped.', 'out of time': 'The question took too long and was stopped.', 'out of memory': 'The question ran out of memory.' };

// Questions wait for the run, and for each other; those of a run that was overtaken are not asked.  Of one that failed it is said.
async function ask(question, options) {
    const own = atHand, none = { answer: null, diagnostics: [] };
    const turn = () => (own && own === atHand ? engines.ask(own, question, options, MILLISECONDS) : none);
    try {
        return await (last = last.then(turn, turn));
    } catch ({ message }) {
        if (message === 'overtaken') return none;
        say(FAILED[message] ?? `The question could not be answered: ${message}.`);
        return { ...none, hasFailed: true };
    }
}

function grade(exercise) {
    const { main } = state;
    return engines.grade({ name: main, exercise, answer: state.files[main] });
}

const offers = (text, offset) => engines.offers({ files: { ...state.files, [state.shown]: text }, name: state.shown, offset }).catch(() => null);

// ---- showing ----

const isOwn = (message) => !message.file || message.file in state.files;

// Of a sheet: that nothing gives what is to be written is its task, and no fault.
function isOfSheet({ severity, file, line }) {
    if (severity !== 'warning' || !example?.item?.points || file !== example.main) return false;
    return example.files[file].split('\n').includes(state.files[file].split('\n')[line - 1]);
}

function showProblems() {
    const messages = (got?.diagnostics ?? []).filter((message) => isOwn(message) && !isOfSheet(message)), ways = { goTo, repair };
    editor.mark(messages.filter((message) => message.file === state.shown), repair);
    fill($('problems'), problemsList(messages, got?.notes ?? [], state.shown, ways));
}

const sayFailed = ({ message }) => say(`It could not be shown: ${message}.`);

// Of what has the focus there is another one after the panel was filled anew.
async function showTab() {
    const panel = $(`panel-${tabs.current.slice(4)}`), atom = panel.contains(document.activeElement) ? document.activeElement.dataset.atom : null;
    $('panels').classList.toggle('old', good !== null && good !== got);
    await fillTab(panel).catch(sayFailed);
    if (atom) [...panel.querySelectorAll('[data-atom]')].find((one) => one.dataset.atom === atom)?.focus();
}

// What other tabs than the first show comes with the first look at them.
async function fillTab(panel) {
    if (!good) fill(panel, h('p', { class: 'quiet' }, 'Nothing to show yet.'));
    else if (tabs.current === 'tab-results') fill(panel, resultsPart(good, ask1));
    else if (tabs.current === 'tab-map') showMap();
    else if (tabs.current === 'tab-facts') {
        const { factsPart } = await import('./facts.js');
        if (good) fill(panel, factsPart(good, new Set(state.off), { sources: good.given.sources, show: ask1, toggle, allOn: () => change({ ...state, off: [] }) }));
    } else {
        const { Rounds } = await import('./rounds.js');
        rounds ??= new Rounds(panel, ask1);
        if (good) rounds.fill(good.rounds);
    }
}

async function showMap() {
    const own = atHand, off = state.off.length;
    if (showMap.drawn === own) return;
    const { answer } = good.answers.claims.length ? await ask('map', { format: 'svg' }) : {};
    if (own !== atHand) return;
    showMap.drawn = own;
    const { mapOf, pictureOf } = await import('./details.js');
    fill($('panel-map'), answer?.startsWith('<') ? pictureOf(mapOf(answer, state.main, off), 'the claims') : h('p', { class: 'quiet' }, 'A map shows claims and what is for and against them; this program has no claims.'));
}

function show(words) {
    running = null;
    say(good && good !== got ? `${words} What is shown is of the text before ${got?.status === 'bad rules' ? 'the mistake' : 'that'}.` : words);
    showProblems();
    showTab();
    if (details?.subject && good === got) details.show(details.subject, { keepsFocus: true });
}

// What is known about one statement comes with the first question.
async function ask1(subject) {
    try {
        const { Details } = await import('./details.js');
        details ??= new Details({ ask, goTo, apply, sources: () => good?.given?.sources ?? {} });
        await details.show(subject);
    } catch (error) {
        sayFailed(error);
    }
}

async function apply(steps) {
    const { applied } = await import('./changes.js');
    change(applied(state, steps));
}

function goTo(place) {
    const [, file, line, column] = /^(.*?):(\d+)(?::(\d+))?$/.exec(place) ?? [];
    if (!(file in state.files)) return;
    openFile(file);
    editor.show(Number(line), Number(column ?? 1));
}

// ---- changing ----

// The address tells what was shared, and no more after a change: who loads it again would lose that.
function dropLink() {
    if (location.hash) history.replaceState(null, '', location.pathname + location.search);
}

function keepChange() {
    dropLink();
    exercise?.grow();
    keepHere();
}

function keepHere() {
    const gone = keep(place, condensed(state, example));
    if (gone) tell(`Beside your own work ${MOST_OTHERS} programs are kept. The oldest had to go: “${nameOf(gone)}”.`);
}

// What else is kept, and how to get there.
async function showKept() {
    const { shelfPart } = await import('./shelf.js');
    const parts = shelfPart(place, { go: moveTo, takeOver, restore, drop: (other) => (forget(other), showKept()) });
    $('kept').hidden = !parts.length;
    fill($('kept'), parts);
}

async function moveTo(next) {
    keepHere();
    const told = await toldBy(kept(next));
    if (!told) return;
    dropLink();
    stayAt((place = next));
    begin(...told);
}

function takeOver() {
    if (!confirm('Your own work is replaced by this program. Go on?')) return;
    forget(place);
    stayAt((place = OWN));
    keepChange();
    showKept();
}

async function restore() {
    const told = await toldBy(place);
    if (told && mayLeave()) begin(...told);
}

// A link is somebody else's, unless it tells what is one's own.  Who has changed what came by it goes on with that.
async function beginShared(link, told) {
    const own = kept(OWN), changed = await toldBy(kept(link));
    stayAt((place = changed || (isWork(own) && !isSame(own, condensed(...told))) ? link : OWN));
    begin(...(changed ?? told));
}

// Another program is begun: what came by a link stays what it is.
function beginAnew(next, from) {
    dropLink();
    if (place !== OWN) stayAt((place = ASIDE));
    begin(next, from);
}

function openFile(name) {
    if (name !== state.shown) {
        state = { ...state, shown: name };
        editor.open(state.files[name]);
        showProblems();
    }
    $('files').value = name;
}

function fillFiles() {
    const names = Object.keys(state.files).sort((a, b) => (a === state.main ? -1 : b === state.main ? 1 : a < b ? -1 : 1));
    fill($('files'), names.map((name) => h('option', { value: name }, name)));
    $('files').value = state.shown;
}

// An exercise stays one, whatever is written.
function becomeOwn() {
    const own = example && !example.item.points && asOwn(state, example);
    if (!own) return;
    [state, example] = [own, null];
    fillFiles();
    $('examples').value = '';
}

function keepEarned(id, earned) {
    keepPoints(id, earned);
    fillPoints($('examples'));
}

// What exercises need comes with the first of them.
async function showExercise() {
    const { item, about } = example ?? {};
    $('exercise').hidden = !item?.points;
    if (!item?.points) return;
    if (!exercise) {
        const { ExercisePart } = await import('./exercise.js');
        exercise ??= new ExercisePart({ grade, earned: keepEarned });
    }
    if (example?.item === item) exercise.show(item, about, points()[item.id]);
}

// Another state: the editor follows as by an edit where it is the same file.
function change(next) {
    const before = state;
    state = next;
    if (next.shown !== before.shown) editor.open(next.files[next.shown]);
    else if (editor.text !== next.files[next.shown]) editor.follow(next.files[next.shown]);
    fillFiles();
    keepChange();
    runNow();
}

function begin(next, from = null) {
    [state, example] = [next, from];
    [good, atHand] = [null, null];
    details?.close();
    editor.open(state.files[state.shown]);
    fillFiles();
    $('question').value = '';
    $('examples').value = state.example ?? '';
    showExercise();
    if (!location.hash) keepHere();
    if (place !== OWN || others().length || !$('kept').hidden) showKept();
    runNow();
}

function repair(message) {
    const text = state.files[message.repair.file];
    if (text === undefined) return;
    const { from, to, insert } = repaired(text, message);
    change({ ...state, shown: message.repair.file, files: { ...state.files, [message.repair.file]: text.slice(0, from) + insert + text.slice(to) } });
}

function toggle(atom) {
    const off = state.off.includes(atom) ? state.off.filter((one) => one !== atom) : [...state.off, atom];
    change({ ...state, off });
}

const mayLeave = () => !isEdited(state, example) || confirm('What you have written is replaced. Go on?');

async function openExample(id) {
    const whole = await exampleOf(id);
    beginAnew(stateOfExample(id, whole), whole);
}

// ---- in and out ----

async function share() {
    const fragment = await packed(condensed(state, example));
    history.replaceState(null, '', fragment);
    try {
        await navigator.clipboard.writeText(location.href);
        say('The link is in the clipboard; it holds the whole program.');
    } catch {
        say('The address of this page is the link now; it holds the whole program.');
    }
}

async function saveReport() {
    say('The report is written…');
    const { answer, hasFailed } = await ask('report', { format: 'html' });
    if (!hasFailed) say(answer ? 'The report is saved.' : 'There is no report, as there are no claims or mistakes in the program.');
    if (answer) saveFile('report.html', answer, 'text/html');
}

function listen() {
    $('examples').onchange = (event) => {
        if (event.target.value && mayLeave()) openExample(event.target.value);
        else event.target.value = state.example ?? '';
    };
    $('files').onchange = (event) => openFile(event.target.value);
    $('new').onclick = () => {
        if (mayLeave()) beginAnew(stateOf());
    };
    $('stop').onclick = () => engines.stop();
    $('share').onclick = share;
    $('upload').onchange = async (event) => {
        const { withUploads } = await import('./uploads.js');
        const { state: next, said } = await withUploads(state, [...event.target.files]);
        event.target.value = '';
        if (said.length) tell(said.join(' '));
        if (next.files !== state.files) change(next);
    };
    $('save-program').onclick = () => saveFile(state.shown.split('/').pop(), state.files[state.shown]);
    $('save-answers').onclick = async () => {
        const { answersAsCsv } = await import('./csv.js');
        if (good) saveFile('answers.csv', answersAsCsv(good.answers), 'text/csv');
    };
    $('save-report').onclick = saveReport;
    $('save').onclick = (event) => event.target.closest('button') && ($('save').open = false);
    $('asking').onsubmit = (event) => {
        event.preventDefault();
        if ($('question').value.trim()) ask1($('question').value.trim().replace(/\.$/, ''));
    };
    addEventListener('hashchange', async () => {
        const told = await toldBy(location.hash);
        if (told) beginShared(location.hash, told);
        else if (tellsSomething(location.hash)) tellCut();
    });
}

// ---- the beginning ----

// [state, example] of a link; null if it tells none.
async function toldBy(fragment) {
    const told = typeof fragment === 'string' ? await unpacked(fragment) : fragment;
    if (!told) return null;
    const from = told.example ? await exampleOf(told.example).catch(() => null) : null;
    const next = expanded(told, from);
    return next && [next, next.example ? from : null];
}

// Stays until it was read: what runs meanwhile has words of its own.
async function tell(words) {
    const { telling } = await import('./shelf.js');
    $('notice').hidden = false;
    fill($('notice'), telling(words, ['Close', () => ($('notice').hidden = true)]));
}

function tellCut() {
    dropLink();
    tell('The link is damaged: it was cut or changed on its way, and the program in it cannot be read. Ask for it again, whole.');
}

async function toldByKept() {
    place = placeHere();
    const told = (await toldBy(kept(place)));
    if (told || place === OWN) return told;
    stayAt((place = OWN));
    return toldBy(kept(OWN));
}

// It is there while something takes long.
function stopButton() {
    let lamp = 0, busy = 0;
    return (isBusy) => {
        busy += isBusy ? 1 : -1;
        clearTimeout(lamp);
        if (busy) lamp = setTimeout(() => ($('stop').hidden = false), 200);
        else $('stop').hidden = true;
    };
}

function build() {
    editor = new Editor($('editor'), {
        offers,
        changed: (text) => {
            state = { ...state, files: { ...state.files, [state.shown]: text } };
            becomeOwn();
            keepChange();
            runSoon();
        },
    });
    tabs = new Tabs(document.querySelector('[role=tablist]'), () => tabs && showTab());
    listen();
}

// What is not needed for the first answers: the rest of the engine, and all of it without a network.
function settleIn() {
    editor.assist().catch(() => {});
    for (const part of [import('./details.js'), import('./facts.js'), import('./rounds.js')]) part.catch(() => {});
    if (program) engines.warm(program).catch(() => {});
    if ('serviceWorker' in navigator) navigator.serviceWorker.register('offline.js').catch(() => {});
}

const whenIdle = (what) => (window.requestIdleCallback ? requestIdleCallback(what, { timeout: 2000 }) : setTimeout(what, 500));

async function start() {
    engines = new Engines(stopButton());
    const menu = fillMenu($('examples'));
    state = stateOf();
    build();
    const first = await menu;
    const shared = await toldBy(location.hash), isCut = tellsSomething(location.hash) && !shared;
    if (isCut) dropLink();
    const own = shared ? null : await toldByKept();
    if (shared) await beginShared(location.hash, shared);
    else if (own) begin(...own);
    else await openExample(first);
    if (isCut) tellCut();
    document.documentElement.dataset.ready = 'yes';
    await last.catch(() => {});
    performance.mark('first answers');
    whenIdle(settleIn);
}

start().catch((error) => say(`The page did not start: ${error.message}`));
