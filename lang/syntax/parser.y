/* The grammar of Hence.  It reads as the specification; actions build nodes and nothing else. */
%require "3.8"
%define api.pure full
%define api.prefix {hence_}
%define api.token.prefix {HENCE_}
%define api.location.type {Span}
%define parse.error custom
%define parse.lac full
%define api.value.type union
%locations
%expect 0
%parse-param {void *lexer} {Parser *p}
%lex-param {void *lexer} {Parser *p}

%code requires {
#include "lang/syntax/ast_build.h"
#define YYLLOC_DEFAULT(all, parts, count)                                                                          \
    ((all) = (count) ? span_join(YYRHSLOC(parts, 1), YYRHSLOC(parts, count))                                       \
                     : (Span){YYRHSLOC(parts, 0).source, YYRHSLOC(parts, 0).end, YYRHSLOC(parts, 0).end})
}
%code {
#include "lang/syntax/advice.h"
#include "lang/syntax/ends.h"
#include "lang/syntax/resume.h"
#include "lang/syntax/slips.h"

/* What is large is handed on by its address: the parser copies values at each step. */
#define NEW(type, ...) arena_copy(p->arena, &(type)__VA_ARGS__, sizeof(type))

#define YYMALLOC mem_alloc
#define YYFREE mem_free
#define YYMAXDEPTH 20000
#define YYSTACK_USE_ALLOCA 0
int hence_lex(HENCE_STYPE *value, Span *span, void *lexer, Parser *p);
static void hence_error(Span *span, void *lexer, Parser *p, const char *message);
static Node *make_int(Parser *p, Span span, uint64_t magnitude);
static Item *item_new(Parser *p, ItemKind kind, Span span);
static Statement *clause(Parser *p, Span span, Node *head, Node *body);
static Statement *clause_unless(Parser *p, Span span, Node *head, Node *body, Node *exception);
static Statement *objection(Parser *p, Statement *s);
static void take_items(Parser *p, Statement *s, ItemList *items);
static void drop_none(Parser *p, NodeList *rows);
static void take_keys(Parser *p, Statement *s, NameList *names, Span span);
static void take_cites(Parser *p, Item *item, CiteList *cites);
static void take_pairs(Parser *p, Statement *s, PairList *from, PairList *to);
static Statement *prediction(Parser *p, Span span, Node *expected, Node *premise);
static Item *part_new(Parser *p, ItemKind kind, Span span, const NameList *names, const NameList *pool);
static Item *expected(Item *item, Str world, Span world_span, uint64_t points, bool is_hidden);
static Item *answer(Parser *p, ItemKind kind, Span span, Span open, Span close, size_t mark);
static void keep_doc(Parser *p);
static Statement *exercise(Parser *p, Span span, Str name, ItemList *parts);
static Node *paren(Node *node) { if (node->kind == NODE_AND || node->kind == NODE_OR) node->is_quoted = true; return node; }
}

%token END "." COMMA "," SEMICOLON ";" COLON ":" LEFT "(" CLOSE ")" LEFT_BRACE "{" RIGHT_BRACE "}" BAR "|" QUESTION "?"
%token IF ":-" ASK "?-" RANGE ".." INVALID "something unreadable"
%token RULE "'rule'" RELATION "'relation'" TYPE "'type'" USE "'use'" LOAD "'load'" CLAIM "'claim'" SCENARIO "'scenario'" TEST "'test'"
%token SOURCE "'source'" OPEN "'open'" PARAMETER "'parameter'" CONTRARY "'contrary'" PREFER "'prefer'" AGAINST "'against'"
%token UNDERCUT "'undercut'" PRESUMABLY "'presumably'" EXPECT "'expect'" ASSERT "'assert'" RETRACT "'retract'" DISTRUST "'distrust'"
%token MAP "'map'" TO "'to'"
%token FROM "'from'" OVER "'over'" IN "'in'" ANSWERS "'answers'" LIKELY "'likely'" POSSIBLE "'possible'" KEY "'key'"
%token PREDICTION "'prediction'" RECONSTRUCTION "'reconstruction'"
%token EXERCISE "'exercise'" TASK "'task'" HINT "'hint'" DEFINE "'define'" COMPARE "'compare'" HIDDEN "'hidden'" VARY "'vary'"
%token SOLUTION "'solution'" WRONG "'wrong'" POINTS "'points'"
%token NOT "'not'" FORALL "'forall'" IS "'is'" MOD "'mod'" UNLESS "'unless'" CITE "'cite'" START_BODY "a body"
%token EQ "=" NE "\\=" LT "<" LE "=<" GT ">" GE ">=" PLUS "+" MINUS "-" TIMES "*" SLASH "/"
%token <Str> STATUS "a status" NAME "a name" CAPITAL "a variable" TEXT "a text" QUOTED "a quoted name"
%token <uint64_t> INT "a number"
%token <double> FLOAT "a float"
%token <Date> DATE "a date"
%token ANY "_"
%token <Aggregate> AGGREGATE "an aggregate"

