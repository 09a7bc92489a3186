autocmd BufNewFile,BufRead *.ascribe setfiletype ascribe
" TOML, of which the language server reads no other file.
autocmd BufNewFile,BufRead ascribe.toml set filetype=toml.ascribe-config
