"""What the suite is there to show: each target, what was measured in this run, and whether it is met."""
from report import digits, mean, table
from workloads import ATOM, CLAIM, DATALOG, GROWTH, PATHS, QUESTIONS, THREE_VALUED


class Target:
    """What is wanted, what was measured, and whether that is enough; None where this run cannot say."""

    def __init__(self, name): self.name, self.measured, self.met = name, '', None

    def row(self): return [self.name, self.measured, 'met' if self.met else 'NOT MET']


def told(outcomes, after):
    """Those that this run can judge, and how many it cannot."""
    made = targets(outcomes, after)
    rows = [target.row() for target in made if target.measured]
    missing = len(made) - len(rows)
    return '\n\n'.join(([table(['target', 'measured', ''], rows)] if rows else []) +
                       (['%d of %d targets were not measured.' % (missing, len(made))] if missing else []))


def targets(outcomes, after):
    """All targets, in the order of their headings; outcomes are those of this run, after: what `why` takes by subject."""
    found = {outcome.workload.name: outcome for outcome in outcomes}
    made = [faster_everywhere('Soufflé, one thread', 'souffle', found)]
    made.append(faster_everywhere('Soufflé, two threads', 'souffle-2', found))
    made.append(memory_beside(found))
    made.append(memory_below_provenance(found))
    made += [faster_on_average(peer, found) for peer in ('clingo', 'swipl', 'sqlite3')]
    made += [start_up(found), loading(found)] + growth(found) + [two_threads(found)]
    made += [three_valued(name, found) for name in THREE_VALUED] + [linear_on_paths(found)]
    made += [cost_of_reasons('time', 1.1, lambda result: result.cpu, found)]
    made += [cost_of_reasons('memory', 1.25, lambda result: result.peak, found)]
    made += [questions(found)] + [why_after_run(name, after.get(subject), 10)
                                  for name, subject in (('an atom', ATOM), ('a claim', CLAIM))]
    return made + [beyond_run('why of the last row of a closure', 'closure', 'closure_why', 100, found)]


def ratios(of, found):
    """The ratios of the Datalog workloads that have one, by name."""
    made = {name: of(found[name]) for name in DATALOG if name in found}
    return {name: ratio for name, ratio in made.items() if ratio is not None}


def spread(values, worst, word):
    """Mean and worst of ratios, and of how many workloads, if not all."""
    part = '' if len(values) == len(DATALOG) else ', over %d of %d workloads' % (len(values), len(DATALOG))
    return 'mean %s, %s %s (%s)%s' % (digits(mean(values.values())), word, digits(values[worst]), worst, part)


def faster_everywhere(title, peer, found):
    target = Target('%s: mean at least 5 times faster, none below 2' % title)
    faster = ratios(lambda o: o.faster(peer), found)
    if not faster: return target
    if peer == 'souffle-2' and not any(o.result('hence-2') for o in found.values()):
        target.name += ' (Hence with one)'
    least = min(faster, key=faster.get)
    target.measured = spread(faster, least, 'least')
    target.met = mean(faster.values()) >= 5 and faster[least] >= 2
    return target


def memory_beside(found):
    target = Target('memory: mean at most 1.3 times Soufflé without provenance')
    memory = ratios(lambda o: o.memory('souffle'), found)
    if not memory: return target
    most = max(memory, key=memory.get)
    target.measured = spread(memory, most, 'most')
    target.met = mean(memory.values()) <= 1.3
    return target


def memory_below_provenance(found):
    target = Target('memory: less than Soufflé with provenance everywhere')
    memory = ratios(lambda o: o.memory('souffle-provenance'), found)
    if not memory: return target
    most = max(memory, key=memory.get)
    target.measured = spread(memory, most, 'most')
    target.met = memory[most] < 1
    return target


def faster_on_average(peer, found):
    target = Target('%s: mean at least 15 times faster' % peer)
    faster = ratios(lambda o: o.faster(peer), found)
    if not faster: return target
    stopped = sum(found[name].result(peer).stopped for name in faster)
    at_least = 'at least ' if stopped else ''
    target.measured = 'mean %s%s over %d workloads' % (at_least, digits(mean(faster.values())), len(faster))
    target.met = mean(faster.values()) >= 15
    return target


def hence(name, found, engine='hence'): return found[name].result(engine) if name in found else None


