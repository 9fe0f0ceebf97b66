// Exercises as students get them: what `hence sheet` prints, and the exercise itself, by which the page marks an answer.
import { deflateRawSync } from 'node:zlib';
import { Engine } from './page/engine.js';
import { VEIL } from './page/keys.js';

const HEAD = /^exercise\s+\w+\s+"/m;
const SHEET = /^# ([^\n]*)\n\n([^]*?)## Given\n\n```hence\n([^]*?)\n```\n\n([^]*)$/;

// {title, points, about: Markdown, text: of the editor}
function partsOf(sheet) {
    const [, title, task, given, asked] = SHEET.exec(sheet);
    const points = Number(/^## Points: (\d+)$/m.exec(asked)[1]);
    return { title, points, about: `${task.trim()}\n\n${asked.trim()}\n`, text: `% ${title}\n\n${given.trim()}\n\n% Your answer:\n` };
}

// Of a whole engine: (name, text) => parts of the sheet; null where there is no exercise in a rule file.
export function sheetsBy(module) {
    const engine = new Engine(module);
    return (name, text) => (HEAD.test(text) ? partsOf(engine.sheet(name, text)) : null);
}

// Not open to the eye; it is no secret.
export const veiled = (text) => deflateRawSync(text).map((byte) => byte ^ VEIL);
