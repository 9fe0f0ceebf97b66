"""What was measured, as Markdown that also reads well in a terminal."""
from math import exp, log


def digits(number, places=3):
    """A number to three digits: 0.00291, 0.482, 22.1, 237."""
    if number == 0: return '0'
    whole = len(str(int(number))) if number >= 1 else 0
    if whole: return '%.*f' % (max(0, places - whole), number)
    return '%.*f' % (places - 1 - int(log(number, 10) // 1), number)


def table(header, rows):
    """An aligned table; columns of numbers stand to the right."""
    rows = [[str(cell) for cell in row] for row in [header] + rows]
    columns = list(zip(*rows))
    widths = [max(map(len, column)) for column in columns]
    right = [len(column) > 1 and all(cell[:1] in '0123456789>' for cell in column[1:]) for column in columns]

    def line(row):
        cells = [cell.rjust(w) if r else cell.ljust(w) for cell, w, r in zip(row, widths, right)]
        return '| ' + ' | '.join(cells) + ' |'
    rule = line(['-' * (w - 1) + ':' if r else '-' * w for w, r in zip(widths, right)])
    return '\n'.join([line(rows[0]), rule] + [line(row) for row in rows[1:]])


def mean(ratios):
    """The geometric mean."""
    return exp(sum(map(log, ratios)) / len(ratios))


class Outcome:
    """A workload measured: the result of each engine, by name, and what is wrong with Hence's answers."""

    def __init__(self, workload, results, rows_in, rows_out, problems):
        self.workload, self.results, self.problems = workload, results, problems
        self.rows_in, self.rows_out = rows_in, rows_out

    def result(self, engine):
        """The result of an engine that was measured, or stopped; None if there is none."""
        result = self.results.get(engine)
        return result if result and result.measured else None

    def hence_for(self, result):
        """Hence with as many threads as the peer, if it was run so, else with one."""
        threads = result.engine.threads
        return (self.result('hence-%d' % threads) if threads > 1 else None) or self.result('hence')

    def faster(self, peer):
        """How many times faster Hence is than this peer; at least that, where the peer was stopped."""
        result = self.result(peer)
        hence = result and self.hence_for(result)
        return result.wall / hence.wall if hence else None

    def memory(self, peer):
        """Hence's peak memory in that of the peer."""
        result = self.result(peer)
        hence = result and self.hence_for(result)
        return hence.peak / result.peak if hence and not result.stopped else None


# ---- one workload ----
HEADER = ['engine', 'wall s', 'least', 'CPU s', 'peak MB', 'M rows/s', 'bytes/row', 'runs', 'Hence faster', 'memory',
          'note']


def workload_section(outcome, counts):
    rows = [engine_row(outcome, result, counts) for result in outcome.results.values()]
    text = ['### ' + outcome.workload.name, '']
    if outcome.rows_in: text.append('in: ' + listed(outcome.rows_in) + '  ')
    if counts and len(counts) < 20: text.append('out: ' + listed(counts) + '  ')
    elif counts: text.append('out: %s rows of %d relations  ' % (format(outcome.rows_out, ','), len(counts)))
    text += ['', table(HEADER, rows), '']
    text += ['**%s**\n' % problem for problem in outcome.problems]
    return '\n'.join(text)


def listed(rows): return ', '.join('%s %s' % (name, format(count, ',')) for name, count in rows.items())


def engine_row(outcome, result, counts):
    name = result.engine.name
    if result.failure or not result.samples: return [name] + [''] * 9 + [result.failure or 'not run']
    is_peer = not name.startswith('hence')
    faster, memory = (outcome.faster(name), outcome.memory(name)) if is_peer else (None, None)
    bound = '> ' if result.stopped else ''
    row = [name, bound + digits(result.wall), digits(result.least), digits(result.cpu), digits(result.peak)]
    rows_out = 0 if result.stopped else outcome.rows_out
    row.append(digits(rows_out / result.wall / 1e6) if rows_out else '')
    row.append(digits(result.peak * 2**20 / rows_out) if rows_out >= 1e6 else '')
    row += [len(result.samples), bound + digits(faster) if faster else '', digits(memory) if memory else '']
    return row + ['; '.join(notes(result, counts))]


def notes(result, counts):
    if result.stopped: yield 'stopped'
    elif counts and not result.counts: yield 'prints no counts'
    wrong = {name: rows for name, rows in result.counts.items() if name in counts and rows != counts[name]}
    if wrong: yield 'counts differ: ' + ', '.join('%s %s' % pair for pair in wrong.items())
    if result.disturbed: yield '%d of %d not begun in quiet' % (result.disturbed, len(result.samples))


# ---- all together ----
def summary(outcomes, peers):
    """Wall seconds of all, and how many times faster Hence is."""
    engines = ['hence'] + (['hence-2'] if any(o.result('hence-2') for o in outcomes) else []) + peers
    rows = []
    for outcome in outcomes:
        cells = [wall_cell(outcome, engine) for engine in engines]
        rows_out = format(outcome.rows_out, ',') if outcome.rows_out else ''
        if any(cells): rows.append([outcome.workload.name, rows_out] + cells)
    return table(['workload', 'rows out'] + engines, rows)


def wall_cell(outcome, engine):
    result = outcome.result(engine)
    if not result: return ''
    faster = None if engine.startswith('hence') else outcome.faster(engine)
    faster = ' (%s)' % digits(faster, 2) if faster else ''
    return ('> ' if result.stopped else '') + digits(result.wall) + faster


def means(outcomes, peers, names):
    """Geometric means over the named workloads: how many times faster, and memory as a part of the peer's."""
    rows = []
    for peer in peers:
        faster = {o.workload.name: o.faster(peer) for o in outcomes if o.workload.name in names and o.faster(peer)}
        memory = [o.memory(peer) for o in outcomes if o.workload.name in names and o.memory(peer)]
        if not faster: continue
        least = min(faster, key=faster.get)
        stopped = sum(o.result(peer).stopped for o in outcomes if o.workload.name in faster)
        rows.append([peer, len(faster), ('> ' if stopped else '') + digits(mean(faster.values())),
                     '%s (%s)' % (digits(faster[least]), least), digits(mean(memory)) if memory else '', stopped or ''])
    return table(['peer', 'workloads', 'Hence faster, mean', 'least', 'memory, mean', 'stopped'], rows) if rows else ''
