/* Walks statements and the items inside them as one flat list, so that each pass is one loop. */
#include "lang/check/unit.h"

static bool unit_of_item(const Item *item, Unit *unit) {
    unit->item = item;
    switch (item->kind) {
    case ITEM_ASSERT: unit->kind = UNIT_FACT, unit->head = item->node; return item->node != NULL;
    case ITEM_RETRACT: unit->kind = UNIT_RETRACT, unit->head = item->node; return true;
    case ITEM_EXPECT:
        if (item->form == EXPECT_FORM_CLAIM) return false;
        unit->kind = item->form == EXPECT_FORM_ANSWERS ? UNIT_ANSWERS : UNIT_QUESTION;
        unit->body = item->node;
        return item->node != NULL;
    default: return false;
    }
}

static bool unit_of_statement(const Statement *statement, Unit *unit) {
    switch (statement->kind) {
    case STMT_CLAUSE:
    case STMT_AGAINST:
        unit->kind = statement->body ? UNIT_RULE : UNIT_FACT;
        unit->head = statement->head;
        unit->body = statement->body;
        return unit->head != NULL;
    case STMT_PARAMETER:
        unit->kind = UNIT_PARAMETER;
        unit->head = statement->node;
        return unit->head != NULL;
    case STMT_QUERY:
    case STMT_CLAIM:
    case STMT_PREDICTION:
        unit->kind = UNIT_QUESTION;
        unit->body = statement->body ? statement->body : statement->node;
        return unit->body != NULL;
    case STMT_UNDERCUT:
    case STMT_PREFER:
    case STMT_CONTRARY:
        unit->kind = statement->kind == STMT_CONTRARY ? UNIT_CONTRARY : UNIT_CONDITION;
        unit->body = statement->node;
        return unit->body != NULL;
    default: return false;
    }
}

void statements_beside_facts(const Modules *modules, StatementPlaces *places) {
    for (uint32_t m = 0; m < modules->items.count; m++) {
        const Ast *ast = modules->items.items[m].ast;
        for (uint32_t i = 0; i < ast->statement_count; i++) {
            const Statement *s = ast->statements[i];
            bool is_plain = s->kind == STMT_CLAUSE && !s->body;
            if (!is_plain) vec_push(places, ((StatementPlace){m, i}));
        }
    }
}

/* The statement at hand; NULL at the end. */
static const Statement *statement_at(UnitWalk *walk) {
    if (walk->places) {
        if (walk->place == walk->places->count) return NULL;
        walk->module = walk->places->items[walk->place].module;
        walk->index = walk->places->items[walk->place].index;
        return walk->modules->items.items[walk->module].ast->statements[walk->index];
    }
    for (; walk->module < walk->modules->items.count; walk->module++, walk->index = 0) {
        const Ast *ast = walk->modules->items.items[walk->module].ast;
        if (walk->index < ast->statement_count) return ast->statements[walk->index];
    }
    return NULL;
}

static void step(UnitWalk *walk) {
    walk->item = 0;
    walk->index++;
    walk->place++;
}

bool unit_next(UnitWalk *walk, Unit *unit) {
    for (const Statement *statement; (statement = statement_at(walk)) != NULL;) {
        *unit = (Unit){.module = walk->module, .index = walk->index, .number = NO_ID, .statement = statement};
        bool has_items = statement->kind == STMT_SCENARIO || statement->kind == STMT_TEST, is_unit = false;
        if (!has_items)
            is_unit = unit_of_statement(statement, unit);
        else if (walk->item < statement->item_count)
            is_unit = unit_of_item(&statement->items[walk->item++], unit);
        else
            has_items = false;
        if (!has_items) step(walk);
        if (!is_unit) continue;
        if (!diags_go_on(walk->diags, statement->span)) return false;
        if (unit->kind >= UNIT_RULE) unit->number = walk->number++;
        return true;
    }
    return false;
}