%left PLUS MINUS
%left TIMES SLASH MOD
%precedence NEGATIVE

%type <Node *> expr primary literal conj body arg member
%type <NodeList> args arg_list terms members atoms
%type <CiteList> cites
%type <CiteNode *> cite
%type <CompareOp> compare
%type <Str> name label gloss row_name aspect
%type <Strength> strength
%type <Statement *> statement clause_rest rule_clause relation type forecast
%type <bool> basis
%type <ColumnNode *> column
%type <ColumnList> columns
%type <NameList> names
%type <FieldList> fields
%type <FieldNode *> field
%type <PairList> pairs
%type <PairNode *> pair
%type <ItemList> items parts
%type <Item *> item expectation part
%type <uint64_t> worth
%type <Str> world
%type <size_t> mark
%type <int64_t> bound

/* What recovery from an error drops: the other lists are in the arena. */
%destructor { vec_free(&$$); } <CiteList> <ColumnList> <NameList> <FieldList> <PairList> <ItemList>

%%
start      : program
           | START_BODY body                              { Statement *s = statement_new(p, STMT_QUERY, @body); s->body = $body; parser_add(p, s); }
           ;
program    : %empty
           | statements
           ;
statements : statement                                    { parser_add(p, $statement); } /* so an error may come first */
           | statements statement                         { parser_add(p, $statement); }
           ;
