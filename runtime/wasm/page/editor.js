// The editor: CodeMirror with our language, messages and completion.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, snippetCompletion } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, indentOnInput } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { hence } from './language.js';
import { bytesBefore, offsetOfByte, spanOf } from './places.js';
import { remedyWords } from './wording.js';

function optionOf(item) {
    const option = {
        label: item.label, type: item.kind, detail: item.detail || undefined, boost: 50 - item.rank * 10, apply: item.insert,
        info: item.about ? () => Object.assign(document.createElement('span'), { textContent: item.about }) : undefined,
    };
    if (!item.snippet) return option;
    const { apply, ...rest } = option;
    return snippetCompletion(item.snippet.replace(/\$(\d+)/g, '$${$1}').replace(/\$\{(\d+):([^}]*)\}/g, '$${$1:$2}'), rest);
}

// offers(text, bytes): a promise of the engine's list.
function completionSource(offers) {
    return async (context) => {
        const word = context.matchBefore(/[\p{L}\p{N}_]+/u);
        if (!word && !context.explicit) return null;
        const text = context.state.doc.toString();
        const list = await offers(text, bytesBefore(text, context.pos));
        if (!list?.items.length || context.aborted) return null;
        return { from: offsetOfByte(text, list.begin), options: list.items.map(optionOf), validFor: /^[\p{L}\p{N}_]*$/u };
    };
}

const look = EditorView.theme({
    '&': { height: '100%', fontSize: 'var(--code-size)', backgroundColor: 'var(--paper)', color: 'var(--ink)' },
    '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.5' },
    '.cm-gutters': { backgroundColor: 'var(--paper)', color: 'var(--faint)', border: 'none' },
    '.cm-activeLine': { backgroundColor: 'var(--hover)' },
    '.cm-cursor': { borderLeftColor: 'var(--ink)' },
    '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'var(--selection) !important' },
    '.cm-tooltip': { backgroundColor: 'var(--panel)', color: 'var(--ink)', border: '1px solid var(--line)', maxWidth: 'min(36rem, 90vw)' },
    '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--accent)', color: 'var(--on-accent)' },
    '.cm-diagnosticAction': { backgroundColor: 'var(--accent)', color: 'var(--on-accent)' },
});

export class Editor {
    constructor(parent, { changed, offers }) {
        this.changed = changed;
        this.extensions = [
            lineNumbers(), lintGutter(), history(), drawSelection(), indentOnInput(), bracketMatching(), closeBrackets(), highlightActiveLine(),
            autocompletion({ override: [completionSource(offers)], icons: false }), hence, look, EditorView.lineWrapping,
            keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap, ...lintKeymap]),
            EditorView.contentAttributes.of({ 'aria-label': 'Program', spellcheck: 'false', autocapitalize: 'off' }),
            EditorView.updateListener.of((update) => update.docChanged && !this.isFilling && this.changed(this.text)),
        ];
        this.view = new EditorView({ parent, state: EditorState.create({ extensions: this.extensions }) });
    }

    get text() {
        return this.view.state.doc.toString();
    }

    // Another file: its history begins anew.
    open(text) {
        this.isFilling = true;
        this.view.setState(EditorState.create({ doc: text, extensions: this.extensions }));
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
    mark(messages, repair) {
        const text = this.text;
        const marks = messages.map((message) => {
            const { from, to } = spanOf(text, message);
            return {
                from: Math.min(from, text.length), to: Math.min(Math.max(to, from), text.length), severity: message.severity,
                message: remedyWords(message.remedy) ? `${message.message}\n${message.remedy}` : message.message, source: message.code,
                actions: message.repair ? [{ name: 'Repair', apply: () => repair(message) }] : [],
            };
        });
        this.view.dispatch(setDiagnostics(this.view.state, marks));
    }

    show(line, column) {
        const { from } = spanOf(this.text, { line, column });
        this.view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) });
        this.view.focus();
    }
}
