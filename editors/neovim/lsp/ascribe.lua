---@brief
---
--- The language server of Ascribe, a markup that annotates news articles.
---
--- `ascribe` has to be on the `PATH`; enable it with `vim.lsp.enable('ascribe')`.

---@type vim.lsp.Config
return {
    cmd = { 'ascribe', 'lsp' },
    filetypes = { 'ascribe' },
    root_markers = { 'ascribe.toml', 'cast.ascribe', '.git' },
}
