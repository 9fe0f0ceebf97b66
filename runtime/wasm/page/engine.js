// The engine as functions of JavaScript: texts in, answers out (runtime/wasm/playground.c).
import { wasiImports } from './wasi.js';

// In the order of hence.h.
const QUESTIONS = ['claims', 'answers', 'tests', 'why', 'whynot', 'rests', 'need', 'stable', 'map', 'trace', 'report'];
const FORMATS = ['text', 'json', 'tap', 'html', 'md', 'svg', 'dot', 'mermaid'];
export const STATUSES = ['fine', 'negative', 'bad question', 'bad data', 'bad rules', 'stopped', 'cancelled', 'no memory', 'misuse', 'bug'];

export class Engine {
    constructor(module) {
        this.calls = new WebAssembly.Instance(module, { wasi_snapshot_preview1: wasiImports(() => this.calls.memory) }).exports;
        this.calls._initialize();
    }

    // Bytes with a NUL behind them, for as long as the call takes.
    with(texts, call) {
        const rooms = texts.map((text) => {
            const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
            const at = this.calls.room(bytes.length);
            const memory = new Uint8Array(this.calls.memory.buffer);
            memory.set(bytes, at);
            memory[at + bytes.length] = 0;
            return { at, length: bytes.length };
        });
        const result = call(...rooms);
        rooms.forEach(({ at }) => this.calls.leave(at));
        return result;
    }

    text() {
        return new TextDecoder().decode(new Uint8Array(this.calls.memory.buffer, this.calls.answer(), this.calls.answer_length()));
    }

    json() {
        const text = this.text();
        return text ? JSON.parse(text) : null;
    }

    // files: {name: text}; read: the names of those that are read by themselves.
    run({ files, read, scenario = '', seconds, megabytes }) {
        this.calls.begin();
        for (const name of read) this.put(name, files[name], true);
        for (const [name, text] of Object.entries(files)) if (!read.includes(name)) this.put(name, text, false);
        const status = this.with([scenario], (name) => this.calls.run(name.at, seconds, megabytes));
        return STATUSES[status];
    }

    put(name, text, isRead) {
        return this.with([name, text], (title, bytes) => this.calls.put(title.at, bytes.at, bytes.length, isRead ? 1 : 0));
    }

    ask(question, { subject = '', format = 'json', most = 0, rounds = 0 } = {}) {
        const status = this.with([subject], (words) => this.calls.ask(QUESTIONS.indexOf(question), FORMATS.indexOf(format), words.at, most, rounds));
        return { status: STATUSES[status], answer: format === 'json' ? this.json() : this.text() };
    }

    messages() {
        this.calls.messages();
        return this.json();
    }

    stopped() {
        this.calls.stopped();
        return this.text();
    }

    given(most) {
        this.calls.given(most);
        return this.json() ?? { facts: [], left_out: 0, sources: {} };
    }

    offers(name, offset) {
        this.with([name], (title) => this.calls.offers(title.at, offset));
        return this.json() ?? { items: [] };
    }
    // An exercise is a text; the whole engine alone has these two.
    sheet(name, exercise) {
        const isFine = this.with([name, exercise], (title, text) => this.calls.sheet(title.at, text.at, text.length));
        if (!isFine) throw new Error(this.text());
        return this.text();
    }

    grade(name, exercise, answer) {
        const isFine = this.with([name, exercise, answer], (title, text, own) => this.calls.grade(title.at, text.at, text.length, own.at, own.length));
        return isFine ? this.json() : { wrong: this.text() };
    }
}
