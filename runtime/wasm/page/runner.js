// Workers as seen from the page: one job at a time, each with an end, whatever the engine does.
export class Runner {
    // module: a promise of the engine, for which the thread does not wait to begin; watch: told when a job begins and ends.
    constructor(module, watch = () => {}) {
        this.module = module;
        this.watch = watch;
        this.waiting = null;
        this.start();
    }

    start() {
        this.worker = new Worker(new URL('worker.js', document.baseURI));
        this.worker.onmessage = ({ data }) => this.settle(data);
        this.worker.onerror = (event) => this.waiting && this.settle({ id: this.waiting.id, error: event.message || 'the engine did not load' });
        this.tell(0, (module) => ({ id: 0, job: 'load', module }));
    }

    // In order, once the engine is there.
    tell(id, message) {
        const { worker } = this;
        this.module.then((module) => worker.postMessage(message(module)), (error) => this.settle({ id, error: error.message }));
    }

    settle({ id, result, error }) {
        if (!this.waiting || this.waiting.id !== id) return;
        const { resolve, reject, timer } = this.waiting;
        clearTimeout(timer);
        this.waiting = null;
        this.watch(false);
        if (error) reject(new Error(error));
        else resolve(result);
    }

    // Ends what is at work: the thread with all it holds.
    stop(why = 'stopped') {
        if (!this.waiting) return;
        this.worker.terminate();
        this.start();
        this.settle({ id: this.waiting.id, error: why });
    }

    get isBusy() {
        return this.waiting !== null;
    }

    // A job that comes while another is at work ends that.
    do(job, what, milliseconds) {
        this.stop('overtaken');
        const id = (this.last = (this.last ?? 0) + 1);
        return new Promise((resolve, reject) => {
            this.waiting = { id, resolve, reject };
            this.watch(true);
            this.tell(id, () => {
                if (this.waiting?.id === id) this.waiting.timer = setTimeout(() => this.stop('out of time'), milliseconds);
                return { id, job, ...what };
            });
        });
    }
}
