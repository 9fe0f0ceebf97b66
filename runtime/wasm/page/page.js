// The page: what is edited is run, what is run is shown.
import { $, fill, h, saveFile } from './dom.js';
import { Details, pictureOf } from './details.js';
import { Editor } from './editor.js';
import { exampleOf, fillMenu, fillPoints } from './examples.js';
import { factsPart } from './facts.js';
import { forget, isSame, isWork, keep, keepPoints, kept, placeHere, points, stayAt } from './kept.js';
import { problemsList, repaired } from './problems.js';
import { answersAsCsv, resultsPart } from './results.js';
import { Rounds } from './rounds.js';
import { Runner } from './runner.js';
import { packed, tellsSomething, unpacked } from './share.js';
import { asOwn, condensed, expanded, isEdited, OFF_FILE, programOf, stateOf, stateOfExample } from './state.js';
import { Tabs } from './tabs.js';
import { mapOf } from './wording.js';

const LIMITS = { seconds: 5, megabytes: 512 }, MILLISECONDS = 20000, GRADING = 60000, PAUSE = 250;

let state, example = null; // the example the state began with, whole
let place = 'own'; // where it is kept
let got = null; // what the last run gave
let good = null, atHand = null; // what the last run gave that gave anything, and its program: shown until another does
let number = 0, program = null, running = null, timer = 0, last = Promise.resolve();
let runner, helper, whole, editor, details, exercise, rounds, tabs;

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
    say('Running…');
    setTimeout(() => running === own && $('panels').classList.add('old'), 200);
    try {
        const result = await (last = runner.do('run', { program: own }, MILLISECONDS));
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

// Questions wait for the run, and for each other; those of a run that was overtaken are not asked.
async function ask(question, options) {
    const own = atHand, turn = () => (own && own === atHand ? runner.do('ask', { program: own, question, ...options }, MILLISECONDS) : { answer: null, diagnostics: [] });
    try {
        return await (last = last.then(turn, turn));
    } catch (error) {
        if (error.message !== 'overtaken') say(`The question was ${error.message}.`);
        return { answer: null, diagnostics: [] };
    }
}

// What the first engine does without: a whole one is loaded for it, and for what did not load another time.
function wholeEngine() {
    whole ??= loadEngine('whole.wasm').then((module) => new Runner(module)).catch((error) => {
        whole = null;
        throw error;
    });
    return whole;
}

async function askWhole(question, options) {
    return (await wholeEngine()).do('ask', { program: atHand ?? program, question, ...options }, MILLISECONDS);
}

async function grade(exercise) {
    const { main } = state;
    return (await wholeEngine()).do('grade', { name: main, exercise, answer: state.files[main] }, GRADING);
}

// Completion has a thread of its own: a run may be long.
async function offers(text, offset) {
    if (helper.isBusy) return null;
    return helper.do('offers', { files: { ...state.files, [state.shown]: text }, name: state.shown, offset }, 2000).catch(() => null);
}

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

// Of what has the focus there is another one after the panel was filled anew.
function showTab() {
    const panel = $(`panel-${tabs.current.slice(4)}`), atom = panel.contains(document.activeElement) ? document.activeElement.dataset.atom : null;
    $('panels').classList.toggle('old', good !== null && good !== got);
    fillTab();
    if (atom) [...panel.querySelectorAll('[data-atom]')].find((one) => one.dataset.atom === atom)?.focus();
}

function fillTab() {
    if (!good) return fill($(`panel-${tabs.current.slice(4)}`), h('p', { class: 'quiet' }, 'Nothing to show yet.'));
    if (tabs.current === 'tab-results') fill($('panel-results'), resultsPart(good, ask1));
    if (tabs.current === 'tab-facts') fill($('panel-facts'), factsPart(good, new Set(state.off), { sources: good.given.sources, show: ask1, toggle, allOn: () => change({ ...state, off: [] }) }));
    if (tabs.current === 'tab-rounds') rounds.fill(good.rounds);
    if (tabs.current === 'tab-map') showMap();
}

async function showMap() {
    const own = atHand, off = state.off.length;
    if (showMap.drawn === own) return;
    const { answer } = good.answers.claims.length ? await ask('map', { format: 'svg' }) : {};
    if (own !== atHand) return;
    showMap.drawn = own;
    fill($('panel-map'), answer?.startsWith('<') ? pictureOf(mapOf(answer, state.main, off), 'the claims') : h('p', { class: 'quiet' }, 'A map shows claims and what is for and against them; this program has no claims.'));
}

function show(words) {
    running = null;
    say(good && good !== got ? `${words} What is shown is of the text before ${got?.status === 'bad rules' ? 'the mistake' : 'that'}.` : words);
    showProblems();
    showTab();
    if (details.subject && good === got) details.show(details.subject, { keepsFocus: true });
}

const ask1 = (subject) => details.show(subject);

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
    keep(place, condensed(state, example));
}

const keptPart = (words, ...buttons) => [h('span', {}, words), ' ', buttons.map(([name, onclick]) => h('button', { type: 'button', class: 'small', onclick }, name))];

