#!/usr/bin/env python3
"""One small theory (60 facts, 40 rules), written once and printed in each peer's syntax."""
import os, re
here = os.path.dirname(os.path.abspath(__file__))
FACTS = []
def f(rel, text):
    for t in text.split(';'): FACTS.append((rel, [x.strip() for x in t.split(',')]))
f('member', 'kaz,csto,1994; kaz,eaeu,2015; kaz,sco,2001; rus,csto,1994; rus,eaeu,2015; rus,sco,2001; chn,sco,2001;'
  'uzb,sco,2001; kgz,csto,1994; kgz,eaeu,2015; arm,csto,1994; blr,eaeu,2015; tur,ots,2009; aze,ots,2009')           # 14
f('leads', 'rus,csto; rus,eaeu; chn,sco; tur,ots')                                                                   # 4
f('deal', 'kaz,chn,pipeline,1997; kaz,usa,investment,1993; kaz,tur,trade,2012; kaz,rus,transit,2004; uzb,chn,gas,2007;'
  'uzb,rus,trade,2005; kgz,chn,credit,2010; kgz,rus,base,2003; aze,tur,pipeline,2006; aze,eu,gas,2013; arm,rus,gas,2006;'
  'blr,rus,credit,2010; tur,rus,gas,2014; chn,rus,gas,2014; kaz,eu,trade,2015; uzb,usa,base,2001; kaz,jpn,uranium,2006;'
  'arm,eu,trade,2017; blr,chn,credit,2015; tur,eu,customs,1996')                                                     # 20
f('border', 'kaz,rus; kaz,chn; kaz,uzb; kaz,kgz; kgz,chn; kgz,uzb; rus,chn; rus,blr; rus,aze; aze,arm; tur,arm; tur,aze') # 12
f('exports', 'kaz,chn,oil; kaz,eu,oil; kaz,rus,ore; uzb,rus,gas; uzb,chn,gas; aze,eu,gas; rus,eu,gas; rus,chn,oil; rus,tur,gas; arm,rus,wine') # 10
assert len(FACTS) == 60
DECL = dict(member='ssn', leads='ss', deal='sssn', border='ss', exports='sss')
RULES = '''
neighbour(X,Y) :- border(X,Y).
neighbour(X,Y) :- border(Y,X).
state(X) :- member(X,O,T).
state(X) :- deal(X,Y,K,T).
state(Y) :- deal(X,Y,K,T).
org(O) :- member(X,O,T).
in_org(X,O) :- member(X,O,T).
ally(X,Y) :- in_org(X,O), in_org(Y,O), X != Y.
linked(X,Y) :- deal(X,Y,K,T).
linked(X,Y) :- deal(Y,X,K,T).
trade(X,Y) :- exports(X,Y,G).
trade(X,Y) :- exports(Y,X,G).
connected(X,Y) :- linked(X,Y).
connected(X,Z) :- connected(X,Y), linked(Y,Z).
land_route(X,Y) :- neighbour(X,Y).
land_route(X,Z) :- land_route(X,Y), neighbour(Y,Z).
led(X,H) :- in_org(X,O), leads(H,O), X != H.
early(X,Y,T) :- deal(X,Y,K,T), T < 2000.
late(X,Y,T) :- deal(X,Y,K,T), T >= 2010.
energy(X) :- exports(X,Y,"gas").
energy(X) :- exports(X,Y,"oil").
sells_to_two(X) :- exports(X,Y,G), exports(X,Z,G), Y != Z.
rival(H,G) :- leads(H,O), leads(G,P), H != G.
shared_member(O,P) :- in_org(X,O), in_org(X,P), O != P.
two_blocs(X) :- in_org(X,O), in_org(X,P), O != P.
outside(X,Y) :- linked(X,Y), state(X), not ally(X,Y).
has_outside(X) :- outside(X,Y).
loyal(X) :- led(X,H), not has_outside(X).
multi_vector(X,H) :- led(X,H), linked(X,H), has_outside(X).
isolated(X) :- state(X), not energy(X), not two_blocs(X).
captive(X,H) :- led(X,H), not multi_vector(X,H).
landlinked(X,Y) :- land_route(X,Y), connected(X,Y), X != Y.
transit(X,Y,Z) :- neighbour(X,Y), neighbour(Y,Z), trade(X,Z), X != Z.
needs_transit(X) :- transit(X,Y,Z).
free_hand(X) :- energy(X), not needs_transit(X).
pressured(X,H) :- led(X,H), neighbour(X,H), not sells_to_two(X).
hedger(X) :- multi_vector(X,H), rival(H,G), linked(X,G).
balanced(X) :- hedger(X), energy(X), two_blocs(X).
imposed(X,H) :- captive(X,H), pressured(X,H).
negotiated(X,H) :- multi_vector(X,H), balanced(X), not imposed(X,H).
'''.strip().split('\n')
assert len(RULES) == 40
heads = {}
for r in RULES:
    h = re.match(r'(\w+)\(([^)]*)\)', r); heads.setdefault(h[1], len(h[2].split(',')))
