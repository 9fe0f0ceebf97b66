% swipl -q -O swipl_main.pl -- PROGRAM FACTS.pl count|dump
% Facts are read with read/assertz (3x faster in SWI-Prolog 9.0.4 than consulting the file).
:- initialization(main, main).
:- set_prolog_flag(stack_limit, 12 000 000 000).
:- set_prolog_flag(table_space, 16 000 000 000).
:- set_prolog_flag(shared_table_space, 1 000 000 000).
load(F) :- open(F, read, S, [encoding(octet)]), repeat, read(S, T), ( T == end_of_file -> !, close(S) ; assertz(user:T), fail ).
main([P,F,Mode]) :-
  load(F), statistics(cputime, T1),
  load_files(P, [silent(true)]),
  forall(clause(user:outval(N/1), true), ( G =.. [N,V], call(user:G), format("~w\t~w~n", [N,V]) )),
  forall(clause(user:outrel(N/A), true), out(Mode, N, A)),
  forall(clause(user:wfs(N,A), true), wfs(Mode, N, A)),
  statistics(cputime, T2), E is T2-T1,
  format(user_error, "swi load ~3f eval ~3f~n", [T1, E]).
out(count, N, A) :- functor(G, N, A), aggregate_all(count, user:G, C), format("~w\t~w~n", [N, C]).
out(dump, N, A) :- functor(G, N, A), forall(user:G, ( G =.. L, atomic_list_concat(L, '\t', X), writeln(X) )).
% three-valued: the delay of an answer is true or a condition
wfs(Mode, N, A) :- functor(G, N, A), arg(1, G, X),
  T = c(0), U = c(0),
  forall(call_delays(user:G, D),
         ( D == true -> inc(T), ( Mode == dump -> format("~w\t~w\ttrue~n", [N,X]) ; true )
         ; inc(U), ( Mode == dump -> format("~w\t~w\tundefined~n", [N,X]) ; true ) )),
  ( Mode == count -> T = c(A1), U = c(A2), format("~w_true\t~w~n~w_undefined\t~w~n", [N,A1,N,A2]) ; true ).
inc(C) :- arg(1, C, V), V1 is V+1, nb_setarg(1, C, V1).