statement  : clause_rest[s] END                           { $$ = $s; $$->span = @$; }
           | label COLON clause_rest[s] END               { $$ = $s; $$->span = @$; $$->label = $label; $$->label_span = @label; slip_of_label(p, $label, @label); }
           | RULE label gloss cites strength COLON rule_clause[s] END
                { $$ = $s; $$->span = @$; $$->has_rule_word = true; $$->label = $label; $$->label_span = @label; $$->text = $gloss;
                  $$->text_span = @gloss; $$->strength = $strength; statement_take_cites(p, $$, &$cites); }
           | ASK body END                                 { $$ = statement_new(p, STMT_QUERY, @$); $$->body = $body; $$->text_span = @body; }
           | CLAIM label gloss cites strength[w] COLON body END
                { $$ = statement_new(p, STMT_CLAIM, @$); $$->label = $label; $$->label_span = @label; $$->text = $gloss; $$->text_span = @gloss;
                  statement_take_cites(p, $$, &$cites); $$->strength = $w; $$->has_strength = @w.begin < @w.end; $$->body = $body; }
           | PREDICTION label aspect gloss cites basis COLON forecast[s] END
                { $$ = $s; $$->span = @$; $$->label = $label; $$->label_span = @label; $$->text = $gloss; $$->text_span = @gloss;
                  $$->text_2 = $aspect; $$->text_2_span = @aspect; $$->is_reconstruction = $basis; statement_take_cites(p, $$, &$cites); }
           | relation END
           | OPEN relation[r] END                         { $$ = $r; $$->is_open = true; $$->span = @$; }
           | type END
           | PARAMETER label COLON name[t] EQ expr[v] END
                { $$ = statement_new(p, STMT_PARAMETER, @$); $$->label = $label; $$->label_span = @label; $$->base_type = $t; $$->base_type_span = @t; $$->node = $v; }
           | USE TEXT[path] END                           { $$ = statement_new(p, STMT_USE, @$); $$->text = $path; $$->text_span = @path; }
           | LOAD name[r] FROM TEXT[path] END             { $$ = statement_new(p, STMT_LOAD, @$); $$->text = $path; $$->text_span = @path; $$->text_2 = $r; $$->text_2_span = @r; }
           | LOAD MINUS name[r] FROM TEXT[path] END       { $$ = statement_new(p, STMT_LOAD, @$); $$->text = $path; $$->text_span = @path; $$->text_2 = $r; $$->text_2_span = @r;
                                                            $$->is_negative = true; }
           | LOAD name[r] TEXT[path] END                  { $$ = statement_new(p, STMT_LOAD, @$); $$->text = $path; $$->text_span = @path; $$->text_2 = $r; $$->text_2_span = @r;
                                                            $$->is_table = str_equal($r, STR("table")); }
           | MAP row_name[n] TO name[r] LEFT pairs[l] CLOSE END
                { $$ = statement_new(p, STMT_MAP, @$); $$->label = $n; $$->text_span = @n; $$->text_2 = $r; $$->text_2_span = @r; take_pairs(p, $$, NULL, &$l); }
           | MAP row_name[n] TO MINUS name[r] LEFT pairs[l] CLOSE END
                { $$ = statement_new(p, STMT_MAP, @$); $$->label = $n; $$->text_span = @n; $$->text_2 = $r; $$->text_2_span = @r; $$->is_negative = true; take_pairs(p, $$, NULL, &$l); }
           | MAP pairs[l] TO pairs[r] END                 { $$ = statement_new(p, STMT_MAP, @$); take_pairs(p, $$, &$l, &$r); }
           | MAP pairs[l] TO name[r] END                  { $$ = statement_new(p, STMT_MAP, @$); $$->text_2 = $r; $$->text_2_span = @r; take_pairs(p, $$, &$l, NULL); }
           | SOURCE label gloss fields END
                { $$ = statement_new(p, STMT_SOURCE, @$); $$->label = $label; $$->label_span = @label; $$->text = $gloss; $$->text_span = @gloss;
                  if ($fields.count == 1) tell_use_behind_source(p, @gloss, $fields.items);
                  $$->field_count = (uint32_t)$fields.count; $$->fields = arena_copy(p->arena, $fields.items, $fields.count * sizeof *$fields.items); vec_free(&$fields); }
           | SCENARIO label gloss LEFT_BRACE items RIGHT_BRACE
                { $$ = statement_new(p, STMT_SCENARIO, @$); $$->label = $label; $$->label_span = @label; $$->text = $gloss; $$->text_span = @gloss; take_items(p, $$, &$items); }
           | TEST TEXT[n] LEFT_BRACE items RIGHT_BRACE
                { $$ = statement_new(p, STMT_TEST, @$); $$->label = $n; $$->label_span = @n; take_items(p, $$, &$items); }
           | TEST TEXT[n] IN name[s] LEFT_BRACE items RIGHT_BRACE
                { $$ = statement_new(p, STMT_TEST, @$); $$->label = $n; $$->label_span = @n; $$->text_2 = $s; $$->text_2_span = @s; take_items(p, $$, &$items); }
           | EXERCISE label gloss LEFT_BRACE parts RIGHT_BRACE
                { $$ = exercise(p, @$, $label, &$parts); $$->label_span = @label; $$->text = $gloss; $$->text_span = @gloss; }
           | IF NAME[d] arg_list[l] END                   { $$ = statement_new(p, STMT_DIRECTIVE, @$); $$->text = $d; $$->text_span = @d; $$->node = node_list(p, NODE_AND, @l, &$l); }
           | CONTRARY atoms END                           { $$ = statement_new(p, STMT_CONTRARY, @$); $$->node = node_list(p, NODE_AND, @atoms, &$atoms); }
           | PREFER label[a] OVER label[b] END            { $$ = statement_new(p, STMT_PREFER, @$); $$->text = $a; $$->text_span = @a; $$->text_2 = $b; $$->text_2_span = @b; }
           | PREFER label[a] OVER label[b] IF body END    { $$ = statement_new(p, STMT_PREFER, @$); $$->text = $a; $$->text_span = @a; $$->text_2 = $b; $$->text_2_span = @b; $$->node = $body; }
           | UNDERCUT label IF body cites END             { $$ = statement_new(p, STMT_UNDERCUT, @$); $$->text = $label; $$->text_span = @label; $$->node = $body; statement_take_cites(p, $$, &$cites); }
           | error END                                    { $$ = NULL; yyerrok; resume_found(p); text_empty(&p->doc); }
           | error RIGHT_BRACE                            { $$ = NULL; yyerrok; resume_found(p); text_empty(&p->doc); }
           ;
clause_rest : rule_clause[s] cites                        { $$ = $s; statement_take_cites(p, $$, &$cites); }
           ;
rule_clause : expr[h]                                     { $$ = clause(p, @$, $h, NULL); }
           | expr[h] IF body                              { $$ = clause(p, @$, $h, $body); }
           | expr[h] IF body[b] UNLESS body[e]            { $$ = clause_unless(p, @$, $h, $b, $e); }
           | expr[h] UNLESS body[e]                       { $$ = clause_unless(p, @$, $h, NULL, $e); }
           | PRESUMABLY rule_clause[s]                    { $$ = $s; $$->is_presumptive = true; }
           | AGAINST rule_clause[s]                       { $$ = objection(p, $s); }
           ;
forecast   : body[e]                                      { $$ = prediction(p, @$, $e, NULL); }
           | body[e] IF body[b]                           { $$ = prediction(p, @$, $e, $b); }
           ;
aspect     : %empty { $$ = (Str){NULL, 0}; } | LEFT label CLOSE { $$ = $label; } ;
basis      : %empty { $$ = false; } | RECONSTRUCTION { $$ = true; } ;
label      : name | CAPITAL ;
name       : NAME | QUOTED ;
gloss      : %empty { $$ = (Str){NULL, 0}; } | TEXT ;
strength   : %empty { $$ = STRENGTH_CERTAIN; } | LIKELY { $$ = STRENGTH_LIKELY; } | POSSIBLE { $$ = STRENGTH_POSSIBLE; } ;
cites      : %empty                                       { $$ = (CiteList){0}; }
           | cites[l] cite                                { $$ = $l; vec_push(&$$, *$cite); }
           ;
