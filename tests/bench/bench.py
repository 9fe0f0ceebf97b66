#!/usr/bin/env python3
"""Measures Hence beside its peers.  `make bench` calls this; README.md says what is measured, and how.

Exit status 1 if Hence failed somewhere or gave a count that is not the right one, whatever the times are."""
import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.dont_write_bytecode = True  # the tree stays clean
import engines
import report
import runs
import targets
from workloads import ATOM, CLAIM, DATALOG, GROUPS, ROOT, Counts, chosen


def options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('hence', help='the command to measure')
    parser.add_argument('--workloads', default='all', help='names, or: %s' % ' '.join(GROUPS))
    parser.add_argument('--peers', default='found', help='names; "found": all on the PATH; "none"')
    parser.add_argument('--size', default='full', choices=['smoke', 'full'])
    parser.add_argument('--runs', type=int, default=5)
    parser.add_argument('--limit', type=float, default=60, help='seconds after which a run of a peer is stopped')
    parser.add_argument('--wait', type=float, default=5, help='seconds to wait for a quiet machine before each run')
    parser.add_argument('--sums', action='store_true', help='compare checksums of the answers also at full size')
    parser.add_argument('--build', type=Path, default=ROOT / 'build' / 'bench')
    parser.add_argument('--cc', default='cc')
    return parser.parse_args()


def main():
    asked = options()
    hence, asked.build = Path(asked.hence).resolve(), asked.build.resolve()
    asked.build.mkdir(parents=True, exist_ok=True)
    measurer = runs.Measurer(asked.build, asked.cc, asked.wait, asked.limit, limits_all=asked.size == 'smoke')
    suite = Suite(asked, hence, measurer)
    begun, outcomes, sections = time.strftime('%Y-%m-%d %H:%M'), [], []
    workloads = chosen(asked.workloads.split())
    suite.compile(workloads)
    try:
        for workload in workloads:
            outcome = suite.measure(workload)
            outcomes.append(outcome)
            sections.append(report.workload_section(outcome, suite.counts.of(workload, asked.size)))
            print(sections[-1], flush=True)
    except KeyboardInterrupt: print('interrupted: what was measured until now')
    conclusion = suite.conclusion(outcomes)
    print(conclusion)
    head = '# Benchmarks, %s size\n\n%s\n\n' % (asked.size, suite.setting(begun))
    result = asked.build / 'RESULTS.md'
    result.write_text(head + conclusion + '\n\n## Each workload\n\n' + '\n'.join(sections))
    print('\nwritten to %s' % os.path.relpath(result))
    problems = ['%s: %s' % (o.workload.name, problem) for o in outcomes for problem in o.problems]
    for problem in problems: print('FAILED ' + problem)
    return 1 if problems else 0


