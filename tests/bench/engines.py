"""Hence and its peers: where each is found, what is made ready before it is measured, how it is run, what it says."""
import json
import os
import re
import shutil
import subprocess
import time
from pathlib import Path

from workloads import DATALOG, PROGRAMS, ROOT, THREE_VALUED


class Engine:
    """A way of running a workload.  What compile() and prepare() do is not charged; command() is, from start to end."""
    name, program_suffix, binary = '', '', ''
    threads = 1
    good = {'0'}          # exit statuses of a run that went well
    most_runs = 1000
    is_limited = True     # a run is stopped at the limit of time
    is_usual = True       # measured where no peers are named

    def is_found(self): return shutil.which(self.binary) is not None
    def takes(self, workload): return workload.program(self.program_suffix).exists() and not workload.command
    def went_well(self, workload, status): return status in self.good
    def repeats_slow(self, workload): return False  # whether a slow run is repeated
    def compiled_for(self, workload): return workload.rules  # compile() is called once for each
    def compile(self, workload): pass
    def prepare(self, workload, folder): pass
    def command(self, workload, folder): raise NotImplementedError
    def counts(self, output): return printed_counts(output)
    def version(self): return first_number([self.binary, '--version'])


class Hence(Engine):
    name, program_suffix, is_limited = 'hence', '.hence', False

    def __init__(self, binary, threads=1, is_told=False):
        self.binary, self.threads = str(binary), threads
        self.library = Path(binary).parent / 'libhence.a'
        self.options = ['--threads', str(threads)] if is_told else []
        if threads > 1: self.name = 'hence-%d' % threads

    def repeats_slow(self, workload): return True

    def takes(self, workload):
        return self.threads == 1 if workload.command else workload.hence_program.exists()

    def went_well(self, workload, status):
        """A question that is answered in the negative ends with 1."""
        return status == '0' or status == '1' and workload.rules == 'theory'

    def command(self, workload, folder):
        if workload.command: return [self.binary, *workload.words(folder)]
        return [self.binary, 'run', workload.hence_program.name, '--format', 'json', *self.options]

    def question(self, workload):
        """The run that is asked for what the measured one keeps to itself."""
        files = [workload.hence_program.name, workload.question.name]
        return [self.binary, 'run', *files, '--format', 'json', *self.options]

    def counts(self, output):
        """Tc = count(...) counts tc; the rows of win(X) are counted here, those that are undecided too."""
        if not output.startswith('{"queries"'): return {}
        counts = {}
        for query in json.loads(output)['queries']:
            counted = re.match(r'([A-Z]\w*) = count', query['query'])
            if counted: counts[counted[1].lower()] = query['answers'][0][0] if query['answers'] else None
            else:
                relation = query['query'].split('(')[0]
                counts[relation + '_true'] = len(query['answers'])
                counts[relation + '_undefined'] = len(query.get('undecided', ()))
        return counts


class HenceWithoutReasons(Hence):
    """What keeping reasons costs: a build in which rows know neither rule nor line (runtime/store/relation.h)."""
    def __init__(self, compiler):
        super().__init__(ROOT / 'build' / 'noreasons' / 'hence')
        self.name, self.compiler = 'hence-noreasons', compiler

    def is_found(self): return shutil.which('make') is not None
    def takes(self, workload): return workload.name in DATALOG
    def compiled_for(self, workload): return ''
    def version(self): return ''

    def compile(self, workload):
        jobs = '-j%d' % (os.cpu_count() or 1)
        run_or_end(['make', '-C', ROOT, jobs, 'CC=' + self.compiler, 'MODE=noreasons', 'all'], NO_OUTER_MAKE)


# A make that runs this one would hand on its own mode and jobs.
NO_OUTER_MAKE = {name: os.environ[name] for name in os.environ if name not in ('MAKEFLAGS', 'MAKELEVEL', 'MFLAGS')}


def has_threads(binary):
    return '--threads' in subprocess.run([binary, 'run', '--help'], capture_output=True, text=True).stdout


class Souffle(Engine):
    """Soufflé's generated program, compiled as strongly as it goes.  The compiler's time is told, not charged."""
    name, program_suffix, binary, is_limited = 'souffle', '.dl', 'souffle', False
    generating, compiling, running = ['-j1'], [], ['-j1']

    def __init__(self, build): self.compiled = build / 'compiled'

    def repeats_slow(self, workload): return workload.name in DATALOG

    def executable(self, workload): return self.compiled / ('%s-%s' % (self.name, workload.rules))

    def compile(self, workload):
        program, source = self.executable(workload), workload.program('.dl')
        if program.exists() and program.stat().st_mtime > source.stat().st_mtime: return
        self.compiled.mkdir(parents=True, exist_ok=True)
        begun, generated = time.monotonic(), program.with_suffix('.cpp')
        run_or_end(['souffle', *self.generating, '-g', generated, source])
        before, after = souffle_flags()
        strong = ['g++', '-O3', '-march=native', '-DNDEBUG', *self.compiling]
        run_or_end([*strong, *before, '-o', program, generated, *after])
        print('%s: %s compiled in %.0f s' % (self.name, source.name, time.monotonic() - begun), flush=True)

    def command(self, workload, folder): return [self.executable(workload), *self.running, '-F', folder]


