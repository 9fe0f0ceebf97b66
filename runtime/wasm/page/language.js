// Colours of the language, by the same words as the editors have (lang/editor/words.c, from which build.mjs makes words.json).
import { HighlightStyle, StreamLanguage, syntaxHighlighting } from '@codemirror/language';
import { tags } from '@lezer/highlight';
import words from './words.json';

const keywords = new Set(words.keywords), bodyWords = new Set(words.body), statuses = new Set(words.statuses);
const TYPES = new Set(['symbol', 'int', 'float', 'date']);
const FUNCTIONS = new Set(words.functions);

function readText(stream, state) {
    while (!stream.eol()) {
        const sign = stream.next();
        if (sign === '\\') stream.next();
        else if (sign === '"') {
            state.inText = false;
            break;
        }
    }
    return 'string';
}

function readComment(stream, state) {
    state.inComment = !stream.match(/.*?\*\//);
    if (state.inComment) stream.skipToEnd();
    return 'comment';
}

// A word of the language may also be a name: it is one only before another word or a text.
function readWord(stream) {
    const word = stream.current(), rest = stream.string.slice(stream.pos);
    if (/^\s*\(/.test(rest)) return FUNCTIONS.has(word) ? 'function' : word === 'not' ? 'keyword' : 'relation';
    if (/^\s*:(?!-)/.test(rest) && /^\s*(rule\s+|claim\s+)?$/.test(stream.string.slice(0, stream.start))) return 'label';
    if (bodyWords.has(word)) return 'keyword';
    if (keywords.has(word) && /^\s+[^\s.,:;=)]/.test(rest + ' ')) return 'keyword';
    if (statuses.has(word)) return 'status';
    if (TYPES.has(word)) return 'type';
    return null;
}

const parser = {
    name: 'hence',
    startState: () => ({ inText: false, inComment: false }),
    copyState: (state) => ({ ...state }),
    token(stream, state) {
        if (state.inText) return readText(stream, state);
        if (state.inComment) return readComment(stream, state);
        if (stream.eatSpace()) return null;
        if (stream.match('/*')) return readComment(stream, state);
        if (stream.match(/^%.*/)) return 'comment';
        if (stream.eat('"')) {
            state.inText = true;
            return readText(stream, state);
        }
        if (stream.match(/^'(?:[^'\\]|\\.|'')*'/)) return 'string';
        if (stream.match(/^\d{4}-\d\d-\d\d|^\d+(\.\d+)?([eE][-+]?\d+)?/)) return 'number';
        if (stream.match(/^[\p{Lu}_][\p{L}\p{N}_]*/u)) return 'variable';
        if (stream.match(/^\p{L}[\p{L}\p{N}_]*/u)) return readWord(stream);
        if (stream.match(/^(:-|\?-|!=|=<|<=|>=|\.\.|[-+*/=<>|])/)) return 'operator';
        stream.next();
        return null;
    },
    tokenTable: {
        relation: tags.className, label: tags.labelName, status: tags.atom, type: tags.typeName,
        function: tags.function(tags.variableName), variable: tags.variableName,
    },
    languageData: { commentTokens: { line: '%', block: { open: '/*', close: '*/' } }, closeBrackets: { brackets: ['(', '{', '"'] } },
};

const style = HighlightStyle.define([
    { tag: tags.comment, color: 'var(--faint)', fontStyle: 'italic' },
    { tag: tags.keyword, color: 'var(--keyword)', fontWeight: '600' },
    { tag: tags.string, color: 'var(--string)' },
    { tag: [tags.number, tags.atom], color: 'var(--number)' },
    { tag: tags.variableName, color: 'var(--variable)' },
    { tag: tags.className, color: 'var(--relation)' },
    { tag: tags.labelName, color: 'var(--label)' },
    { tag: tags.typeName, color: 'var(--number)' },
    { tag: tags.operator, color: 'var(--faint)' },
]);

export const hence = [StreamLanguage.define(parser), syntaxHighlighting(style)];
