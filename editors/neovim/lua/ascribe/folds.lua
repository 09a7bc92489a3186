--- Folds by the language server; the declarations are closed when a document is opened.
local M = {}

--- Takes the folds of the window from the server, and closes the declarations.
function M.open()
    local window = vim.wo[0][0]
    window.foldmethod = 'expr'
    window.foldexpr = 'v:lua.vim.lsp.foldexpr()'
    window.foldtext = 'v:lua.vim.lsp.foldtext()'
    window.foldlevel = 99
    M.close()
end

--- Closes the declarations, once the folds of this text are known.
function M.close()
    local window, buffer = vim.api.nvim_get_current_win(), vim.api.nvim_get_current_buf()
    local client = vim.lsp.get_clients({ bufnr = buffer, name = 'ascribe' })[1]
    if not client or vim.wo.foldexpr ~= 'v:lua.vim.lsp.foldexpr()' then
        return
    end
    -- Answered behind Neovim's own request, which does not mind that a window is closed meanwhile.
    local params = { textDocument = vim.lsp.util.make_text_document_params(buffer) }
    client:request('textDocument/foldingRange', params, function()
        if vim.api.nvim_win_is_valid(window) and vim.api.nvim_win_get_buf(window) == buffer then
            vim.lsp.foldclose('imports', window)
        end
    end, buffer)
end

return M
