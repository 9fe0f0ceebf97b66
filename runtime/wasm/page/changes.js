// The steps of a repair, written into the program.
const escaped = (word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

export function withLine(text, line) {
    return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${line}\n`;
}

// `parameter year: int = 2009.` with another value, in whichever file it stands.
function setParameter(files, atom) {
    const [, name, value] = /^([^(\s]+)\s*(?:=\s*|\()(.*?)\)?$/.exec(atom) ?? [];
    const place = name && new RegExp(`(parameter\\s+${escaped(name)}\\b[^=.]*=\\s*)([^.\\n]*?)(\\s*\\.)`);
    for (const [file, text] of Object.entries(files)) if (place && place.test(text)) return { ...files, [file]: text.replace(place, `$1${value}$3`) };
    return files;
}

// Gives a state with all steps done: facts are stated in the program, what is taken back is switched off.
export function applied(state, steps) {
    let { files, off } = state;
    const write = (line) => (files = { ...files, [state.main]: withLine(files[state.main], line) });
    for (const step of steps) {
        if (step.change === 'add') {
            off = off.filter((atom) => atom !== step.atom);
            if (off.length === state.off.length) write(`${step.atom}.`);
        } else if (step.change === 'take_back') off = [...off, step.atom];
        else if (step.change === 'prefer') write(`prefer ${step.winner} over ${step.loser}.`);
        else if (step.change === 'set') files = setParameter(files, step.atom);
    }
    return { ...state, files, off };
}
