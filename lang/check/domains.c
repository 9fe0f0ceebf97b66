/* The domains of open relations.
 *
 * Of what is not stated one can only say that it is unknown if one can list it.  So each column has a type with
 * finitely many members, or takes its values from a relation that is not open. */
#include "lang/check/domains.h"

#include "lang/check/types_internal.h"

enum { DOMAIN_LIMIT = 10000000 };

/* How many columns take their values from that relation. */
static uint32_t columns_from(const Statement *s, Str domain) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < s->column_count; i++) count += str_equal(s->columns[i].domain, domain);
    return count;
}

/* The column of the domain that goes with column i:
 * the only one, or the one at the same place among those that name it. */
static uint32_t domain_column(const Checker *c, const Statement *s, RelId domain, uint32_t i) {
    uint32_t place = 0;
    for (uint32_t j = 0; j < i; j++) place += str_equal(s->columns[j].domain, s->columns[i].domain);
    return c->program->relations.items[domain].arity == 1 ? 0 : place;
}

static void check_domain_fits(Checker *c, const Statement *s, RelId domain, RelId id, uint32_t i) {
    uint32_t place = domain_column(c, s, domain, i);
    const Column *from = &c->program->relations.items[domain].columns[place];
    const Column *to = &c->program->relations.items[id].columns[i];
    const Type *left = &c->program->types.items[from->type], *right = &c->program->types.items[to->type];
    if (from->is_optional) {
        Diag *d = diag_add(c->diags, E0412, s->columns[i].domain_span, "a column of '%.*s' may be empty",
                           STR_FMT(s->columns[i].domain));
        diag_remedy(c->diags, d, "take the values from a relation whose columns always have one");
        names_note_declaration(&c->names, d, domain);
    } else if (kinds_unlike(left->kind, right->kind) || !types_overlap(&c->names, from->type, to->type)) {
        Diag *d = diag_add(c->diags, E0412, s->columns[i].domain_span, "the values of '%.*s' do not fit column '%.*s'",
                           STR_FMT(s->columns[i].domain), STR_FMT(s->columns[i].name));
        diag_remedy(c->diags, d, "give both columns one type");
        names_note_declaration(&c->names, d, domain);
    }
}

/* The relation that gives column i its values; NO_ID after a message. */
static RelId read_domain(Checker *c, const Statement *s, RelId id, uint32_t i) {
    const ColumnNode *node = &s->columns[i];
    RelId domain = names_declared(&c->names, node->domain);
    uint32_t count = columns_from(s, node->domain);
    if (domain == NO_ID) {
        domain = names_relation(&c->names, node->domain, count, node->domain_span);
        if (domain == NO_ID) return NO_ID;
    }
    names_use(&c->names, domain, USE_ASKS, node->domain_span);
    const Relation *relation = &c->program->relations.items[domain];
    if (relation->is_open) {
        Diag *d = diag_add(c->diags, E0412, node->domain_span, "'%.*s' is open itself, so its values are not known",
                           STR_FMT(node->domain));
        diag_remedy(c->diags, d, "take the values from a relation that is not open");
        return NO_ID;
    }
    if (relation->arity != 1 && relation->arity != count) {
        Diag *d = diag_add(c->diags, E0412, node->domain_span,
                           "'%.*s' has %u columns, but %u of '%.*s' %s values from it", STR_FMT(node->domain),
                           relation->arity, count, STR_FMT(s->label), count == 1 ? "takes its" : "take their");
        diag_remedy(c->diags, d, "name a relation of one column, or let as many columns name it as it has");
        names_note_declaration(&c->names, d, domain);
        return NO_ID;
    }
    check_domain_fits(c, s, domain, id, i);
    return domain;
}

/* Of a range without enumeration; 0 stands for all that an int can be. */
static uint64_t range_size(const Type *type) { return (uint64_t)type->high - (uint64_t)type->low + 1; }

/* Each value becomes a row before anything runs. */
static void check_listable(Checker *c, const ColumnNode *node, const Type *type) {
    uint64_t size = range_size(type);
    if (type->members || !type->has_range || (size > 0 && size <= DOMAIN_LIMIT)) return;
    Diag *d = diag_add(c->diags, E0411, node->span, "column '%.*s' of an open relation has more than %u values to list",
                       STR_FMT(node->name), (unsigned)DOMAIN_LIMIT);
    diag_remedy(c->diags, d, "narrow the range, or take the values 'from' a relation");
}

void domains_read(Checker *c, const Statement *s, RelId id) {
    uint32_t arity = c->program->relations.items[id].arity;
    RelId *domains = arena_array(&c->program->arena, RelId, arity);
    for (uint32_t i = 0; i < arity; i++) {
        const ColumnNode *node = &s->columns[i];
        const Column *column = &c->program->relations.items[id].columns[i];
        const Type *type = &c->program->types.items[column->type];
        domains[i] = NO_ID;
        if (column->is_optional) {
            Diag *d = diag_add(c->diags, E0411, node->span, "column '%.*s' of an open relation cannot be optional",
                               STR_FMT(node->name));
            diag_remedy(c->diags, d, "leave out '?'");
        } else if (node->domain.length > 0) {
            domains[i] = read_domain(c, s, id, i);
        } else if (!type->members && !type->has_range && !(c->names.was_broken && column->type == TYPE_ID_ANY)) {
            Diag *d = diag_add(c->diags, E0411, node->span, "column '%.*s' of an open relation needs a finite domain",
                               STR_FMT(node->name));
            diag_remedy(c->diags, d, "give it an enumerated type, a range such as int 1..12, or 'from' a relation");
        } else {
            check_listable(c, node, type);
        }
    }
    c->program->relations.items[id].domains = domains;
}
