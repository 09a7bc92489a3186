-- Indents the fields of declarations.

if vim.b.did_indent then
    return
end
vim.b.did_indent = 1

vim.bo.indentexpr = "v:lua.require'ascribe.indent'(v:lnum)"
vim.bo.indentkeys = 'o,O'
vim.b.undo_indent = 'setlocal indentexpr< indentkeys<'
