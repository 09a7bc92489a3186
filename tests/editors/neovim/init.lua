-- Configuration as described in editors/neovim/README.md.

vim.opt.runtimepath:prepend(vim.env.ASCRIBE_RUNTIME)
vim.lsp.enable('ascribe')

vim.o.completeopt = 'menuone,noselect,popup'
vim.api.nvim_create_autocmd('LspAttach', {
    callback = function(event)
        local client = assert(vim.lsp.get_client_by_id(event.data.client_id))
        if client.name == 'ascribe' then
            vim.lsp.completion.enable(true, client.id, event.buf, { autotrigger = true })
        end
    end,
})

vim.api.nvim_create_autocmd('FileType', {
    pattern = 'ascribe',
    callback = function(event)
        local keys = { a = 'Accept', r = 'Reject', w = 'Attribute', n = 'NextDraft', p = 'PreviousDraft', d = 'DraftParagraph' }
        for key, command in pairs(keys) do
            vim.keymap.set('n', '<LocalLeader>' .. key, '<Cmd>Ascribe' .. command .. '<CR>', { buffer = event.buf })
        end
    end,
})
