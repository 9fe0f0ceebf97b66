"""Runs of commands, measured: samples, their medians, and several engines in turn."""
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from workloads import HERE, ROOT

SLOW = 15  # seconds: a peer that takes longer is run once, unless each run is wanted
SHORT = 1  # seconds: what takes less is run once before, unmeasured
ENDLESS = 3600


@dataclass
class Sample:
    wall: float     # seconds
    cpu: float      # seconds, user and system
    peak: float     # MB
    status: str     # exit status, "stopped" at the limit of time, or "signal"
    others: float   # how many others were running when it began


@dataclass
class Result:
    """What an engine needed for a workload, and the counts it printed."""
    engine: object
    samples: list = field(default_factory=list)
    counts: dict = field(default_factory=dict)
    failure: str = ''       # why there is no result

    @property
    def stopped(self): return bool(self.samples) and self.samples[-1].status == 'stopped'
    @property
    def measured(self): return bool(self.samples) and not self.failure
    @property
    def wall(self): return median(s.wall for s in self.samples)
    @property
    def least(self): return min(s.wall for s in self.samples)
    @property
    def cpu(self): return median(s.cpu for s in self.samples)
    @property
    def peak(self): return median(s.peak for s in self.samples)
    @property
    def disturbed(self): return sum(s.others >= 0.5 for s in self.samples)


class Measurer:
    """Runs commands through measure.c, so that neither this process nor its size shows in the figures."""

    def __init__(self, build, compiler, wait, limit, limits_all):
        self.program, self.wait = build / 'measure', wait
        self.limit, self.limits_all = limit, limits_all
        compile_c(compiler, 'measure.c', self.program)
        self.said = tempfile.TemporaryDirectory(dir=build)  # its own: two suites may run at once, if not in quiet
        self.output, self.complaints = Path(self.said.name) / 'output', Path(self.said.name) / 'complaints'

    def run(self, engine, command, folder, rehearsals=0):
        """One run in folder, after some that are not measured: its sample, and what it printed."""
        limit = self.limit if engine.is_limited or self.limits_all else ENDLESS
        measure = [self.program, '-t', str(limit), '-w', str(self.wait), '-r', str(rehearsals),
                   '-o', self.output, '-e', self.complaints]
        line = subprocess.run(measure + command, cwd=folder, check=True, stdout=subprocess.PIPE, text=True).stdout
        wall, cpu, peak, status, others = line.split()
        return Sample(float(wall), float(cpu), int(peak) / 1024, status, float(others)), self.text(self.output)

    def complaint(self):
        """The first line of what the last command complained, or else printed."""
        lines = (self.text(self.complaints) or self.text(self.output)).strip().splitlines()
        return lines[0][:200] if lines else ''

    @staticmethod
    def text(path): return path.read_text(errors='replace')


def compile_c(compiler, name, program, *libraries):
    """Compiles a C program of this folder, unless that was done since it or a library was changed."""
    sources = [HERE / name, *libraries]
    if program.exists() and program.stat().st_mtime > max(s.stat().st_mtime for s in sources): return
    program.parent.mkdir(parents=True, exist_ok=True)
    flags = ['-O3', '-D_DEFAULT_SOURCE', '-I', ROOT, '-o', program]
    subprocess.run(compiler.split() + flags + sources + ['-lm', '-pthread'], check=True)


def in_turn(engines, workload, folder, measurer, times):
    """One run of each engine, then the next of each: what disturbs the machine for a while disturbs all alike."""
    results = {engine.name: Result(engine) for engine in engines}
    for turn in range(times):
        for result in results.values():
            if has_enough(result, workload, turn): continue
            engine = result.engine
            sample, output = measurer.run(engine, engine.command(workload, folder), folder, rehearsals(result, workload))
            result.samples.append(sample)
            if engine.went_well(workload, sample.status): result.counts = engine.counts(output)
            elif sample.status != 'stopped':
                result.failure = 'exit status %s: %s' % (sample.status, measurer.complaint())
    return results


def rehearsals(result, workload):
    """While a long run of another had the machine, a processor fell asleep and pages were given away: a short run would pay."""
    is_short = result.samples[-1].wall < SHORT if result.samples else not result.engine.is_limited
    return max(workload.rehearsals, int(is_short))


def has_enough(result, workload, turn):
    if result.failure or result.stopped or turn >= result.engine.most_runs: return True
    return turn > 0 and result.samples[0].wall > SLOW and not result.engine.repeats_slow(workload)