cite       : CITE label                                   { $$ = NEW(CiteNode, {.key = $label, .span = @label}); }
           | CITE label TEXT                              { $$ = NEW(CiteNode, {.key = $label, .locator = $TEXT, .has_locator = true, .span = @label}); }
           ;

relation   : RELATION name gloss                          { $$ = statement_new(p, STMT_RELATION, @$); $$->label = $name; $$->label_span = @name; $$->text = $gloss; $$->text_span = @gloss; }
           | RELATION name LEFT columns CLOSE gloss
                { $$ = statement_new(p, STMT_RELATION, @$); $$->label = $name; $$->label_span = @name; $$->text = $gloss; $$->text_span = @gloss;
                  $$->column_count = (uint32_t)$columns.count; $$->columns = arena_copy(p->arena, $columns.items, $columns.count * sizeof *$columns.items); vec_free(&$columns); }
           | relation[r] KEY LEFT names CLOSE             { $$ = $r; take_keys(p, $$, &$names, @names); }
           ;
columns    : column                                       { $$ = (ColumnList){0}; vec_push(&$$, *$column); }
           | columns[l] COMMA column                      { $$ = $l; vec_push(&$$, *$column); }
           ;
column     : label                                        { $$ = NEW(ColumnNode, {.name = $label, .span = @label, .type_span = @label}); }
           | label QUESTION                               { $$ = NEW(ColumnNode, {.name = $label, .span = @label, .type_span = @label, .is_optional = true}); }
           | label COLON name[t]                          { $$ = NEW(ColumnNode, {.name = $label, .type = $t, .span = @label, .type_span = @t}); }
           | label COLON name[t] QUESTION                 { $$ = NEW(ColumnNode, {.name = $label, .type = $t, .span = @label, .type_span = @t, .is_optional = true}); }
           | label COLON name[t] FROM name[d]             { $$ = NEW(ColumnNode, {.name = $label, .type = $t, .span = @label, .type_span = @t, .domain = $d, .domain_span = @d}); }
           | label FROM name[d]                           { $$ = NEW(ColumnNode, {.name = $label, .span = @label, .type_span = @label, .domain = $d, .domain_span = @d}); }
           ;
names      : label                                        { $$ = (NameList){0}; vec_push(&$$, $label); }
           | names[l] COMMA label                         { $$ = $l; vec_push(&$$, $label); }
           ;
type       : TYPE name EQ members                         { $$ = statement_new(p, STMT_TYPE, @$); $$->label = $name; $$->label_span = @name;
                                                            $$->node_count = (uint32_t)$members.count; $$->nodes = $members.items; }
           | TYPE name[n] EQ name[b] bound[low] RANGE bound[high]
                { $$ = statement_new(p, STMT_TYPE, @$); $$->label = $n; $$->label_span = @n; $$->base_type = $b; $$->base_type_span = @b; $$->has_range = true; $$->low = $low; $$->high = $high; }
           ;
bound      : INT                                          { $$ = (int64_t)$INT; }
           | MINUS INT                                    { $$ = (int64_t)(0 - $INT); }
           ;
members    : member                                       { $$ = (NodeList){0}; nodes_add(p, &$$, $member); }
           | members[l] BAR member                        { $$ = $l; nodes_add(p, &$$, $member); }
           ;
member     : name                                         { $$ = node_text(p, NODE_NAME, @$, $name); }
           | TEXT                                         { $$ = node_text(p, NODE_TEXT, @$, $TEXT); }
           ;
fields     : %empty                                       { $$ = (FieldList){0}; }
           | field                                        { $$ = (FieldList){0}; vec_push(&$$, *$field); }
           | fields[l] COMMA field                        { $$ = $l; vec_push(&$$, *$field); }
           ;
field      : name TEXT                                    { $$ = NEW(FieldNode, {$name, $TEXT, @$}); }
           | name INT                                     { $$ = NEW(FieldNode, {$name, span_text(p->sources, @INT), @$}); }
           ;
row_name   : name | TEXT ;
pairs      : pair                                         { $$ = (PairList){0}; vec_push(&$$, *$pair); }
           | pairs[l] COMMA pair                          { $$ = $l; vec_push(&$$, *$pair); }
           ;
pair       : label[c] COLON label[t]                      { $$ = NEW(PairNode, {$c, $t, false, @c, @t}); }
           | label[c] COLON TEXT[t]                       { $$ = NEW(PairNode, {$c, $t, true, @c, @t}); }
           ;
atoms      : expr                                         { $$ = (NodeList){0}; nodes_add(p, &$$, $expr); }
           | atoms[l] COMMA expr                          { $$ = $l; nodes_add(p, &$$, $expr); }
           ;