class Suite:
    """What one call of the suite measures with."""

    def __init__(self, asked, hence, measurer):
        self.asked, self.measurer, self.counts = asked, measurer, Counts()
        if not os.access(hence, os.X_OK): raise SystemExit('bench: there is no command %s' % hence)
        told = engines.has_threads(str(hence))
        self.hence = [engines.Hence(hence, 1, told)] + ([engines.Hence(hence, 2, told)] if told else [])
        self.peers = found_peers(asked.peers, asked.build, asked.cc)
        self.checked = self.hence + [peer for peer in self.peers if isinstance(peer, engines.Hence)]

    def compile(self, workloads):
        """The programs of peers that compile theirs, as many at a time as there are processors; each once."""
        jobs = {(peer.name, peer.compiled_for(w)): (peer, w) for peer in self.peers for w in workloads if peer.takes(w)}
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for _ in pool.map(lambda job: job[0].compile(job[1]), jobs.values()): pass

    def measure(self, workload):
        """Hence and every peer that has a program for the workload, in turn; and Hence's answers checked."""
        asked = self.asked
        folder = workload.prepare(asked.build, asked.size)
        engaged = [engine for engine in self.hence + self.peers if engine.takes(workload)]
        for engine in engaged: engine.prepare(workload, folder)
        times = asked.runs if asked.size == 'smoke' else max(asked.runs, workload.least_runs)
        results = runs.in_turn(engaged, workload, folder, self.measurer, times)
        problems = list(self.wrong_answers(workload, folder, results))
        if not problems and (asked.sums or asked.size == 'smoke'): problems = list(self.wrong_sums(workload, folder))
        return report.Outcome(workload, results, workload.rows_in(asked.build, asked.size),
                              self.counts.rows_out(workload, asked.size), problems)

    def wrong_answers(self, workload, folder, results):
        right = self.counts.of(workload, self.asked.size)
        for engine in self.checked:
            result = results.get(engine.name)
            if not result: continue
            if result.stopped: result.failure = 'it takes longer than %d s' % self.asked.limit
            if result.failure:
                yield '%s failed: %s' % (engine.name, result.failure)
                continue
            if workload.question.exists():
                _, output = self.measurer.run(engine, engine.question(workload), folder)
                result.counts = engine.counts(output)
            for relation, rows in right.items():
                if result.counts.get(relation) != rows:
                    yield '%s: %s has %s rows, not %d' % (engine.name, relation, result.counts.get(relation), rows)

    def wrong_sums(self, workload, folder):
        """Compares the rows themselves, by a checksum that does not depend on their order."""
        right = self.counts.checksums(workload, self.asked.size)
        if not right: return
        sumhash = self.asked.build / 'sumhash'
        runs.compile_c(self.asked.cc, 'sumhash.c', sumhash)
        for engine in self.checked:
            if not engine.takes(workload): continue
            with tempfile.TemporaryDirectory(dir=folder) as answers:
                self.measurer.run(engine, engine.command(workload, folder) + ['--out', answers], folder)
                for relation, checksum in right.items():
                    if checksum_of(sumhash, Path(answers, relation + '.csv')) != checksum:
                        yield '%s: other rows of %s than the reference' % (engine.name, relation)

    def conclusion(self, outcomes):
        peers = [peer.name for peer in self.peers]
        text = ['## Summary', '', 'Wall seconds, medians of %d runs; in brackets how many times faster Hence is.' %
                self.asked.runs, '', report.summary(outcomes, peers), '']
        means = report.means(outcomes, peers, DATALOG)
        if means: text += ['## Means', '', 'Geometric means over the Datalog workloads.', '', means, '']
        if self.asked.size == 'full':
            if any(o.workload.name == 'load' for o in outcomes): text += ['## The machine', '', self.limits(), '']
            text += ['## Targets', '', targets.told(outcomes, self.after_run(outcomes)), '']
        return '\n'.join(text).rstrip()

    def after_run(self, outcomes):
        """Milliseconds that `why` takes once its program has run, by subject; none where no questions were measured."""
        theory = next((o.workload for o in outcomes if o.workload.name == 'ask_why_claim'), None)
        library, program = self.hence[0].library, self.asked.build / 'asked'
        if not theory or not library.exists(): return {}
        runs.compile_c(self.asked.cc, 'asked.c', program, library)
        asked = [program, theory.folder(self.asked.build, self.asked.size) / 'a.hence', ATOM, CLAIM]
        said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
        return {subject: float(taken) for subject, taken in map(str.split, said.splitlines())}

    def limits(self):
        """What one core can do without any engine, nor two; the line of the scan is the ceiling for loading."""
        program = self.asked.build / 'limits'
        runs.compile_c(self.asked.cc + ' -march=native', 'limits.c', program)
        events = self.asked.build / 'events' / self.asked.size / 'event.facts'
        return '```\n%s```' % subprocess.run([program, events], capture_output=True, text=True, check=True).stdout

    def setting(self, begun):
        """Where and how it was measured."""
        peers = ', '.join('%s %s' % (peer.name, peer.version()) for peer in self.peers) or 'none'
        return SETTING % (begun, processor(), os.cpu_count(), peers, self.asked.runs, runs.SLOW, self.asked.limit)


SETTING = """\
- %s, %s, %d processors
- peers: %s
- whole processes, loading included; %d runs of each in turn, medians; clingo, swipl and sqlite3 (and souffle where no
  target compares it) are run once where they take more than %d s, the first three stopped after %d s
- "Hence faster": wall time of the peer in that of Hence, with as many threads if it has them; "memory": peak of Hence in
  that of the peer"""


def found_peers(names, build, compiler):
    """The peers asked for: all that are on the PATH, or those that are named, which then have to be there."""
    known = {peer.name: peer for peer in engines.peers(build, compiler)}
    if names == 'none': return []
    if names == 'found': return [peer for peer in known.values() if peer.is_usual and peer.is_found()]
    for name in names.split():
        if name not in known: raise SystemExit('bench: there is no peer %r; there are %s' % (name, ' '.join(known)))
        if not known[name].is_found(): raise SystemExit('bench: %s is not on the PATH' % known[name].binary)
    return [peer for name, peer in known.items() if name in names.split()]


def checksum_of(sumhash, table):
    if not table.exists(): return None
    with open(table) as rows:
        return subprocess.run([sumhash, '-c', '-'], stdin=rows, capture_output=True, text=True).stdout.split()[-1]


def processor():
    try: lines = Path('/proc/cpuinfo').read_text().splitlines()
    except OSError: lines = []
    return next((line.split(':')[1].strip() for line in lines if line.startswith('model name')), platform.machine())


if __name__ == '__main__': sys.exit(main())
