if vim.b.did_ftplugin then
    return
end
vim.b.did_ftplugin = 1

vim.bo.commentstring = '%% %s'
vim.bo.comments = ':%%'

-- Prose: a paragraph may be one long line, and is never broken for its length.
vim.wo[0][0].wrap = true
vim.wo[0][0].linebreak = true
vim.bo.textwidth = 0

-- Fields of declarations.
vim.bo.expandtab = true
vim.bo.shiftwidth = 2
vim.bo.softtabstop = -1

-- Whether the article ends in a newline is the article's own.
vim.bo.fixendofline = false

vim.b.undo_ftplugin = table.concat({
    'setlocal commentstring< comments< wrap< linebreak< textwidth<',
    'setlocal expandtab< shiftwidth< softtabstop< fixendofline<',
    'lua vim.treesitter.stop()',
}, ' | ')

-- The parser is there once `build-parser` has run.
if vim.treesitter.language.add('ascribe') then
    vim.treesitter.start()
end