items      : %empty                                       { $$ = (ItemList){0}; }
           | items[l] item                                { $$ = $l; vec_push(&$$, *$item); }
           | items[l] error END                           { $$ = $l; yyerrok; resume_found(p); }
           ;
item       : ASSERT expr cites END                        { $$ = item_new(p, ITEM_ASSERT, @$); $$->node = $expr; take_cites(p, $$, &$cites); }
           | ASSERT label COLON expr cites END            { $$ = item_new(p, ITEM_ASSERT, @$); $$->node = $expr; $$->label = $label; take_cites(p, $$, &$cites); }
           | ASSERT PRESUMABLY expr cites END             { $$ = item_new(p, ITEM_ASSERT, @$); $$->node = $expr; $$->is_presumptive = true; take_cites(p, $$, &$cites); }
           | ASSERT label COLON PRESUMABLY expr cites END { $$ = item_new(p, ITEM_ASSERT, @$); $$->node = $expr; $$->label = $label; $$->is_presumptive = true; take_cites(p, $$, &$cites); }
           | RETRACT expr END                             { $$ = item_new(p, ITEM_RETRACT, @$); $$->node = $expr; }
           | PREFER label[a] OVER label[b] END            { $$ = item_new(p, ITEM_PREFER, @$); $$->text = $a; $$->text_span = @a; $$->word = $b; $$->word_span = @b; }
           | DISTRUST label END                           { $$ = item_new(p, ITEM_DISTRUST, @$); $$->text = $label; $$->text_span = @label; }
           | expectation[e] END                           { $$ = $e; $$->span = @$; }
           ;
expectation : EXPECT body                                  { $$ = item_new(p, ITEM_EXPECT, @$); $$->form = EXPECT_FORM_BODY; $$->node = $body; }
           | EXPECT STATUS[w] expr                          { $$ = item_new(p, ITEM_EXPECT, @$); $$->form = EXPECT_FORM_STATUS; $$->word = $w; $$->word_span = @w; $$->node = $expr; }
           | EXPECT CLAIM label NAME[w]                   { $$ = item_new(p, ITEM_EXPECT, @$); $$->form = EXPECT_FORM_CLAIM; $$->text = $label; $$->text_span = @label; $$->word = $w; $$->word_span = @w; }
           | EXPECT CLAIM label NAME[w] COLON NAME[r]     { $$ = item_new(p, ITEM_EXPECT, @$); $$->form = EXPECT_FORM_CLAIM; $$->text = $label; $$->text_span = @label; $$->word = $w; $$->word_span = @w; $$->reason = $r; $$->reason_span = @r; }
           | EXPECT ANSWERS expr COLON terms              { $$ = item_new(p, ITEM_EXPECT, @$); $$->form = EXPECT_FORM_ANSWERS; $$->node = $expr; drop_none(p, &$terms);
                                                            $$->row_count = (uint32_t)$terms.count; $$->rows = $terms.items; }
           ;
parts      : %empty                                       { $$ = (ItemList){0}; }
           | parts[l] part                                { $$ = $l; vec_push(&$$, *$part); }
           | parts[l] error END                           { $$ = $l; yyerrok; resume_found(p); }
           ;
part       : TASK TEXT END                                { $$ = item_new(p, ITEM_TASK, @$); $$->text = $TEXT; $$->text_span = @TEXT; }
           | HINT TEXT END                                { $$ = item_new(p, ITEM_HINT, @$); $$->text = $TEXT; $$->text_span = @TEXT; }
           | DEFINE names[l] END                          { $$ = part_new(p, ITEM_DEFINE, @$, &$l, NULL); }
           | DEFINE name[k] COLON names[l] END            { $$ = part_new(p, ITEM_DEFINE, @$, &$l, NULL); $$->word = $k; $$->word_span = @k; }
           | DEFINE INT name[k] COLON names[l] END        { $$ = part_new(p, ITEM_DEFINE, @$, &$l, NULL); $$->word = $k; $$->word_span = @k; $$->number = $INT; }
           | DEFINE INT name[k] END                       { $$ = part_new(p, ITEM_DEFINE, @$, NULL, NULL); $$->word = $k; $$->word_span = @k; $$->number = $INT; }
           | expectation[e] world worth END               { $$ = expected($e, $world, @world, $worth, false); }
           | HIDDEN expectation[e] world worth END        { $$ = expected($e, $world, @world, $worth, true); }
           | COMPARE name[r] worth END                    { $$ = expected(part_new(p, ITEM_COMPARE, @$, NULL, NULL), $r, @r, $worth, false); }
           | COMPARE name[r] OVER names[l] worth END      { $$ = expected(part_new(p, ITEM_COMPARE, @$, &$l, NULL), $r, @r, $worth, false); }
           | HIDDEN COMPARE name[r] worth END             { $$ = expected(part_new(p, ITEM_COMPARE, @$, NULL, NULL), $r, @r, $worth, true); }
           | HIDDEN COMPARE name[r] OVER names[l] worth END { $$ = expected(part_new(p, ITEM_COMPARE, @$, &$l, NULL), $r, @r, $worth, true); }
           | VARY names[l] FROM names[r] END              { $$ = part_new(p, ITEM_VARY, @$, &$l, &$r); }
           | SOLUTION mark LEFT_BRACE[o] program RIGHT_BRACE[c] { $$ = answer(p, ITEM_SOLUTION, @$, @o, @c, $mark); }
           | WRONG TEXT mark LEFT_BRACE[o] program RIGHT_BRACE[c] { $$ = answer(p, ITEM_WRONG, @$, @o, @c, $mark); $$->text = $TEXT; $$->text_span = @TEXT; }
           ;
