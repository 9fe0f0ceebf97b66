#!/usr/bin/env python3
"""Facts of the benchmark suite, made the same everywhere.

    generate.py WORKLOAD... [--size smoke|full] [--seed N] [--out DIR] [--set k=v ...]

Every workload writes <relation>.facts (cells between tabs, no header, LF, UTF-8) and a MANIFEST to DIR/WORKLOAD/SIZE/;
`all` names them all.  Only Random.random() is used, whose sequence Python guarantees for a given integer seed, so the
bytes are the same everywhere.
"""
import argparse
import hashlib
import os
from bisect import bisect
from random import Random

# ---------------------------------------------------------------- size knobs
P = {
 'tc_rand':  dict(smoke=dict(n=300, m=540),       full=dict(n=3200, m=6400)),
 'tc_grid':  dict(smoke=dict(w=5, l=40),          full=dict(w=10, l=500)),
 'sg':       dict(smoke=dict(roots=3, levels=7, growth=1.7, p2=.10),
                  full=dict(roots=6, levels=12, growth=1.62, p2=.10)),
 'andersen': dict(smoke=dict(mods=12, vars=60),   full=dict(mods=600, vars=120)),
 'cspa':     dict(smoke=dict(mods=6, vars=40),    full=dict(mods=600, vars=60)),
 'triangle': dict(smoke=dict(n=400, m=2000, a=.6), full=dict(n=80000, m=1000000, a=.65)),
 'cycle4':   dict(smoke=dict(n=200, m=800, a=.5),  full=dict(n=30000, m=150000, a=.5)),
 'unreach':  dict(smoke=dict(n=250, m=420),       full=dict(n=2800, m=4700)),
 'control':  dict(smoke=dict(n=400),              full=dict(n=100000)),
 'sssp':     dict(smoke=dict(n=300, m=900, d=40),  full=dict(n=100000, m=400000, d=70)),
 'ontology': dict(smoke=dict(c=200),              full=dict(c=8000)),
 'events':   dict(smoke=dict(n=5000, actors=300),  full=dict(n=5000000, actors=8000)),
 'winmove':  dict(smoke=dict(n=500),              full=dict(n=300000)),
 'grounded': dict(smoke=dict(n=500),              full=dict(n=300000)),
 'startup':  dict(smoke=dict(), full=dict()),
 'path':     dict(smoke=dict(n=2000),              full=dict(n=100000)),
}
# The place in this list seeds a workload: new ones go to the end.  A place without a workload keeps the others.
SEEDED = ('andersen control cspa cycle4 events grounded - - ontology sg sssp startup tc_grid tc_rand triangle unreach '
          'winmove path').split()

class Out:
    """Writes <name>.facts; counts rows; digests the bytes."""
    def __init__(self, d):
        self.d, self.rows, self.h = d, {}, hashlib.sha256()
        os.makedirs(d, exist_ok=True)
    def put(self, name, rows):
        n = 0
        with open(os.path.join(self.d, name + '.facts'), 'w', newline='\n') as f:
            buf = []
            for r in rows:
                buf.append('\t'.join(map(str, r))); n += 1
                if len(buf) >= 65536:
                    s = '\n'.join(buf) + '\n'; f.write(s); self.h.update(s.encode()); buf = []
            if buf:
                s = '\n'.join(buf) + '\n'; f.write(s); self.h.update(s.encode())
        self.rows[name] = n

def ri(r, n):                       # uniform integer 0..n-1
    return int(r.random() * n)

def distinct_edges(r, n, m, loops=False):
    s, out = set(), []
    while len(out) < m:
        a, b = ri(r, n), ri(r, n)
        if (a != b or loops) and (a, b) not in s:
            s.add((a, b)); out.append((a, b))
    return out

class Zipf:
    def __init__(self, r, n, a):
        self.r, self.cum, t = r, [], 0.0
        for i in range(n):
            t += (i + 1) ** -a; self.cum.append(t)
        self.t = t
    def __call__(self):
        return bisect(self.cum, self.r.random() * self.t)

