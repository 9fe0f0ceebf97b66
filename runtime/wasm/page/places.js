// Lines and columns of messages, which count characters, and bytes, as places in a text of JavaScript.
export function offsetOf(text, line, column) {
    let at = 0;
    for (let i = 1; i < line; i++) {
        const end = text.indexOf('\n', at);
        if (end < 0) return text.length;
        at = end + 1;
    }
    for (let i = 1; i < (column ?? 1) && at < text.length && text[at] !== '\n'; i++) at += text.codePointAt(at) > 0xffff ? 2 : 1;
    return at;
}

export const bytesBefore = (text, at) => new TextEncoder().encode(text.slice(0, at)).length;
export const offsetOfByte = (text, bytes) => new TextDecoder().decode(new TextEncoder().encode(text).slice(0, bytes)).length;

// The span of a message or repair; a span of nothing stays one.
export function spanOf(text, { line, column, end_line, end_column }) {
    const from = offsetOf(text, line, column);
    const to = end_line ? offsetOf(text, end_line, end_column ?? column) : from;
    return { from, to: Math.max(from, to) };
}