world      : %empty                                       { $$ = (Str){NULL, 0}; }
           | IN name                                      { $$ = $name; @$ = @name; }
           ;
worth      : %empty                                       { $$ = 1; }
           | POINTS INT                                   { $$ = $INT; }
           ;
mark       : %empty                                       { $$ = p->statements.count; keep_doc(p); }
           ;

body       : conj
           | body[l] SEMICOLON conj                       { $$ = node_join(p, NODE_OR, @$, $l, $conj); }
           ;
conj       : literal
           | conj[l] COMMA literal                        { $$ = node_join(p, NODE_AND, @$, $l, $literal); }
           ;
literal    : expr
           | expr[l] compare expr[r]                      { $$ = node_two(p, NODE_COMPARE, @$, $l, $r); $$->op = $compare; }
           | expr[l] IS expr[r]                           { $$ = node_two(p, NODE_IS, @$, $l, $r); }
           | NOT literal[l]                               { $$ = node_one(p, NODE_NOT, @$, $l); }
           ;
compare    : EQ { $$ = OP_EQ; } | NE { $$ = OP_NE; } | LT { $$ = OP_LT; } | LE { $$ = OP_LE; } | GT { $$ = OP_GT; } | GE { $$ = OP_GE; } ;
expr       : primary
           | expr[l] PLUS expr[r]                         { $$ = node_two(p, NODE_BINARY, @$, $l, $r); $$->fn = FN_ADD; }
           | expr[l] MINUS expr[r]                        { $$ = node_two(p, NODE_BINARY, @$, $l, $r); $$->fn = FN_SUBTRACT; }
           | expr[l] TIMES expr[r]                        { $$ = node_two(p, NODE_BINARY, @$, $l, $r); $$->fn = FN_MULTIPLY; }
           | expr[l] SLASH expr[r]                        { $$ = node_two(p, NODE_BINARY, @$, $l, $r); $$->fn = FN_DIVIDE; }
           | expr[l] MOD expr[r]                          { $$ = node_two(p, NODE_BINARY, @$, $l, $r); $$->fn = FN_MOD; }
           | MINUS expr[e] %prec NEGATIVE                 { $$ = node_negative(p, @$, $e); }
           ;
primary    : name                                         { $$ = node_text(p, NODE_NAME, @$, $name); }
           | name LEFT args CLOSE                         { $$ = node_call(p, @$, @name, $name, &$args); }
           | TEXT                                         { $$ = node_text(p, NODE_TEXT, @$, $TEXT); }
           | INT                                          { $$ = make_int(p, @$, $INT); }
           | FLOAT                                        { $$ = node_new(p, NODE_FLOAT, @$); $$->real = $FLOAT; }
           | DATE                                         { $$ = node_new(p, NODE_DATE, @$); $$->date = $DATE; }
           | CAPITAL                                      { $$ = node_text(p, NODE_VARIABLE, @$, $CAPITAL); }
           | ANY                                          { $$ = node_new(p, NODE_ANY, @$); }
           | LEFT body CLOSE                              { $$ = paren($body); }
           | FORALL LEFT literal[a] COMMA literal[b] CLOSE { $$ = node_two(p, NODE_FORALL, @$, $a, $b); }
           | AGGREGATE[a] LEFT terms COLON body CLOSE     { nodes_add(p, &$terms, $body); $$ = node_list(p, NODE_AGGREGATE, @$, &$terms); $$->aggregate = $a; }
           ;
args       : %empty                                       { $$ = (NodeList){0}; }
           | arg_list
           ;
arg_list   : arg                                          { $$ = (NodeList){0}; nodes_add(p, &$$, $arg); }
           | arg_list[l] COMMA arg                        { $$ = $l; nodes_add(p, &$$, $arg); }
           ;
arg        : expr
           | name COLON expr                              { $$ = node_one(p, NODE_NAMED, @$, $expr); $$->text = $name; $$->name_span = @name; }
           ;
