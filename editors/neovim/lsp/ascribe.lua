---@brief
---
--- https://github.com/ascribe-lsp/ascribe
---
--- Language server for Ascribe, a markup for news articles that records who said what, and where that is on record.
---
--- `ascribe` can be installed with `cargo`:
---
--- ```sh
--- cargo install --locked --git https://github.com/ascribe-lsp/ascribe ascribe
--- ```
---
--- The runtime directory of the repository detects the filetypes; without it:
---
--- ```lua
--- vim.filetype.add({
---     extension = { ascribe = 'ascribe' },
---     filename = { ['ascribe.toml'] = 'toml.ascribe-config' },
--- })
--- ```

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
    filetypes = { 'ascribe', 'toml.ascribe-config' },
    -- A repository may have several casts and configurations.
    root_markers = { '.git', { 'ascribe.toml', 'cast.ascribe' } },
    capabilities = { experimental = { commands = { 'ascribe.showReferences' } } },
    commands = { ['ascribe.showReferences'] = show_references },
    get_language_id = function(_, filetype)
        return filetype == 'ascribe' and filetype or 'toml'
    end,
    on_attach = function(client, buffer)
        vim.api.nvim_buf_create_user_command(buffer, 'LspAscribeStrip', function()
            local strip = { title = 'Strip', command = 'ascribe.strip', arguments = { { uri = vim.uri_from_bufnr(buffer) } } }
            client:exec_cmd(strip, { bufnr = buffer }, function(problem, text)
                if problem then
                    vim.notify(problem.message, vim.log.levels.ERROR)
                    return
                end
                vim.cmd('new')
                vim.bo.buftype = 'nofile'
                vim.bo.bufhidden = 'wipe'
                vim.api.nvim_buf_set_lines(0, 0, -1, false, vim.split(text, '\r?\n'))
            end)
        end, { desc = 'Show the article without the markup' })
    end,
}
