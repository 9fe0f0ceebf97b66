// The answers as a table of CSV.
const csvCell = (cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
// All of them, however many.
export function answersAsCsv({ queries, claims }) {
    const lines = [];
    for (const { query, names, answers, undecided, holds } of queries) {
        lines.push([`?- ${query}.`]);
        if (!names) lines.push([holds === null ? 'undecided' : String(holds)]);
        else if (!undecided?.length) lines.push(names, ...answers);
        else lines.push([...names, 'status'], ...answers.map((cells) => [...cells, 'established']), ...undecided.map((cells) => [...cells, 'undecided']));
        lines.push([]);
    }
    if (claims.length) lines.push(['claim', 'status', 'reason', 'text'], ...claims.map((one) => [one.name, one.status, one.reason ?? '', one.text]));
    return lines.map((cells) => cells.map((cell) => csvCell(String(cell))).join(',') + '\r\n').join('');
}