terms      : expr                                         { $$ = (NodeList){0}; nodes_add(p, &$$, $expr); }
           | terms[l] COMMA expr                          { $$ = $l; nodes_add(p, &$$, $expr); }
           ;
%%

static Node *make_int(Parser *p, Span span, uint64_t magnitude) {
    Node *node = node_new(p, NODE_INT, span);
    node->number = (int64_t)magnitude; /* 2^63 is INT64_MIN: right only behind a minus, which the checker sees to */
    return node;
}

static Item *item_new(Parser *p, ItemKind kind, Span span) {
    Item *item = arena_new(p->arena, Item);
    *item = (Item){.kind = kind, .span = span, .text_span = NO_SPAN, .word_span = NO_SPAN, .reason_span = NO_SPAN};
    return item;
}

static Str *names_copy(Parser *p, const NameList *names) {
    return arena_copy(p->arena, names->items, names->count * sizeof *names->items);
}

/* A part of an exercise; its lists may be NULL. */
static Item *part_new(Parser *p, ItemKind kind, Span span, const NameList *names, const NameList *pool) {
    Item *item = item_new(p, kind, span);
    item->world_span = NO_SPAN;
    if (names) {
        item->names = names_copy(p, names);
        item->name_count = (uint32_t)names->count;
        mem_free(names->items);
    }
    if (pool) {
        item->pool = names_copy(p, pool);
        item->pool_count = (uint32_t)pool->count;
        mem_free(pool->items);
    }
    return item;
}

/* What is worth points.  The relation of a comparison stands in text, the scenario of an expectation in world. */
static Item *expected(Item *item, Str world, Span world_span, uint64_t points, bool is_hidden) {
    if (item->kind == ITEM_COMPARE)
        item->text = world, item->text_span = world_span;
    else
        item->world = world, item->world_span = world_span;
    item->number = points;
    item->is_hidden = is_hidden;
    return item;
}

/* Of an answer that is wrong nothing becomes part of the program. */
static Item *answer(Parser *p, ItemKind kind, Span span, Span open, Span close, size_t mark) {
    Item *item = part_new(p, kind, span, NULL, NULL);
    item->answer = (Span){span.source, open.end, close.begin};
    if (kind == ITEM_WRONG && p->statements.count > mark) p->statements.count = mark;
    return item;
}

/* Each expectation is a test as well, so that `hence test` runs it on the solution. */
static void add_test(Parser *p, Str exercise, const Item *item) {
    Statement *s = statement_new(p, STMT_TEST, item->span);
    Str text = span_text(p->sources, item->span), word = STR("expect");
    if (text.length > word.length) text = str_trim((Str){text.text + word.length, text.length - word.length});
    Text name;
    text_init(&name);
    text_printf(&name, "%.*s: %.*s", STR_FMT(exercise), STR_FMT(text));
    s->label = arena_str(p->arena, text_str(&name));
    text_clear(&name);
    s->label_span = item->span;
    s->text_2 = item->world;
    s->text_2_span = item->world_span;
    s->items = arena_copy(p->arena, item, sizeof *item);
    s->item_count = 1;
    parser_add(p, s);
}

/* For the exercise, before a statement within takes it. */
static void keep_doc(Parser *p) {
    if (p->exercise_doc.length == 0) p->exercise_doc = arena_str(p->arena, text_str(&p->doc));
    text_empty(&p->doc);
}

static Statement *exercise(Parser *p, Span span, Str name, ItemList *parts) {
    keep_doc(p);
    Statement *s = statement_new(p, STMT_EXERCISE, span);
    s->label = name;
    s->part_count = (uint32_t)parts->count;
    s->parts = arena_copy(p->arena, parts->items, parts->count * sizeof *parts->items);
    vec_free(parts);
    for (uint32_t i = 0; i < s->part_count; i++)
        if (s->parts[i].kind == ITEM_EXPECT) add_test(p, name, &s->parts[i]);
    text_add(&p->doc, p->exercise_doc);
    p->exercise_doc = (Str){NULL, 0};
    return s;
}

static Statement *clause(Parser *p, Span span, Node *head, Node *body) {
    Statement *s = statement_new(p, STMT_CLAUSE, span);
    if (body) warn_of_margin(p, body);
    s->head = head;
    s->body = body;
    return s;
}

/* `unless e` is one premise more: not (e). */
static Statement *clause_unless(Parser *p, Span span, Node *head, Node *body, Node *exception) {
    Node *denied = node_one(p, NODE_NOT, exception->span, exception);
    denied->is_exception = true;
    Span all = body ? span_join(body->span, exception->span) : exception->span;
    Statement *s = clause(p, span, head, body ? node_join(p, NODE_AND, all, body, denied) : denied);
    s->exception = exception;
    return s;
}

