au BufRead,BufNewFile *.hence setfiletype hence
