/* A ground program: the rule instances of one component, and the atoms they speak about.
 *
 * Atoms are numbered; an instance has a head and a body of atoms, each as it is or denied.  What instances say of other
 * components is settled before: it holds, or the instance is not there, or it is undecided and the instance blocked. */
#ifndef HENCE_GROUND_H
#define HENCE_GROUND_H

#include "runtime/eval/run_internal.h"

typedef uint32_t AtomId, InstanceId;

typedef struct {
    uint32_t atom_count, instance_count;
    const AtomId *heads;    /* by instance */
    const uint32_t *starts; /* by instance, and one more: its literals are body[starts[i]] up to body[starts[i + 1]] */
    const uint32_t *body;   /* atom * 2, and 1 more where it is denied */
    const bool *is_blocked; /* by instance: something else it needs is undecided, so it is never true */
    const bool *is_given;   /* by atom */
    const bool *is_open;    /* by atom, of those that no instance concludes: they are never false; NULL: none is */
    bool has_no_loops;      /* that is known: no atom rests on itself but through a denial */
} Ground;
static inline AtomId literal_atom(uint32_t literal) { return literal / 2; }
static inline bool literal_is_denied(uint32_t literal) { return literal & 1; }

/* ---- its model: model.c ---- */

typedef enum { ATOM_UNDECIDED, ATOM_TRUE, ATOM_FALSE } Truth;

typedef struct {
    const Ground *ground;
    Work *work;     /* whose limits count; may be NULL */
    uint8_t *truth; /* by atom: a Truth */
    /* By instance: literals that are not true, one more if it is blocked, INSTANCE_FALSE if one is false. */
    uint32_t *open;
    uint32_t *first;       /* by atom, and one more: it occurs in occurrences[first[a]] up to [first[a + 1]] */
    uint32_t *occurrences; /* instance * 2, and 1 more where it is denied */
    uint64_t visits;       /* since the limits were last looked at */
    uint32_t repair_count; /* atoms that lost their source, for tests */
} Model;

#define INSTANCE_FALSE (UINT32_C(1) << 31)

/* The well-founded model; false if the run must stop.  To be cleared either way. */
bool model_find(Model *model, const Ground *ground, Work *work);
/* Again, where is_given and is_open alone have changed. */
bool model_find_again(Model *model);
void model_clear(Model *model);
/* Whether some atom rests on itself, whatever is given: by what it needs alone, or through denials too.  loop: by atom,
 * which loop it is on, the same for all of one; NO_ID: none. */
bool ground_loops(const Ground *ground, bool has_denials, AtomId *loop);
bool ground_has_loops(const Ground *ground); /* by what an atom needs alone */
static inline bool instance_is_true(const Model *model, InstanceId i) { return model->open[i] == 0; }
static inline bool instance_is_false(const Model *model, InstanceId i) { return model->open[i] & INSTANCE_FALSE; }
/* Counts work; false if the run must stop. */
bool model_may_go_on(Model *model, uint64_t visits);

/* ---- from rules to instances: scratch.c, ground.c ---- */

/* Where atoms come from: the possible rows of a relation of the component, or their projection to some columns. */
typedef struct {
    RelId relation;   /* of the scratch program */
    RelId real;       /* of the program; NO_ID: a projection */
    uint64_t columns; /* kept by a projection */
    uint32_t next;    /* another projection of the same relation; NO_ID ends */
    AtomId first;     /* of its atoms, one a row */
    uint32_t count;
    uint32_t *row_behind; /* of one column whose values are dense, by value - low: the row, counted from 1.  NULL */
    Value low;
    uint32_t range;
} Space;

/* What the rows of an instance relation say, term by term: TERM_VAR is a column of the instance. */
typedef struct {
    bool is_inner, is_denied;
    bool sees_hidden; /* inner: hidden rows count too; not where columns are left open */
    uint32_t space;   /* inner */
    RelId relation;   /* outer, with undecided rows */
    const Term *terms;
    uint32_t term_count;
} Condition3;

/* A rule of the component, or the projection of a row. */
typedef struct {
    RuleId rule;     /* NO_ID: a projection */
    RelId instances; /* of the scratch program */
    bool is_guarded; /* these are all rows of another relation: not all need be instances */
    uint32_t head;   /* space */
    const Term *terms;
    uint32_t term_count;
    const Condition3 *conditions;
    uint32_t condition_count;
    InstanceId first;
    uint32_t count; /* before instances are made, the most there can be */
} Scheme;

/* The program that makes the instances: the relations and rules of the whole one, and behind them those made for the
 * component.  The tables of others are borrowed. */
typedef struct Scratch {
    Program program;
    Store store;
    Work work;
    Component component;
    uint32_t relation_base, rule_base; /* what is behind is of the component at hand */
    uint32_t *space_of;                /* by relation of the whole: its space; NO_ID */
    RelId *possible_of;                /* by relation of the whole: the relation that has its possible rows; NO_ID */
    size_t extent_capacity;
    Vec(RelId) touched;     /* relations that have one of the two */
    Vec(RuleId) real_rules; /* by rule behind the base */
    Vec(RelId) relations;   /* of the component */
    Vec(RuleId) rules;
    Vec(Space) spaces;
    Vec(Scheme) schemes; /* those of rules in their order, then the projections */
    Arena arena;
    uint32_t *starts, *body; /* of the ground program */
    AtomId *heads;
    bool *is_blocked, *is_given;
} Scratch;

/* Makes the rules for the component; scratch_clear afterwards. */
void scratch_prepare(Work *work, const Component *component);
void scratch_clear(Scratch *scratch);
/* The same for rules that only find what is possible, and no instances. */
void scratch_prepare_possible(Work *work, const Component *component);
/* The ground program, from the instances the rounds have found.  False if the run must stop. */
bool scratch_ground(Scratch *scratch, Ground *ground);
void scratch_close_dense(Scratch *scratch); /* when it has stopped before its end */

#endif
