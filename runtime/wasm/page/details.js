// All about one statement: why, why not, and as a picture.
import { $, badge, count, fill, h, saveFile } from './dom.js';
import { proofList, standing } from './proof.js';

// Words in so many lines at most, none longer than `width` where that can be.
function wrapped(text, width, most) {
    const lines = [''];
    for (const word of text.split(' ')) {
        const line = lines.at(-1);
        if (line && line.length + word.length >= width && lines.length < most) lines.push(word);
        else lines[lines.length - 1] = line ? `${line} ${word}` : word;
    }
    return lines;
}

const escaped = (words) => words.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);

// The picture of a run names the files that were read, of which that of what is switched off is none of the reader's.
export function mapOf(svg, name, off) {
    if (!off) return svg;
    const title = `Argument map of ${name}, ${count(off, 'fact')} switched off`, line = /(<text [^>]*class="t">)([^<]*)(<\/text>)/g;
    const old = [...svg.matchAll(line)].map(([, , words]) => words.length), lines = wrapped(title, Math.max(...old), old.length);
    return svg.replace(/(<title id="[^"]*">)Argument map of [^<]*/, (_, begin) => begin + escaped(title))
        .replace(line, (_, begin, _words, end) => begin + escaped(lines.shift() ?? '') + end);
}

export function pictureOf(svg, name) {
    const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
    return h('figure', { class: 'picture' },
        h('a', { href: url, target: '_blank', rel: 'noopener', title: 'Open it alone' }, h('img', { src: url, alt: `The argument about ${name} as a picture` })),
        h('figcaption', {}, h('button', { type: 'button', class: 'small', onclick: () => saveFile('argument.svg', svg, 'image/svg+xml') }, 'Save the picture')));
}

export class Details {
    // ask(question, options): a promise of an answer; apply: takes the steps of a repair; goTo: a place of a file.
    constructor({ ask, apply, goTo, sources }) {
        Object.assign(this, { ask, apply, goTo, sources });
        this.panel = $('details');
        $('details-close').onclick = () => this.close();
        this.panel.addEventListener('keydown', (event) => event.key === 'Escape' && this.close());
    }

    close() {
        this.panel.hidden = true;
        this.subject = null;
        this.from?.focus?.();
    }

    async show(subject, { keepsFocus = false } = {}) {
        if (!keepsFocus) this.from = document.activeElement;
        this.subject = subject;
        this.panel.hidden = false;
        fill($('details-title'), h('code', {}, subject));
        if (!keepsFocus) $('details-title').focus();
        const part = $('details-body');
        part.setAttribute('aria-busy', 'true');
        const { answer, diagnostics } = await this.ask('why', { subject });
        if (this.subject !== subject) return;
        part.removeAttribute('aria-busy');
        if (!answer?.status) return fill(part, (answer?.diagnostics ?? diagnostics ?? []).map((one) => h('p', { class: 'problem error' }, one.message, one.remedy ? `: ${one.remedy}` : '')));
        const ways = { sources: this.sources(), goTo: this.goTo };
        const isProved = answer.status === 'established';
        const more = h('div', {});
        const whyNot = h('button', { type: 'button', hidden: true, onclick: () => this.showWhyNot(subject, more) }, 'What would change it?');
        fill(part, h('p', {}, badge(answer.status, answer.reason), answer.partial ? ' so far: the run was stopped' : ''),
            answer.proves && !isProved ? h('p', {}, answer.status === 'refuted' ? 'What refutes it: ' : 'What speaks for it: ', h('code', {}, answer.proves)) : null,
            proofList(answer.steps, ways), standing(answer, ways),
            h('p', { class: 'buttons' },
                h('button', { type: 'button', onclick: () => this.showPicture(subject, more).then(() => (whyNot.hidden = isProved)) }, 'As a picture'), whyNot),
            more);
        if (!isProved) await this.showWhyNot(subject, more);
    }

    async showWhyNot(subject, into) {
        const [{ answer }, { whynotPart }] = await Promise.all([this.ask('whynot', { subject }), import('./repairs.js')]);
        if (this.subject === subject && answer?.repairs) fill(into, whynotPart(answer, this.sources(), this.apply));
    }

    async showPicture(subject, into) {
        let { answer } = await this.ask('why', { subject, format: 'svg' });
        if (!answer) ({ answer } = await this.ask('map', { subject, format: 'svg' }));
        if (this.subject !== subject) return;
        fill(into, answer ? pictureOf(answer, subject) : h('p', { class: 'quiet' }, 'There is no picture of it.'));
        into.scrollIntoView({ block: 'nearest' });
    }
}
