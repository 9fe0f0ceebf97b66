"""What is measured: the workloads with their data and rules, and the counts that are right."""
import shutil
from dataclasses import dataclass
from pathlib import Path

import generate
import theory
from reference import farthest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PROGRAMS = HERE / 'programs'
THESIS = ROOT / 'rules' / 'regime' / 'kazakh_russian.hence'

DATALOG = 'tc_rand tc_grid sg andersen cspa ontology triangle cycle4 unreach control sssp events'.split()
THREE_VALUED = 'winmove grounded'.split()


@dataclass(frozen=True)
class Workload:
    """One program on one set of facts.  Its programs are programs/<rules>/<rules>.hence and, beside it, the peers'.

    Programs load <relation>.facts from the folder they lie in, so a copy of the program is put beside the data.
    Workloads that share facts share the folder; those that ask about one program have it named."""
    name: str
    rules: str            # stem of the programs
    facts: str = ''       # the generator's name of the data; none where the command brings its own
    knobs: tuple = ()     # ((size, ((knob, value), ...)), ...): data of another size than the generator's
    command: tuple = ()   # arguments of hence, where it is not a run of the program; @FILE is the text of a file
    shared: str = ''      # name of the folder
    least_runs: int = 1   # short commands are run more often
    rehearsals: int = 0   # and shortly before, unmeasured

    def folder(self, build, size):
        return build / (self.shared or (self.name if self.knobs else self.facts or self.name)) / size

    def prepare(self, build, size):
        """Makes the facts, unless they are there, and puts the program beside them; the folder."""
        folder = self.folder(build, size)
        folder.mkdir(parents=True, exist_ok=True)
        if self.facts:
            generate.generate(self.facts, size, str(folder), changed=dict(dict(self.knobs).get(size, ())))
        for program in self.hence_program, self.question:
            if program.exists(): shutil.copyfile(program, folder / program.name)
        if self.rules == 'theory': write_theories(folder, size)
        if FARTHEST in self.command: write_farthest(folder)
        return folder

    def words(self, folder):
        return [(folder / word[1:]).read_text() if word.startswith('@') else word for word in self.command]

    def program(self, suffix):
        return PROGRAMS / self.rules / (self.rules + suffix)

    @property
    def hence_program(self): return self.program('.hence')

    @property
    def question(self):
        """What is asked besides to check the answers, where asking would cost more than the run that is measured."""
        return PROGRAMS / self.rules / (self.rules + '_ask.hence')

    def rows_in(self, build, size):
        """Rows of each relation of the data, from what the generator notes."""
        if not self.facts: return {}
        lines = (self.folder(build, size) / 'MANIFEST').read_text().splitlines()[1:-1]
        return {name: int(rows) for name, rows in (line.split('\t') for line in lines) if int(rows)}


def closure(name, small, large):
    """A closure as tc_rand of n nodes and 2 n edges, which has about 0.62 n^2 rows."""
    knobs = tuple((size, (('n', n), ('m', 2 * n))) for size, n in (('smoke', small), ('full', large)))
    return Workload(name, 'tc', 'tc_rand', knobs)


FARTHEST = '@farthest'
THEORIES = {'smoke': (300, 200), 'full': (10000, 200)}


def write_theories(folder, size):
    """A theory, another version of it, and the first without its claims."""
    a, b = list(theory.lines(*THEORIES[size])), theory.edited(theory.lines(*THEORIES[size]))
    bare = [line for line in a if not line.startswith('claim ')]
    for name, lines in ('a.hence', a), ('b.hence', b), ('bare.hence', bare):
        (folder / name).write_text('\n'.join(lines) + '\n')


def write_farthest(folder):
    """The row of a closure that comes in the last round."""
    (folder / FARTHEST[1:]).write_text('tc(%d, %d)' % farthest(folder))


ATOM, CLAIM = 'd7_3(0)', 'c3_0'  # one is what the other says; it is established


