// Exercises as students get them: what is given and the task, without the solution and what is expected.

// The end of what begins at a brace: behind the one that closes it, whatever texts and comments hold.
function closeOf(text, at) {
    for (let depth = 0; at < text.length; at++) {
        const skipped = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.|'')*'|%[^\n]*|\/\*[^]*?\*\/)/.exec(text.slice(at, at + 20000));
        if (skipped) at += skipped[0].length - 1;
        else if (text[at] === '{') depth++;
        else if (text[at] === '}' && --depth === 0) return at + 1;
    }
    return text.length;
}

const asComment = (words) => words.split('\n').map((line) => `% ${line.trim()}`.trimEnd()).join('\n');

// {title, text} of a rule file with an exercise in it; null where there is none.
export function sheetOf(text) {
    const head = /^exercise\s+\w+\s+"((?:[^"\\]|\\.)*)"\s*\{/m.exec(text);
    if (!head) return null;
    const end = closeOf(text, head.index + head[0].length - 1), block = text.slice(head.index, end);
    const task = /\btask\s+"((?:[^"\\]|\\.)*)"/.exec(block)?.[1].replace(/\\(.)/g, '$1') ?? '';
    return { title: head[1], text: `${text.slice(0, head.index)}${asComment(`${head[1]}\n\n${task}`)}\n\n% Your answer:\n${text.slice(end).trimStart()}` };
}
