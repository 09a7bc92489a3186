-- The configuration that editors/neovim/README.md describes.

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
