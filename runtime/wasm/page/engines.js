// The engines of the page: a small one that runs what is edited, and the whole one beside it, once it is wanted or there is time.
import { Runner } from './runner.js';

const WARMING = 3000, COMPLETING = 2000, GRADING = 60000; // milliseconds

// Compiled while it comes; of a host that does not name its type, after that.
async function compiled(name) {
    try {
        return await WebAssembly.compileStreaming(fetch(name));
    } catch {
        const response = await fetch(name);
        if (!response.ok) throw new Error(`${name} did not load`);
        return WebAssembly.compile(await response.arrayBuffer());
    }
}

// What the small engine does without, of all that the page asks (runtime/api/topics.c).
const isBeyond = (question, { format }) => ['whynot', 'map', 'report'].includes(question) || format === 'svg';

export class Engines {
    // watch: told when something begins for which somebody waits, and when it ends.
    constructor(watch) {
        this.watch = watch;
        this.small = new Runner(compiled('engine.wasm'), watch);
        this.turn = Promise.resolve(); // of the whole one's last job
    }

    // A promise of the whole engine, in a thread of its own; what did not load is tried another time.
    async whole() {
        this.module ??= compiled('whole.wasm');
        await this.module.catch((error) => {
            this.module = null;
            throw error;
        });
        return (this.runner ??= new Runner(this.module));
    }

    // One after the other, as a job ends the one before.
    inTurn(job) {
        const next = async () => job(await this.whole());
        return (this.turn = this.turn.then(next, next));
    }

    attended(job) {
        this.watch(true);
        return job.finally(() => this.watch(false));
    }

    // Compiles what a run needs before somebody asks for it.
    warm(program) {
        return this.inTurn((whole) => whole.do('run', { program }, WARMING));
    }

    // What is asked about another text is wanted no more.
    run(program, milliseconds) {
        if (this.isAsking) this.runner.stop('overtaken');
        return this.small.do('run', { program }, milliseconds);
    }

    ask(program, question, options, milliseconds) {
        const what = { program, question, ...options };
        if (!isBeyond(question, options)) return this.small.do('ask', what, milliseconds);
        return this.attended(this.inTurn((whole) => {
            this.isAsking = true;
            return whole.do('ask', what, milliseconds).finally(() => (this.isAsking = false));
        }));
    }

    grade(what) {
        return this.attended(this.inTurn((whole) => whole.do('grade', what, GRADING)));
    }

    // Null where there is something else to do.
    async offers(what) {
        const whole = await this.whole();
        return whole.isBusy ? null : whole.do('offers', what, COMPLETING);
    }

    stop() {
        this.small.stop();
        this.runner?.stop();
    }
}
