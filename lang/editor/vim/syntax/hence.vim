" Vim syntax of Hence, a rule language for arguments.
if exists("b:current_syntax")
  finish
endif
let s:cpo = &cpo
set cpo&vim

" Words of the language are words only where a plain clause could not have them: behind a blank, before another word.
syn match henceKeyword /\<\%(relation\|open\|type\|parameter\|rule\|presumably\|against\|undercut\|prefer\|contrary\|claim\|prediction\|source\|scenario\|test\|use\|load\|map\|expect\|assert\|retract\|distrust\|exercise\|task\|define\|compare\|hidden\|hint\|vary\|solution\|wrong\)\>\ze\_s\+[^ \t.,:;=)]/
syn match henceKeyword /\%(\s\|[)"']\)\@1<=\<\%(cite\|key\|from\|to\|over\|in\|points\|answers\|likely\|possible\|reconstruction\)\>/
syn keyword henceOperatorWord not forall is mod unless
syn match henceStatus /\<\%(established\|refuted\|undecided\|unsupported\|inconsistent\|contested\|excepted\|unknown\|cyclic\)\>/
syn match henceFunction /\<\%(abs\|float\|round\|year\|month\|day\|concat\|length\|upper\|lower\|substring\|contains\|starts_with\|ends_with\|count\|sum\|min\|max\|avg\)\>\ze(/
syn match henceType /\%([:=]\s*\)\@10<=\<\%(symbol\|int\|float\|date\)\>/
syn keyword henceConstant none true

syn match henceVariable /\<[A-Z_][A-Za-z0-9_]*/
syn match henceNumber /\<\d\+\%(\.\d\+\)\?\%([eE][-+]\?\d\+\)\?\>/
syn match henceNumber /\<\d\{4}-\d\d-\d\d\>/
syn match henceOperator /:-\|?-\|\\+\|\\=\|!=\|=<\|<=\|>=\|\.\.\|[-+*/=<>|]/
syn match henceLabel /^\s*\zs\h\w*\ze\s*:\%(-\)\@!/

syn match henceEscape contained /\\\%(u{\x*}\|.\)/
syn match henceColumn contained /{[^{}"]*}/
syn region henceString start=/"/ end=/"/ skip=/\\./ contains=henceEscape,henceColumn,@Spell
syn match henceQuoted /'\%([^'\\]\|\\.\|''\)*'/

syn match henceComment /%.*$/ contains=henceTodo,@Spell
syn match henceDoc /%%%\@!.*$/ contains=henceTodo,@Spell
syn region henceComment start="/\*" end="\*/" contains=henceTodo,@Spell
syn keyword henceTodo contained TODO FIXME XXX
syn sync minlines=100

hi def link henceKeyword Keyword
hi def link henceOperatorWord Keyword
hi def link henceStatus Constant
hi def link henceFunction Function
hi def link henceType Type
hi def link henceConstant Constant
hi def link henceVariable Identifier
hi def link henceNumber Number
hi def link henceOperator Operator
hi def link henceLabel Label
hi def link henceEscape SpecialChar
hi def link henceColumn Identifier
hi def link henceString String
hi def link henceQuoted String
hi def link henceComment Comment
hi def link henceDoc SpecialComment
hi def link henceTodo Todo

let b:current_syntax = "hence"
let &cpo = s:cpo
unlet s:cpo