class SouffleThreads(Souffle):
    name, threads = 'souffle-2', 2
    generating, compiling, running = ['-j2'], ['-fopenmp'], ['-j2']


class SouffleProvenance(Souffle):
    """Soufflé keeping what proofs need, for its memory."""
    name, most_runs, generating = 'souffle-provenance', 1, ['-j1', '-t', 'none']


class SouffleInterpreter(Souffle):
    name, is_usual = 'souffle-interpreter', False
    def compile(self, workload): pass
    def command(self, workload, folder): return ['souffle', '-w', '-j1', '-F', folder, workload.program('.dl')]


def souffle_flags():
    """What compiles a generated program, before and behind the sources: its headers lie beside the command, the rest is
    noted in its own souffle-compile.py."""
    home = Path(shutil.which('souffle')).resolve().parent
    headers, before, after = home.parent / 'include', ['-std=c++17'], []
    script = home / 'souffle-compile.py'
    noted = re.search(r'"""(\{.*?\})"""', script.read_text(), re.S) if script.exists() else None
    if noted:
        notes = json.loads(noted[1])
        before = [notes['std_flag'], *notes['definitions'].split()]
        after = notes['link_options'].split()
        if not headers.exists(): before += notes['includes'].split()
    return before + (['-I%s' % headers] if headers.exists() else []), after


def run_or_end(command, environment=None):
    """Its complaints are shown only where it fails, and then nothing can be measured."""
    ran = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors='replace',
                         env=environment)
    if ran.returncode: raise SystemExit('bench: %s failed:\n%s' % (' '.join(map(str, command)), ran.stdout[-2000:]))


class Clingo(Engine):
    name, program_suffix, binary, good = 'clingo', '.lp', 'clingo', {'0', '10', '30'}

    def prepare(self, workload, folder): write_facts(folder, 'facts.lp', '"%s"', {})

    def command(self, workload, folder):
        """Where no stable model is wanted but the well-founded one, it is read before the search (clingo_main.lp)."""
        reader = [PROGRAMS / 'clingo_main.lp'] if workload.name in THREE_VALUED else []
        return ['clingo', '-q', '--warn=none', *reader, workload.program('.lp'), 'facts.lp']


class Swipl(Engine):
    name, program_suffix, binary = 'swipl', '.pl', 'swipl'

    def prepare(self, workload, folder): write_facts(folder, 'facts.pl', "'%s'", {'member': 'member_'})

    def command(self, workload, folder):
        return ['swipl', '-q', '-O', PROGRAMS / 'swipl_main.pl', '--', workload.program('.pl'), 'facts.pl', 'count']


class Sqlite(Engine):
    name, program_suffix, binary = 'sqlite3', '.sql', 'sqlite3'
    def command(self, workload, folder): return ['sqlite3', '-batch', ':memory:', '.read %s' % workload.program('.sql')]


class Clips(Engine):
    name, program_suffix, binary = 'clips', '.clp', 'clips'

    def prepare(self, workload, folder):
        (folder / 'clips.batch').write_text('(load "%s")\n(reset)\n(run)\n(exit)\n' % workload.program('.clp'))

    def command(self, workload, folder): return ['clips', '-f2', 'clips.batch']
    def version(self): return ''


def peers(build, compiler):
    compiled = [souffle(build) for souffle in (Souffle, SouffleThreads, SouffleProvenance, SouffleInterpreter)]
    return [HenceWithoutReasons(compiler), *compiled, Clingo(), Swipl(), Sqlite(), Clips()]


# ---- facts and counts ----
def write_facts(folder, name, text, renamed):
    """All facts of the folder in the syntax of Prolog, in one file.  A column has numbers if its first cell is."""
    path, manifest = folder / name, folder / 'MANIFEST'
    if path.exists() and path.stat().st_mtime > manifest.stat().st_mtime: return
    with open(path, 'w') as out:
        for table in sorted(folder.glob('*.facts')):
            with open(table) as rows:
                first = rows.readline().rstrip('\n')
                if not first: continue
                cells = ['%s' if re.fullmatch(r'-?\d+', cell) else text for cell in first.split('\t')]
                fact = '%s(%s).\n' % (renamed.get(table.stem, table.stem), ','.join(cells))
                out.write(fact % tuple(first.split('\t')))
                out.writelines(fact % tuple(row.rstrip('\n').split('\t')) for row in rows)


def printed_counts(output):
    """Lines `relation TAB rows`, and the one value of a relation that Soufflé prints as a table."""
    counts = {name: int(rows) for name, rows in re.findall(r'^(\w+)\t(\d+)$', output, re.M)}
    for name, rows in re.findall(r'^-+\n(\w+)\n(?:.*\n)?=+\n(\d+)\n=+$', output, re.M): counts[name] = int(rows)
    return counts


def first_number(command):
    """The version in what a command prints."""
    printed = subprocess.run(command, capture_output=True, text=True)
    found = re.search(r'\d+\.\d[\w.()-]*(?: \([\w.-]+\))?', printed.stdout + printed.stderr)
    return found[0] if found else ''
