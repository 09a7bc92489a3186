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

--- Names of tokens, for groups such as `@lsp.type.quotation.ascribe`.
local TOKEN_TYPES = {
    'actor',
    'source',
    'label',
    'keyword',
    'property',
    'string',
    'quotation',
    'enumMember',
    'number',
    'comment',
    'operator',
}
local TOKEN_MODIFIERS =
    { 'declaration', 'definition', 'defaultLibrary', 'unresolved', 'mention', 'attributed', 'unattributed', 'draft' }

--- Shows the locations counted by a lens in the quickfix list.
local function show_references(command, context)
    local client = assert(vim.lsp.get_client_by_id(context.client_id))
    local places = (command.arguments or {})[3] or {}
    local items = vim.lsp.util.locations_to_items(places, client.offset_encoding)
    vim.fn.setqflist({}, ' ', { title = command.title, items = items })
    vim.cmd('botright copen')
end

--- Lists what an actor says in the quickfix window. Neovim's own list has the lines of the caller in the file of the call.
local function show_statements(_, calls, context)
    local client = assert(vim.lsp.get_client_by_id(context.client_id))
    local places = vim.tbl_map(function(call)
        return { uri = call.to.uri, range = call.to.selectionRange }
    end, calls or {})
    local items = vim.lsp.util.locations_to_items(places, client.offset_encoding)
    vim.fn.setqflist({}, ' ', { title = 'Statements', items = items })
    vim.cmd('botright copen')
end

--- Selects what an action has written to be replaced: what is typed next stands in its place.
local function select_range(command, context)
    local client = assert(vim.lsp.get_client_by_id(context.client_id))
    local uri, range = unpack(command.arguments or {})
    if not vim.lsp.util.show_document({ uri = uri, range = range }, client.offset_encoding, { focus = true }) then
        return
    end
    local line = vim.fn.getline(range['end'].line + 1)
    local behind = vim.str_byteindex(line, client.offset_encoding, range['end'].character, false)
    -- Of the last character, since a selection includes it.
    local last = behind - 1 + vim.str_utf_start(line, behind)
    vim.cmd.normal({ 'v', bang = true })
    vim.api.nvim_win_set_cursor(0, { range['end'].line + 1, last })
    vim.cmd.normal({ vim.keycode('<C-g>'), bang = true })
end

--- Shows a message in one line, so that no key has to be pressed to go on.
local function show_message(_, params)
    -- The protocol counts from errors to logs, and Neovim from traces to errors.
    local level = math.max(vim.log.levels.INFO, vim.log.levels.ERROR + 1 - params.type)
    vim.notify(params.message, level)
    return vim.NIL
end

---@type vim.lsp.Config
return {
    cmd = { 'ascribe', 'lsp' },
    filetypes = { 'ascribe', 'toml.ascribe-config' },
    -- A repository may have several casts and configurations. Neovim before 0.11.3 knows no groups of equal rank.
    root_markers = vim.fn.has('nvim-0.11.3') == 1 and { '.git', { 'ascribe.toml', 'cast.ascribe' } }
        or { '.git', 'ascribe.toml', 'cast.ascribe' },
    capabilities = {
        experimental = { commands = { 'ascribe.showReferences', 'ascribe.select' } },
        textDocument = { semanticTokens = { tokenTypes = TOKEN_TYPES, tokenModifiers = TOKEN_MODIFIERS } },
    },
    commands = { ['ascribe.showReferences'] = show_references, ['ascribe.select'] = select_range },
    handlers = {
        ['callHierarchy/outgoingCalls'] = show_statements,
        ['window/showMessage'] = show_message,
    },
    get_language_id = function(_, filetype)
        return filetype == 'ascribe' and filetype or 'toml'
    end,
}
