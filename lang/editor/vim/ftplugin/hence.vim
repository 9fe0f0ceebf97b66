" Comments, indentation and `gq` for Hence.
if exists("b:did_ftplugin")
  finish
endif
let b:did_ftplugin = 1
setlocal commentstring=%\ %s comments=s1:/*,mb:*,ex:*/,:%%,:% shiftwidth=2 expandtab
if executable("hence")
  setlocal formatprg=hence\ fmt
endif
let b:undo_ftplugin = "setlocal commentstring< comments< shiftwidth< expandtab< formatprg<"