def shuffled(r, n):
    p = list(range(n))
    for i in range(n - 1, 0, -1):
        j = ri(r, i + 1); p[i], p[j] = p[j], p[i]
    return p

# ---------------------------------------------------------------- workloads
def tc_rand(o, r, n, m):
    o.put('edge', distinct_edges(r, n, m))

def tc_grid(o, r, w, l):
    def g():
        for y in range(l):
            for x in range(w):
                v = y * w + x
                if x + 1 < w: yield v, v + 1
                if y + 1 < l: yield v, v + w
    o.put('edge', g())

def sg(o, r, roots, levels, growth, p2):
    rows, prev, nxt = [], list(range(roots)), roots
    for _ in range(levels):
        size = int(len(prev) * growth + .5)
        cur = list(range(nxt, nxt + size)); nxt += size
        for v in cur:
            a = prev[ri(r, len(prev))]; rows.append((v, a))
            if r.random() < p2:
                b = prev[ri(r, len(prev))]
                if b != a: rows.append((v, b))
        prev = cur
    o.put('parent', rows)

def andersen(o, r, mods, vars, ld=.12, st=.10, cross=2.0):
    """Modules of `vars` variables.  Assignments are mostly local and mostly forward; about `cross`
    calls per module pass values on to one of the next few modules; addresses are of local variables."""
    n = mods * vars
    addr, asg, lds, sts = set(), set(), set(), set()
    def local(m): return m * vars + ri(r, vars)
    for m in range(mods):
        for _ in range(int(vars * .30)): addr.add((local(m), local(m)))
        for _ in range(int(vars * .95)):
            a, b = local(m), local(m)
            asg.add((max(a, b), min(a, b)) if r.random() < .9 else (a, b))
        for _ in range(int(cross * 4)):
            if r.random() < .25: asg.add((local(min(mods - 1, m + 1 + ri(r, 8))), local(m)))
        for _ in range(int(vars * ld)): lds.add((local(m), local(m)))
        for _ in range(int(vars * st)): sts.add((local(m), local(m)))
    for nm, s in (('addressOf', addr), ('assign', asg), ('load', lds), ('store', sts)):
        o.put(nm, sorted(s))

def cspa(o, r, mods, vars, deref=.30, cross=.4):
    asg, der = set(), set()
    def local(m): return m * vars + ri(r, vars)
    for m in range(mods):
        for _ in range(int(vars * .75)):
            a, b = local(m), local(m)
            if a != b: asg.add((max(a, b), min(a, b)) if r.random() < .97 else (a, b))
        if r.random() < cross: asg.add((local(min(mods - 1, m + 1 + ri(r, 5))), local(m)))
        for _ in range(int(vars * deref)): der.add((local(m), local(m)))
    o.put('assign', sorted(asg)); o.put('dereference', sorted(der))

def powerlaw(o, r, n, m, a):
    z, perm, s = Zipf(r, n, a), shuffled(r, n), set()
    while len(s) < m:
        x, y = perm[z()], perm[z()]
        if x != y: s.add((x, y) if x < y else (y, x))
    o.put('e', sorted(s))

def unreach(o, r, n, m):
    o.put('edge', distinct_edges(r, n, m)); o.put('node', ((i,) for i in range(n)))

def control(o, r, n):
    """Pyramids: company i is held by 1-4 holders with smaller numbers, near it in a
    heap order, so control chains are up to ~9 long; shares are whole percents."""
    rows = []
    for i in range(1, n):
        k, left, got = 1 + ri(r, 4), 100, set()
        base = i // 4
        for j in range(k):
            h = base - ri(r, 6) if r.random() < .8 else ri(r, i)
            h = max(0, min(i - 1, h))
            if h in got: continue
            got.add(h)
            s = 1 + ri(r, min(left, 70)); left -= s
            rows.append((h, i, s))
            if left < 2: break
    o.put('own', rows)

