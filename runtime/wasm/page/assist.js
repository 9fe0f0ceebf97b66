// What the editor has beyond letters that are typed, loaded with its first use: undoing and other keys, messages under the words, completion,
// brackets that close.
import { autocompletion, closeBrackets, closeBracketsKeymap, snippetCompletion } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { keymap } from '@codemirror/view';
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

// offers(text, bytes): a promise of the engine's list.
export const assistance = (offers) => [lintGutter(), history(), closeBrackets(), autocompletion({ override: [completionSource(offers)], icons: false }),
    keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...lintKeymap])];

// Messages of a text, as what changes the editor's state.
export function underlined(state, messages, repair) {
    const text = state.doc.toString();
    const marks = messages.map((message) => {
        const { from, to } = spanOf(text, message);
        return {
            from: Math.min(from, text.length), to: Math.min(Math.max(to, from), text.length), severity: message.severity,
            message: remedyWords(message.remedy) ? `${message.message}\n${message.remedy}` : message.message, source: message.code,
            actions: message.repair ? [{ name: 'Repair', apply: () => repair(message) }] : [],
        };
    });
    return setDiagnostics(state, marks);
}