def start_up(found):
    target, result = Target('start-up: 60 facts and 40 rules under 3 ms'), hence('startup', found)
    if result: target.measured, target.met = '%s ms' % digits(result.wall * 1000), result.wall < 0.003
    return target


def loading(found):
    target, result = Target('loading: 3 M rows/s of events'), hence('load', found)
    if result:
        rate = found['load'].rows_out / result.wall / 1e6
        target.measured, target.met = '%s M rows/s' % digits(rate), rate >= 3
    return target


def growth(found):
    """Time and memory a row of closures that have 1, 10 and 100 times as many rows."""
    time = Target('growth: time a row within a factor of 2')
    space = Target('growth: at most 24 bytes a row, all of the process')
    sizes = [w.name for w in GROWTH if hence(w.name, found)]
    if len(sizes) < len(GROWTH): return [time, space]
    a_row = [hence(name, found).wall / found[name].rows_out * 1e9 for name in sizes]
    bytes_a_row = [hence(name, found).peak * 2**20 / found[name].rows_out for name in sizes]
    time.measured = '%s ns: factor %s' % (', '.join(map(digits, a_row)), digits(max(a_row) / min(a_row)))
    time.met = max(a_row) / min(a_row) <= 2
    space.measured, space.met = '%s bytes' % ', '.join(map(digits, bytes_a_row)), max(bytes_a_row) <= 24
    return [time, space]


def two_threads(found):
    """Of all workloads those that take Hence longest."""
    target = Target('two threads: 1.6 times one on the six largest workloads')
    both = [o for o in found.values() if o.result('hence-2') and o.result('hence')]
    largest = sorted(both, key=lambda o: -o.result('hence').wall)[:6]
    gains = {o.workload.name: o.result('hence').wall / o.result('hence-2').wall for o in largest}
    if len(gains) < 6: return target
    target.measured = ', '.join('%s %s' % (name, digits(gain)) for name, gain in gains.items())
    target.met = min(gains.values()) >= 1.6
    return target


def three_valued(name, found):
    """Against the faster of the two peers that compute it."""
    target = Target('%s: 10 times faster than the faster of clingo and swipl' % name)
    faster = [found[name].faster(peer) for peer in ('clingo', 'swipl') if name in found and found[name].faster(peer)]
    if faster: target.measured, target.met = digits(min(faster)), min(faster) >= 10
    return target


def linear_on_paths(found):
    target = Target('paths: linear, time a move within a factor of 1.5')
    names = [w.name for w in PATHS if hence(w.name, found)]
    if len(names) < len(PATHS): return target
    a_move = [hence(name, found).wall / found[name].rows_out / 2 * 1e9 for name in names]
    target.measured = '%s ns a move' % ', '.join(map(digits, a_move))
    target.met = max(a_move) / min(a_move) <= 1.5
    return target


def cost_of_reasons(what, most, needed, found):
    """Against the build that keeps none; time is processor time."""
    target = Target('reasons: %s at most %s times that of a build without them, on average' % (what, most))

    def cost(outcome):
        both = outcome.result('hence'), outcome.result('hence-noreasons')
        return needed(both[0]) / needed(both[1]) if all(both) else None
    costs = ratios(cost, found)
    if not costs: return target
    worst = max(costs, key=costs.get)
    target.measured, target.met = spread(costs, worst, 'most'), mean(costs.values()) <= most
    return target


def questions(found):
    target = Target('questions: each under 1 s, with 10,000 facts and 200 rules')
    asked = {w.name.removeprefix('ask_'): hence(w.name, found) for w in QUESTIONS if hence(w.name, found)}
    if len(asked) < len(QUESTIONS): return target
    target.measured = ', '.join('%s %s' % (name, digits(result.wall)) for name, result in asked.items()) + ' s'
    target.met = max(result.wall for result in asked.values()) < 1
    return target


def why_after_run(what, taken, most):
    """Milliseconds by the library, on a program that has run."""
    target = Target('why of %s: at most %d ms after the run' % (what, most))
    if taken is not None: target.measured, target.met = '%.1f ms' % taken, taken <= most
    return target


def beyond_run(title, run, question, most, found):
    """Processor time, less that of the run of the same program: medians."""
    target = Target('%s: at most %d ms beyond the run' % (title, most))
    without, whole = hence(run, found), hence(question, found)
    if not without or not whole: return target
    beyond = (whole.cpu - without.cpu) * 1000
    target.measured, target.met = '%.1f ms' % beyond, beyond <= most
    return target
