---@brief
---
--- The language server of Ascribe, a markup that annotates news articles.
---
--- `ascribe` has to be on the `PATH`; enable it with `vim.lsp.enable('ascribe')`.

--- Shows the locations counted by a lens in the quickfix list.
local function show_references(command, context)
    local client = assert(vim.lsp.get_client_by_id(context.client_id))
    local places = (command.arguments or {})[3] or {}
    local items = vim.lsp.util.locations_to_items(places, client.offset_encoding)
    vim.fn.setqflist({}, ' ', { title = command.title, items = items })
    vim.cmd('botright copen')
end

---@type vim.lsp.Config
return {
    cmd = { 'ascribe', 'lsp' },
    capabilities = { experimental = { commands = { 'ascribe.showReferences' } } },
    commands = { ['ascribe.showReferences'] = show_references },
    filetypes = { 'ascribe', 'toml' },
    -- The only TOML files for the server are configuration files. A repository may have several.
    root_dir = function(buffer, start)
        local name = vim.fs.basename(vim.api.nvim_buf_get_name(buffer))
        if vim.bo[buffer].filetype == 'ascribe' or name == 'ascribe.toml' then
            start(vim.fs.root(buffer, '.git') or vim.fs.root(buffer, { 'ascribe.toml', 'cast.ascribe' }))
        end
    end,
}
