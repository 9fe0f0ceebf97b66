// What the page works on: files, which of them is the program, which is shown, and the facts that are switched off.
//
// It is told in a link as the example it began with and what was changed of it, and kept in the browser between visits.
const MAIN = 'program.hence';

export function stateOf(text = '') {
    return { example: null, files: { [MAIN]: text }, main: MAIN, shown: MAIN, off: [] };
}

export function stateOfExample(id, example) {
    return { example: id, files: { ...example.files }, main: example.main, shown: example.main, off: [] };
}

// The files as JSON tells them: only those that differ from the example.
export function condensed(state, example) {
    const changed = Object.entries(state.files).filter(([name, text]) => example?.files[name] !== text);
    return { v: 1, example: example ? state.example : null, files: Object.fromEntries(changed), main: state.main, shown: state.shown, off: state.off };
}

export function expanded(told, example) {
    const text = (value) => typeof value === 'string';
    const own = Object.entries(told.files ?? {}).filter(([name, content]) => text(name) && text(content));
    const files = { ...(example?.files ?? {}), ...Object.fromEntries(own) };
    const main = text(told.main) && told.main in files ? told.main : Object.keys(files)[0];
    if (!main) return null;
    const shown = text(told.shown) && told.shown in files ? told.shown : main;
    const off = (Array.isArray(told.off) ? told.off : []).filter(text);
    return { example: example ? told.example : null, files, main, shown, off };
}

// The engine's name for the world in which some facts are switched off, and the file that says so.
const OFF_NAME = 'switched_off';
export const OFF_FILE = 'switched off.hence';

export function isEdited(state, example) {
    return Object.entries(state.files).some(([name, text]) => text.trim() && example?.files[name] !== text);
}

const linesOf = (text) => text.split('\n').map((line) => line.trim()).filter((line) => line.length > 3);

// A program in which little is left of the example bears the example's name no more; null while it is one.
export function asOwn(state, example) {
    const theirs = new Set(linesOf(example.files[example.main] ?? '')), own = linesOf(state.files[state.main]);
    if (state.main !== example.main || !own.length || own.filter((line) => theirs.has(line)).length * 4 > theirs.size) return null;
    const text = state.files[state.main], isUsed = (name) => example.files[name] !== state.files[name] || text.includes(name);
    const files = Object.fromEntries(Object.entries(state.files).filter(([name]) => name !== state.main && name !== MAIN && isUsed(name)));
    return { ...state, example: null, files: { [MAIN]: text, ...files }, main: MAIN, shown: state.shown === state.main || !(state.shown in files) ? MAIN : state.shown };
}

// What the engine runs.  off: what `retract` takes, an id or an atom.
export function programOf(state, number, limits) {
    const files = { ...state.files }, read = [state.main];
    if (state.off.length) {
        files[OFF_FILE] = `scenario ${OFF_NAME} "Some facts are switched off" {\n${state.off.map((fact) => `  retract ${fact}.\n`).join('')}}\n`;
        read.push(OFF_FILE);
    }
    return { number, files, read, scenario: state.off.length ? OFF_NAME : '', ...limits };
}
