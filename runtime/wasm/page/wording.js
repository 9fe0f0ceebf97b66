// What the engine says to those at a terminal, in words of the page.

// Rows of the translation: steps on the way, of which nothing can be asked.
const STEPS = { for: 'a reason for', 'strict:': 'strictly', 'objection:': 'an objection:', 'aggregate:': 'counted:', 'rebutted:': 'rebutted:', 'defended:': 'defended:', 'possible:': 'possible:', 'exception:': 'an exception:', 'answer:': 'an answer:', 'helper:': 'a step:' };
const STEP = new RegExp(`^(${Object.keys(STEPS).join('|')}) `);
export const isStep = (row) => STEP.test(row);
export const stepWords = (row) => row.replace(STEP, (_, kind) => `${STEPS[kind]} `);

const SAID = [
    [/^hence: stopped by ([^;]*?) while tables were read: .*/, 'The run was stopped by $1 while tables were read: not all facts are there, and nothing follows.'],
    [/^hence: stopped by (.*?) after (\d+) rounds and (\d+) derived rows; what follows is partial/, 'The run was stopped by $1, after $2 rounds that gave $3 statements: what is shown is a part.'],
    [/^at work was (.*); its last rows:/, 'At work was $1, which gave last:'],
    [/^hence: /, ''],
];
export const noteWords = (note) => SAID.reduce((words, [pattern, own]) => words.replace(pattern, own), note);
export const remedyWords = (remedy) => (/^hence explain \w+ tells more$/.test(remedy ?? '') ? null : remedy);
