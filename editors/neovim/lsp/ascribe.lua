---@brief
---
--- The language server of Ascribe, a markup that annotates news articles.
---
--- `ascribe` has to be on the `PATH`; enable it with `vim.lsp.enable('ascribe')`.

---@type vim.lsp.Config
return {
    cmd = { 'ascribe', 'lsp' },
    filetypes = { 'ascribe', 'toml' },
    -- Of TOML files only the configuration is the server's. It may stand in several folders of a repository.
    root_dir = function(buffer, start)
        local name = vim.fs.basename(vim.api.nvim_buf_get_name(buffer))
        if vim.bo[buffer].filetype == 'ascribe' or name == 'ascribe.toml' then
            start(vim.fs.root(buffer, '.git') or vim.fs.root(buffer, { 'ascribe.toml', 'cast.ascribe' }))
        end
    end,
}