/* An objection always has a body, if only `true`. */
static Statement *objection(Parser *p, Statement *s) {
    s->kind = STMT_AGAINST;
    if (!s->body) s->body = node_new(p, NODE_TRUE, s->head->span);
    return s;
}

/* `undetermined` in place of an expectation is no atom: the theory expects nothing definite. */
static Statement *prediction(Parser *p, Span span, Node *expected, Node *premise) {
    Statement *s = statement_new(p, STMT_PREDICTION, span);
    bool is_open = expected->kind == NODE_NAME && str_equal(expected->text, STR("undetermined"));
    s->node = is_open ? NULL : expected;
    s->premise = premise;
    s->body = s->node && premise ? node_two(p, NODE_AND, span, premise, expected) : s->node ? s->node : premise;
    return s;
}

static void take_items(Parser *p, Statement *s, ItemList *items) {
    s->item_count = (uint32_t)items->count;
    s->items = arena_copy(p->arena, items->items, items->count * sizeof *items->items);
    vec_free(items);
}

/* `expect answers p(X): none.` has no rows; the symbol none would stand in parentheses, as all rows do. */
static void drop_none(Parser *p, NodeList *rows) {
    if (rows->count != 1 || rows->items[0]->kind != NODE_NAME || !str_equal(rows->items[0]->text, STR("none"))) return;
    uint32_t at = rows->items[0]->span.begin;
    while (at > 0 && strchr(" \t\r\n", p->text.text[at - 1])) at--;
    if (at > 0 && p->text.text[at - 1] == ':') vec_empty(rows);
}

static void take_keys(Parser *p, Statement *s, NameList *names, Span span) {
    Str **keys = arena_array(p->arena, Str *, s->key_count + 1);
    Span *spans = arena_array(p->arena, Span, s->key_count + 1);
    uint32_t *sizes = arena_array(p->arena, uint32_t, s->key_count + 1);
    for (uint32_t i = 0; i < s->key_count; i++) keys[i] = s->keys[i], spans[i] = s->key_spans[i], sizes[i] = s->key_sizes[i];
    keys[s->key_count] = arena_copy(p->arena, names->items, names->count * sizeof *names->items);
    spans[s->key_count] = span;
    sizes[s->key_count++] = (uint32_t)names->count;
    s->keys = keys;
    s->key_spans = spans;
    s->key_sizes = sizes;
    vec_free(names);
}

static void take_pairs(Parser *p, Statement *s, PairList *from, PairList *to) {
    if (from) {
        s->pair_count = (uint32_t)from->count;
        s->pairs = arena_copy(p->arena, from->items, from->count * sizeof *from->items);
        vec_free(from);
    }
    if (!to) return;
    s->pair_2_count = (uint32_t)to->count;
    s->pairs_2 = arena_copy(p->arena, to->items, to->count * sizeof *to->items);
    vec_free(to);
}

static void take_cites(Parser *p, Item *item, CiteList *cites) {
    item->cite_count = (uint32_t)cites->count;
    item->cites = arena_copy(p->arena, cites->items, cites->count * sizeof *cites->items);
    vec_free(cites);
}

/* Only for what is not a syntax error: the stack is full. */
static void hence_error(Span *span, void *lexer, Parser *p, const char *message) {
    (void)lexer;
    (void)message;
    if (p->too_deep) return;
    p->too_deep = true;
    Diag *diag = diag_add(p->diags, E0104, *span, "this is nested too deep to be read");
    diag_remedy(p->diags, diag, "name a part of it as a relation of its own");
}

static int yyreport_syntax_error(const yypcontext_t *context, void *lexer, Parser *p) {
    (void)lexer;
    yysymbol_kind_t kinds[YYNTOKENS];
    const char *names[YYNTOKENS];
    SyntaxError error = {.found = p->last_token, .before = p->token_before, .earlier = p->token_earlier, .first = p->first_token, .span = *yypcontext_location(context),
                         .before_begin = p->before_begin, .before_end = p->before_end, .expected = names};
    if (error.span.begin == p->text.length) error.found = 0;
    resume_lost(p, &error);
    if (yypcontext_token(context) == YYSYMBOL_INVALID) return 0;
    int count = yypcontext_expected_tokens(context, kinds, YYNTOKENS);
    error.expected_count = count < 0 ? 0 : (uint32_t)count;
    for (uint32_t i = 0; i < error.expected_count; i++) {
        names[i] = yysymbol_name(kinds[i]);
        error.wants_end = error.wants_end || kinds[i] == YYSYMBOL_END;
        error.wants_close = error.wants_close || kinds[i] == YYSYMBOL_CLOSE;
    }
    if (!p->has_failed) advise(p, &error);
    else if (error.wants_end && is_on_later_line(p, &error)) (void)missing_end(p, &error); /* hides no mistake behind it */
    return 0;
}
