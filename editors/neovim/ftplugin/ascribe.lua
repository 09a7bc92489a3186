if vim.b.did_ftplugin then
    return
end
vim.b.did_ftplugin = 1

vim.bo.commentstring = '%% %s'
vim.bo.comments = ':%%'

-- Prose: a paragraph may be one long line, and is never hard-wrapped.
vim.wo[0][0].wrap = true
vim.wo[0][0].linebreak = true
vim.bo.textwidth = 0

-- An id stays in its line. The option is global, so it holds while the cursor is in a document.
local breaks = vim.api.nvim_create_augroup('ascribe.breaks', { clear = false })
vim.api.nvim_clear_autocmds({ group = breaks, buffer = 0 })
local others = vim.o.breakat
vim.api.nvim_create_autocmd('BufEnter', {
    buffer = 0,
    group = breaks,
    callback = function()
        others = vim.o.breakat
        vim.o.breakat = ' \t'
    end,
})
vim.api.nvim_create_autocmd('BufLeave', {
    buffer = 0,
    group = breaks,
    callback = function()
        vim.o.breakat = others
    end,
})

-- Findings come and go; the text stays in its column.
if vim.wo.signcolumn == 'auto' then
    vim.wo[0][0].signcolumn = 'yes'
end

-- Fields of declarations.
vim.bo.expandtab = true
vim.bo.shiftwidth = 2
vim.bo.softtabstop = -1

-- Keep the end of the file as it is, with or without a newline.
vim.bo.fixendofline = false

-- Declarations are folded once the server knows them.
if vim.g.ascribe_folds ~= false then
    vim.api.nvim_create_autocmd('LspAttach', {
        buffer = 0,
        group = vim.api.nvim_create_augroup('ascribe.folds', { clear = false }),
        callback = function(event)
            local client = vim.lsp.get_client_by_id(event.data.client_id)
            if client and client.name == 'ascribe' and vim.api.nvim_get_current_buf() == event.buf then
                require('ascribe.folds').open()
            end
        end,
    })
end

local undo = require('ascribe.commands').define()
vim.list_extend(undo, {
    'setlocal commentstring< comments< wrap< linebreak< textwidth< signcolumn<',
    'setlocal expandtab< shiftwidth< softtabstop< fixendofline<',
    'setlocal foldmethod< foldexpr< foldtext< foldlevel<',
    'execute "autocmd! ascribe.folds * <buffer>"',
    'execute "autocmd! ascribe.breaks * <buffer>"',
    'lua vim.treesitter.stop()',
})
vim.b.undo_ftplugin = table.concat(undo, ' | ')

-- The parser exists once `build-parser` has run.
local has_tree = vim.treesitter.language.add('ascribe') == true
require('ascribe.colours').define(has_tree)
if has_tree then
    vim.treesitter.start()
end
