// The engine in a thread of its own, so that whatever it does the page goes on, and can end it.
import { Engine } from './engine.js';

const LISTED = 500, TRACE = { most: 200, rounds: 200 };
let engine, module, atHand; // the number of the run that can be asked

function run(program) {
    atHand = undefined;
    const status = engine.run(program);
    atHand = program.number;
    return status;
}

// What follows while nothing is switched off, to be compared: of the text it was told of last.
let plain = { program: null, rounds: null };

const textsOf = ({ files, read, scenario }) => Object.entries(files).filter(([name]) => !scenario || name !== read.at(-1));
const isSameText = (one, other) => one && one.read[0] === other.read[0] && textsOf(one).length === textsOf(other).length && textsOf(one).every(([name, text]) => other.files[name] === text);

function plainRounds(program) {
    if (!isSameText(plain.program, program)) {
        run({ ...program, scenario: '' });
        plain = { program, rounds: engine.ask('trace', TRACE).answer };
    }
    return plain.rounds;
}

// What the page shows of each run.
function overview({ program }) {
    const got = { plain: program.scenario ? plainRounds(program) : null, status: run(program), ...engine.messages(), stopped: engine.stopped() };
    if (['bad rules', 'misuse', 'no memory'].includes(got.status)) return got;
    const ask = (question, options) => engine.ask(question, options).answer;
    got.answers = ask('answers');
    if (!got.answers?.claims) return got; // bad data, of which nothing follows
    got.given = engine.given(LISTED);
    if (program.scenario) got.changes = ask('claims');
    if (Object.values(program.files).some((text) => /^\s*test\b/m.test(text))) got.tests = ask('tests');
    got.rounds = ask('trace', TRACE);
    if (!program.scenario) plain = { program, rounds: got.rounds };
    return got;
}

const JOBS = {
    load: ({ module: compiled }) => {
        module = compiled;
        engine = new Engine(module);
    },
    run: overview,
    ask: ({ program, question, ...options }) => {
        if (atHand !== program.number) run(program);
        return { ...engine.ask(question, options), ...engine.messages() };
    },
    grade: ({ name, exercise, answer }) => engine.grade(name, exercise, answer),
    offers: ({ files, name, offset }) => {
        engine.calls.begin();
        for (const [title, text] of Object.entries(files)) engine.put(title, text, title === name);
        return engine.offers(name, offset);
    },
};

self.onmessage = ({ data: { id, job, ...what } }) => {
    try {
        self.postMessage({ id, result: JOBS[job](what) });
    } catch (error) {
        const isFull = error.status === 5 || error instanceof RangeError;
        self.postMessage({ id, error: isFull ? 'out of memory' : String(error.message ?? error) });
        atHand = undefined; // an instance that ended is not to be called again
        engine = new Engine(module);
    }
};
