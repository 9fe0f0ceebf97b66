// Files from the disk: a table is loaded by the program, a program takes the place of the one there is.
const TABLE = /\.(csv|tsv|facts)$/i, PROGRAM = /\.hence$/i;

function relationOf(name) {
    const stem = name.replace(/\.[^.]*$/, '').toLowerCase().replace(/[^\p{L}\p{N}_]+/gu, '_').replace(/^_+|_+$/g, '');
    return /^\p{L}/u.test(stem) ? stem : `table_${stem}`;
}

function withLoad(text, name) {
    if (text.includes(`"${name}"`)) return text;
    const line = TABLE.test(name) ? `load ${relationOf(name)} from "${name}".` : `load "${name}".`;
    return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${line}\n`;
}

// A promise of the state with these files.
export async function withUploads(state, list) {
    let { files, main, shown } = state;
    for (const file of list) {
        const content = await file.text();
        if (PROGRAM.test(file.name)) {
            if (list.length === 1) files = Object.fromEntries(Object.entries(files).filter(([name]) => name !== main));
            [main, shown] = [file.name, file.name];
            files = { ...files, [file.name]: content };
        } else files = { ...files, [file.name]: content, [main]: withLoad(files[main], file.name) };
    }
    return { ...state, files, main, shown };
}
