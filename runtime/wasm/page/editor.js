// The editor: CodeMirror with our language; what is beyond writing in it comes with its first use (assist.js).
import { bracketMatching, indentOnInput } from '@codemirror/language';
import { Compartment, EditorState } from '@codemirror/state';
import { drawSelection, EditorView, gutter, highlightActiveLine, lineNumbers } from '@codemirror/view';
import { hence } from './language.js';
import { spanOf } from './places.js';

const look = EditorView.theme({
    '&': { height: '100%', fontSize: 'var(--code-size)', backgroundColor: 'var(--paper)', color: 'var(--ink)' },
    '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.5' },
    '.cm-gutter-lint': { width: '1.4em' },
    '.cm-gutters': { backgroundColor: 'var(--paper)', color: 'var(--faint)', border: 'none' },
    '.cm-activeLine': { backgroundColor: 'var(--hover)' },
    '.cm-cursor': { borderLeftColor: 'var(--ink)' },
    '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'var(--selection) !important' },
    '.cm-tooltip': { backgroundColor: 'var(--panel)', color: 'var(--ink)', border: '1px solid var(--line)', maxWidth: 'min(36rem, 90vw)' },
    '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--accent)', color: 'var(--on-accent)' },
    '.cm-diagnosticAction': { backgroundColor: 'var(--accent)', color: 'var(--on-accent)' },
});

const help = new Compartment(), NO_HELP = gutter({ class: 'cm-gutter-lint' }); // whose place is kept, so that nothing moves

export class Editor {
    // changed(text); offers(text, bytes): a promise of completions.
    constructor(parent, { changed, offers }) {
        Object.assign(this, { changed, offers, help: NO_HELP });
        this.view = new EditorView({ parent, state: this.stateOf('') });
    }

    stateOf(doc) {
        return EditorState.create({ doc, extensions: [
            lineNumbers(), help.of(this.help), drawSelection(), indentOnInput(), bracketMatching(), highlightActiveLine(),
            hence, look, EditorView.lineWrapping, EditorView.contentAttributes.of({ 'aria-label': 'Program', spellcheck: 'false', autocapitalize: 'off' }),
            EditorView.updateListener.of((update) => update.docChanged && !this.isFilling && this.changed(this.text)),
            EditorView.domEventHandlers({ focus: () => void this.assist().catch(() => {}) }),
        ] });
    }

    // A promise of what is loaded with the first use; another use tries again.
    async assist() {
        const module = await import('./assist.js');
        if (this.help === NO_HELP) this.view.dispatch({ effects: help.reconfigure((this.help = module.assistance(this.offers))) });
        return module;
    }

    get text() {
        return this.view.state.doc.toString();
    }

    // Another file: its history begins anew.
    open(text) {
        this.isFilling = true;
        this.view.setState(this.stateOf(text));
        this.view.scrollDOM.scrollTop = 0;
        this.isFilling = false;
    }

    // The same file changed from outside, as an edit that can be undone: of what is different alone, so that the cursor stays.
    follow(text) {
        const old = this.text, least = Math.min(old.length, text.length);
        let same = 0, end = 0;
        while (same < least && old[same] === text[same]) same++;
        while (end < least - same && old[old.length - 1 - end] === text[text.length - 1 - end]) end++;
        this.isFilling = true;
        this.view.dispatch({ changes: { from: same, to: old.length - end, insert: text.slice(same, text.length - end) } });
        this.isFilling = false;
    }

    // Messages of this file: underlined, with their repair.
    async mark(messages, repair) {
        this.marked = messages;
        if (!messages.length && this.help === NO_HELP) return;
        const { underlined } = await this.assist().catch(() => ({})); // they are in the list under the editor, too
        if (underlined && this.marked === messages) this.view.dispatch(underlined(this.view.state, messages, repair));
    }

    show(line, column) {
        const { from } = spanOf(this.text, { line, column });
        this.view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) });
        this.view.focus();
    }
}