// One's own work and what came by a link: where the other one is.
function showKept() {
    const part = $('kept'), isShared = place === 'shared';
    part.hidden = isShared ? !isWork(kept('own')) : !kept('shared');
    if (part.hidden) return;
    fill(part, isShared
        ? keptPart('This program came by a link. Your own work is kept:', ['Go back to it', () => moveTo('own')], ['Put this in its place', takeOver])
        : keptPart('A program that came by a link is kept, too:', ['Go to it', () => moveTo('shared')], ['Forget it', () => (forget('shared'), showKept())]));
}

async function moveTo(next) {
    keep(place, condensed(state, example));
    const told = await toldBy(kept(next));
    if (!told) return;
    dropLink();
    stayAt((place = next));
    begin(...told);
}

function takeOver() {
    if (!confirm('Your own work is replaced by this program. Go on?')) return;
    stayAt((place = 'own'));
    forget('shared');
    keepChange();
    showKept();
}

// A link is somebody else's, unless it tells what is one's own.
async function beginShared(told) {
    const own = kept('own');
    stayAt((place = isWork(own) && !isSame(own, condensed(...told)) ? 'shared' : 'own'));
    begin(...told);
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
    details.close();
    editor.open(state.files[state.shown]);
    fillFiles();
    $('examples').value = state.example ?? '';
    showExercise();
    if (!location.hash) keep(place, condensed(state, example));
    showKept();
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
    dropLink();
    begin(stateOfExample(id, whole), whole);
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
    const { answer } = await askWhole('report', { format: 'html' }).catch(() => ({}));
    say(answer ? 'The report is saved.' : 'There is no report, as there are no claims or mistakes in the program.');
    if (answer) saveFile('report.html', answer, 'text/html');
}

function listen() {
    $('examples').onchange = (event) => {
        if (event.target.value && mayLeave()) openExample(event.target.value);
        else event.target.value = state.example ?? '';
    };
    $('files').onchange = (event) => openFile(event.target.value);
    $('new').onclick = () => {
        if (!mayLeave()) return;
        dropLink();
        begin(stateOf());
    };
    $('stop').onclick = () => runner.stop();
    $('share').onclick = share;
    $('upload').onchange = async (event) => {
        const { withUploads } = await import('./uploads.js');
        const { state: next, said } = await withUploads(state, [...event.target.files]);
        event.target.value = '';
        if (said.length) tell(said.join(' '));
        if (next.files !== state.files) change(next);
    };
    $('save-program').onclick = () => saveFile(state.shown.split('/').pop(), state.files[state.shown]);
    $('save-answers').onclick = () => good && saveFile('answers.csv', answersAsCsv(good.answers), 'text/csv');
    $('save-report').onclick = saveReport;
    $('save').onclick = (event) => event.target.closest('button') && ($('save').open = false);
    $('asking').onsubmit = (event) => {
        event.preventDefault();
        if ($('question').value.trim()) details.show($('question').value.trim().replace(/\.$/, ''));
    };
    addEventListener('hashchange', async () => {
        const told = await toldBy(location.hash);
        if (told) beginShared(told);
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
function tell(words) {
    $('notice').hidden = false;
    fill($('notice'), keptPart(words, ['Close', () => ($('notice').hidden = true)]));
}

function tellCut() {
    dropLink();
    tell('The link is damaged: it was cut or changed on its way, and the program in it cannot be read. Ask for it again, whole.');
}

async function toldByKept() {
    place = placeHere();
    const told = (await toldBy(kept(place)));
    if (told || place === 'own') return told;
    stayAt((place = 'own'));
    return toldBy(kept('own'));
}

async function loadEngine(name) {
    const response = await fetch(name);
    return WebAssembly.compile(await response.arrayBuffer());
}

async function start() {
    editor = new Editor($('editor'), {
        offers,
        changed: (text) => {
            state = { ...state, files: { ...state.files, [state.shown]: text } };
            becomeOwn();
            keepChange();
            runSoon();
        },
    });
    details = new Details({
        ask, goTo, sources: () => good?.given?.sources ?? {},
        apply: async (steps) => {
            const { applied } = await import('./changes.js');
            change(applied(state, steps));
        },
    });
    rounds = new Rounds($('panel-rounds'), ask1);
    state = stateOf();
    const [module, first] = await Promise.all([loadEngine('engine.wasm'), fillMenu($('examples'))]);
    let lamp = 0;
    runner = new Runner(module, (isBusy) => {
        clearTimeout(lamp);
        if (isBusy) lamp = setTimeout(() => ($('stop').hidden = false), 200);
        else $('stop').hidden = true;
    });
    helper = new Runner(module);
    tabs = new Tabs(document.querySelector('[role=tablist]'), () => tabs && showTab());
    listen();
    const shared = await toldBy(location.hash), isCut = tellsSomething(location.hash) && !shared;
    if (isCut) dropLink();
    const own = shared ? null : await toldByKept();
    if (shared) beginShared(shared);
    else if (own) begin(...own);
    else await openExample(first);
    if (isCut) tellCut();
    document.documentElement.dataset.ready = 'yes';
    if ('serviceWorker' in navigator) navigator.serviceWorker.register('offline.js').catch(() => {});
}

start().catch((error) => say(`The page did not start: ${error.message}`));
