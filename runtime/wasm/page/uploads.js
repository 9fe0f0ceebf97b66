// Files from the disk: a table is loaded by the program, a program takes the place of the one there is.
import { withLine } from './changes.js';

const TABLE = /\.(csv|tsv|facts)$/i, PROGRAM = /\.hence$/i, CSV = /\.csv$/i;

function relationOf(name) {
    const stem = name.replace(/\.[^.]*$/, '').toLowerCase().replace(/[^\p{L}\p{N}_]+/gu, '_').replace(/^_+|_+$/g, '');
    return /^\p{L}/u.test(stem) ? stem : `table_${stem}`;
}

function withLoad(text, name) {
    if (text.includes(`"${name}"`)) return text;
    return withLine(text, TABLE.test(name) ? `load ${relationOf(name)} from "${name}".` : `load "${name}".`);
}

// Text as spreadsheets save it: UTF-8, UTF-16 with its mark, or one byte a letter.  {text, said}; null: it is no text.
function decoded(bytes) {
    if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes), said: 'its text was UTF-16, and was made UTF-8' };
    if (bytes.some((byte) => byte < 9 || (byte > 13 && byte < 27))) return null;
    try {
        return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
    } catch {
        return { text: new TextDecoder('windows-1252').decode(bytes), said: 'it was not UTF-8 and was read as Latin-1, as Windows has it: look whether its letters are right' };
    }
}

// A table whose cells semicolons separate, with commas; null where it has none.
function withCommas(text) {
    const head = text.slice(0, (text.indexOf('\n') + 1 || text.length + 1) - 1).replace(/"[^"]*"/g, '');
    if (!head.includes(';') || head.includes(',')) return null;
    return text.replace(/"(?:[^"]|"")*"|[^;\r\n"]+|;/g, (part) => (part === ';' ? ',' : part[0] !== '"' && part.includes(',') ? `"${part}"` : part));
}

// A promise of {state, said}: the state with these files, and what was done to them or why one is not among them.
export async function withUploads(state, list) {
    let { files, main, shown } = state;
    const said = [];
    for (const file of list) {
        const read = decoded(new Uint8Array(await file.arrayBuffer()));
        if (!read) {
            said.push(`${file.name} is no text and was not added: a table is a file of text, as a spreadsheet saves it as CSV.`);
            continue;
        }
        const commas = CSV.test(file.name) ? withCommas(read.text) : null, content = commas ?? read.text;
        const notes = [read.said, commas && 'its cells were separated by semicolons, of which commas were made'].filter(Boolean);
        if (notes.length) said.push(`${file.name}: ${notes.join('; ')}.`);
        if (PROGRAM.test(file.name)) {
            if (list.length === 1) files = Object.fromEntries(Object.entries(files).filter(([name]) => name !== main));
            [main, shown] = [file.name, file.name];
            files = { ...files, [file.name]: content };
        } else files = { ...files, [file.name]: content, [main]: withLoad(files[main], file.name) };
    }
    return { state: { ...state, files, main, shown }, said };
}