T = {'early': 'ssn', 'late': 'ssn'}
q = lambda x: x if x.lstrip('-').isdigit() else '"%s"' % x
fact = lambda r, a: '%s(%s).' % (r, ','.join(map(q, a)))
w = lambda n, s: open(os.path.join(here, n), 'w').write(s + '\n')
# Soufflé
o = []
for r, t in list(DECL.items()) + [(h, T.get(h, 's' * n)) for h, n in heads.items()]:
    o.append('.decl %s(%s)' % (r, ', '.join('c%d:%s' % (i, 'symbol' if c == 's' else 'number') for i, c in enumerate(t))))
o += [fact(*x) for x in FACTS] + [r.replace('not ', '!') for r in RULES] + ['.printsize ' + ', '.join(heads)]
w('startup.dl', '\n'.join(o))
# clingo
w('startup.lp', '\n'.join([fact(*x) for x in FACTS] + RULES + ['#show %s/%d.' % h for h in heads.items()]))
# Hence: constants without quotes, variables that stand alone as _
def once(r):
    names = re.findall(r'\b[A-Z]\b', r)
    return re.sub(r'\b([A-Z])\b', lambda m: m[1] if names.count(m[1]) > 1 else '_', r)
o = []
for r, t in list(DECL.items()) + [(h, T.get(h, 's' * n)) for h, n in heads.items()]:
    o.append('relation %s(%s).' % (r, ', '.join('c%d: %s' % (i, 'symbol' if c == 's' else 'int') for i, c in enumerate(t))))
o += ['%s(%s).' % (r, ', '.join(a)) for r, a in FACTS]
o += [once(re.sub(r',(?! )', ', ', r)).replace(' != ', ' \\= ').replace('"', '') for r in RULES]
for h, n in heads.items():
    o.append('?- {1} = count({2} : {0}({2})).'.format(h, h.capitalize(), ', '.join('XYZ'[:n])))
w('startup.hence', '\n'.join(o))
# SWI-Prolog
o = [':- table %s/%d.' % h for h in heads.items()]
o += ['member_' + fact(*x)[6:] if x[0] == 'member' else fact(*x) for x in sorted(FACTS)]
o += [r.replace('not ', '\\+ ').replace(' != ', ' \\== ').replace(' member(', ' member_(') for r in RULES]
w('startup.pl', ':- style_check(-singleton). :- style_check(-discontiguous).\n' + '\n'.join(o) + '\n' + ' '.join('outrel(%s/%d).' % h for h in heads.items()))
# CLIPS: forward chaining; a rule with negation fires after the strata below it (salience)
strat = {r: 0 for r in DECL}
for h in heads: strat[h] = 0
for _ in range(20):
    for r in RULES:
        h, b = r.split(' :- '); h = h.split('(')[0]
        for m in re.finditer(r'(not )?(\w+)\(', b): strat[h] = max(strat[h], strat[m[2]] + (1 if m[1] else 0))
def cl(a):
    a = a.strip()
    if a[0] == '"' or a.lstrip('-').isdigit(): return a
    return '?' + a.lower() if a[0].isupper() else '"%s"' % a
o = ['(deffacts f ' + ' '.join('(%s %s)' % (r, ' '.join(map(q, a))) for r, a in FACTS) + ')']
for i, r in enumerate(RULES):
    h, b = r[:-1].split(' :- '); c, tests = [], []
    for m in re.finditer(r'(not )?(\w+)\(([^)]*)\)|(\w+) (!=|<|>=) (\w+)', b):
        if m[2]: p = '(%s %s)' % (m[2], ' '.join(map(cl, m[3].split(',')))); c.append('(not %s)' % p if m[1] else p)
        else: tests.append('(test (%s %s %s))' % ({'!=': 'neq'}.get(m[5], m[5]), cl(m[4]), cl(m[6])))
    hm = re.match(r'(\w+)\(([^)]*)\)', h)
    o.append('(defrule r%d (declare (salience %d)) %s => (assert (%s %s)))' % (i, -strat[hm[1]], ' '.join(c + tests), hm[1], ' '.join(map(cl, hm[2].split(',')))))
o.append('(defrule done (declare (salience -100)) => ' + ' '.join('(printout t "%s" "\t" (length$ (find-all-facts ((?f %s)) TRUE)) crlf)' % (h, h) for h in heads) + ')')
w('startup.clp', '\n'.join(o))