def sssp(o, r, n, m, d):
    rows = [(a, b, 1 + ri(r, 10)) for a, b in distinct_edges(r, n, m)]
    o.put('edge', rows); o.put('source', [(0,)]); o.put('bound', [(d,)])

def ontology(o, r, c):
    """A taxonomy about log4(c) deep with some second parents; restrictions inherited by everything below;
    role hierarchy, one transitive role family and two chains."""
    C = lambda i: 'Concept_%06d' % i
    R = lambda i: 'hasRole_%02d' % i
    roles, top = 24, max(12, c // 40)
    nf1, conj, exr, exl = set(), set(), set(), set()
    up = lambda i: ri(r, max(1, i // 2))
    for i in range(1, c):
        nf1.add((C(i), C(max(0, i // 4 - ri(r, 3)))))
        if r.random() < .25: nf1.add((C(i), C(up(i))))
        if r.random() < .7: exr.add((C(i), R(ri(r, roles)), C(up(i))))
    for _ in range(int(c * .15)):
        a, b = ri(r, top), ri(r, top)
        if a != b: conj.add((C(a), C(b), C(ri(r, max(a, b)))))
    for _ in range(int(c * .03)):
        a = 1 + ri(r, top - 1)
        exl.add((R(ri(r, roles)), C(a), C(ri(r, a))))
    sub = {(R(i), R(i // 3)) for i in range(1, roles)}
    chain = {(R(3), R(3), R(3)), (R(1), R(2), R(1)), (R(4), R(4), R(5))}
    o.put('concept', ((C(i),) for i in range(c)))
    for nm, s in (('nf1', nf1), ('conj', conj), ('exr', exr), ('exl', exl),
                  ('subrole', sub), ('chain', chain)): o.put(nm, sorted(s))

KINDS = ['accord','aid','arms_sale','border_incident','boycott','consultation','credit','cultural_visit',
 'customs_deal','cyber_attack','defence_pact','demarche','embargo','energy_deal','exercise','expulsion',
 'gas_dispute','grant','investment','joint_venture','loan','mediation','military_aid','mobilisation',
 'note_of_protest','pipeline_deal','protest','recall','sanction','state_visit','strike','summit',
 'tariff','trade_deal','transit_deal','treaty','troop_move','ultimatum','veto','withdrawal']
CONF = {'border_incident','boycott','cyber_attack','demarche','embargo','expulsion','gas_dispute','mobilisation',
 'note_of_protest','protest','recall','sanction','strike','tariff','troop_move','ultimatum','veto','withdrawal'}

def events(o, r, n, actors):
    orgs, y0, ny = 40, 1991, 35
    A = ['state_%04d' % i for i in range(actors)]
    O = ['org_%02d' % i for i in range(orgs)]
    Y = [str(y0 + i) for i in range(ny)]
    perm = shuffled(r, actors)
    z, rnd = Zipf(r, actors, .55), r.random
    mem = {}
    for i in range(actors):
        for _ in range(1 + ri(r, 3)):
            mem[(A[i], O[ri(r, orgs)])] = y0 + ri(r, ny)
    lead = []
    for k in range(orgs):
        h = A[perm[k % actors]]; mem[(h, O[k])] = y0; lead.append((h, O[k]))
    nk = len(KINDS)
    def g():
        seen = set(); add = seen.add; made = 0
        while made < n:
            a, b = perm[z()], perm[z()]
            if a == b: continue
            y, k, g_, v = int(rnd() * ny), int(rnd() * nk), int(rnd() * orgs), int(rnd() * 1000)
            key = ((((a * actors + b) * ny + y) * nk + k) * orgs + g_) * 1000 + v
            if key in seen: continue
            add(key); made += 1
            yield A[a], A[b], Y[y], KINDS[k], O[g_], v
    o.put('event', g())
    o.put('member', sorted((s, g_, y) for (s, g_), y in mem.items()))
    o.put('leads', lead)
    o.put('coopkind', ((k,) for k in KINDS if k not in CONF))
    o.put('confkind', ((k,) for k in KINDS if k in CONF))
    o.put('year', ((y,) for y in Y))

def winmove(o, r, n):
    """Half of the positions are rich in sinks (won and lost, settled in long chains), half have almost
    none and out-degree 2-3 (large drawn regions, odd and even cycles); a few moves lead across."""
    rows, h = set(), n // 2
    for v in range(n):
        lo, hi, sink, base, more = (0, h, .12, 1, 3) if v < h else (h, n, .004, 2, 2)
        if r.random() < sink: continue
        for _ in range(base + ri(r, more)):
            if r.random() < .02: w = ri(r, n)
            elif r.random() < .3: w = lo + ri(r, hi - lo)
            else: w = lo + (v - lo + 1 + ri(r, 200)) % (hi - lo)
            rows.add((v, w))
    o.put('move', sorted(rows))

def grounded(o, r, n):
    """As winmove with the arrows turned: one half has many unattacked arguments, the other almost none."""
    rows, h = set(), n // 2
    for v in range(n):
        lo, hi, free, base, more = (0, h, .18, 1, 4) if v < h else (h, n, .004, 2, 3)
        if r.random() < free: continue
        for _ in range(base + ri(r, more)):
            if r.random() < .01: w = ri(r, n)
            elif r.random() < .3: w = lo + ri(r, hi - lo)
            else: w = lo + (v - lo - 1 - ri(r, 300)) % (hi - lo)
            rows.add((w, v))
    o.put('arg', ((i,) for i in range(n))); o.put('att', sorted(rows))

def path(o, r, n):
    """Moves along one path, where every position is won or lost in turn; n is the number of moves."""
    o.put('move', ((i, i + 1) for i in range(n)))

def startup(o, r):
    o.put('none', [])                               # the facts are in the program text

MAKERS = dict(tc_rand=tc_rand, tc_grid=tc_grid, sg=sg, andersen=andersen, cspa=cspa, triangle=powerlaw, cycle4=powerlaw,
              unreach=unreach, control=control, sssp=sssp, ontology=ontology, events=events, winmove=winmove,
              grounded=grounded, startup=startup, path=path)

def generate(workload, size, folder, seed=1, changed=None):
    """Writes the facts of a workload into folder, unless they are there already; what was made is in its MANIFEST."""
    knobs = dict(P[workload][size], **(changed or {}))
    made = 'workload %s size %s seed %d %s\n' % (workload, size, seed, knobs)
    manifest = os.path.join(folder, 'MANIFEST')
    if os.path.exists(manifest):
        with open(manifest) as f:
            if f.readline() == made: return
        os.remove(manifest)
    o = Out(folder)
    MAKERS[workload](o, Random(seed * 1000003 + SEEDED.index(workload)), **knobs)
    with open(manifest, 'w') as f:
        f.write(made)
        for k, v in o.rows.items(): f.write('%s\t%d\n' % (k, v))
        f.write('sha256 %s\n' % o.h.hexdigest())

def main():
    a = argparse.ArgumentParser()
    a.add_argument('workload', nargs='+', choices=['all'] + sorted(MAKERS))
    a.add_argument('--size', default='smoke', choices=['smoke', 'full'])
    a.add_argument('--seed', type=int, default=1)
    a.add_argument('--out', default='benchdata')
    a.add_argument('--set', nargs='*', default=[])
    x = a.parse_args()
    changed = {k: (float(v) if '.' in v else int(v)) for k, v in (s.split('=') for s in x.set)}
    for workload in (MAKERS if 'all' in x.workload else x.workload):
        generate(workload, x.size, os.path.join(x.out, workload, x.size), x.seed, changed)

if __name__ == '__main__': main()