def asked(command, *words, name=''):
    """A question about the theory.  d7_0(2) is unknown (smoke: contested)."""
    return Workload('ask_' + (name or command), 'theory', command=(command, *words), shared='theory', least_runs=5)


def whole_closure(name, *command):
    """Of a random graph with three edges a node; nearly every pair is connected."""
    knobs = tuple((size, (('n', n), ('m', 3 * n))) for size, n in (('smoke', 200), ('full', 3000)))
    return Workload(name, 'tc', 'tc_rand', knobs, command, 'closure')


def path(name, times):
    knobs = tuple((size, (('n', generate.P['path'][size]['n'] * times),)) for size in ('smoke', 'full'))
    return Workload(name, 'path', 'path', knobs)


GROWTH = [closure('growth_1', 127, 1270), closure('growth_10', 402, 4016), closure('growth_100', 1270, 12700)]
PATHS = [path('path_1', 1), path('path_2', 2), path('path_4', 4)]
SMALL = [Workload('startup', 'startup', 'startup', least_runs=25, rehearsals=3),
         Workload('check', 'thesis', command=('check', str(THESIS)), least_runs=11),
         Workload('why', 'thesis', command=('why', str(THESIS), 'e1_regime'), least_runs=11)]
# Each question beside a bare run: what it takes beyond that is what it costs.  A run with claims judges them all.
QUESTIONS = [asked('run', 'bare.hence'), asked('run', 'a.hence', name='claims'), asked('why', 'a.hence', ATOM),
             asked('why', 'a.hence', CLAIM, name='why_claim'), asked('whynot', 'a.hence', 'd7_0(2)'),
             asked('rests', 'a.hence', CLAIM), asked('need', 'a.hence', 'd7_0(2)'),
             asked('stable', 'a.hence', 'd7_0(2)'), asked('map', 'a.hence'), asked('trace', 'a.hence'),
             asked('diff', 'a.hence', 'b.hence')]
CLOSURE = [whole_closure('closure', 'run', 'tc.hence', '--format', 'json'),
           whole_closure('closure_why', 'why', 'tc.hence', FARTHEST)]
WORKLOADS = [Workload(name, 'tc' if name.startswith('tc_') else name, name) for name in DATALOG + THREE_VALUED]
WORKLOADS += PATHS + GROWTH + [Workload('load', 'load', 'events')] + SMALL + QUESTIONS + CLOSURE
GROUPS = {'all': WORKLOADS, 'datalog': [w for w in WORKLOADS if w.name in DATALOG], 'growth': GROWTH, 'paths': PATHS,
          'three-valued': [w for w in WORKLOADS if w.name in THREE_VALUED], 'small': SMALL,
          'questions': QUESTIONS + CLOSURE}


def chosen(names):
    """The workloads of these names or groups, each once, in the order of the suite."""
    named = {w.name: [w] for w in WORKLOADS} | GROUPS
    for name in names:
        if name not in named: raise SystemExit('bench: there is no workload %r; there are %s' % (name, ' '.join(named)))
    wanted = {w.name for name in names for w in named[name]}
    return [w for w in WORKLOADS if w.name in wanted]


class Counts:
    """The right counts (counts.tsv): rows and, where known, checksum of each relation of a workload at a size."""

    def __init__(self, path=HERE / 'counts.tsv'):
        self.rows, self.sums = {}, {}
        for line in path.read_text().splitlines()[1:]:
            workload, size, relation, rows, checksum = line.split('\t')
            self.rows.setdefault((workload, size), {})[relation] = int(rows)
            if checksum != '-': self.sums.setdefault((workload, size), {})[relation] = checksum

    def of(self, workload, size): return self.rows.get((workload.name, size), {})
    def checksums(self, workload, size): return self.sums.get((workload.name, size), {})

    def rows_out(self, workload, size):
        """All that is derived, or counted; the stratum that shows that control has come to its end counts once."""
        return sum(rows for relation, rows in self.of(workload, size).items() if relation != 'ctl11')
