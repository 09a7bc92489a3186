autocmd BufNewFile,BufRead *.ascribe setfiletype ascribe
