-- Renaming, formatting, actions, typing and configuration.

local editor = require('editor')
local workspace, article, equal, lua, type_keys, eventually, go_to, DIAGNOSTICS, QUOTE =
    editor.workspace, editor.article, editor.equal, editor.lua, editor.type_keys, editor.eventually, editor.go_to, editor.DIAGNOSTICS, editor.QUOTE

local function renaming()
    -- Lines with the old and the new id, in open and closed documents.
    local lines = [[
        local counts = {}
        for _, name in ipairs({ 'article', 'cast', 'winter' }) do
            local buffer = vim.fn.bufadd(vim.fs.joinpath(..., name .. '.ascribe'))
            vim.fn.bufload(buffer)
            local text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n')
            counts[name] = { select(2, text:gsub('@lind', '')), select(2, text:gsub('@chair', '')) }
        end
        return counts
    ]]
    go_to('@lind}')
    lua('vim.lsp.buf.rename("chair")')
    eventually('renaming reaches closed documents', { article = { 0, 2 }, cast = { 0, 1 }, winter = { 0, 2 } }, lines, workspace)
    go_to('@chair}')
    -- Neovim reports changes in other buffers with a delay.
    eventually('the server is told', true, [[
        local client = vim.lsp.get_clients({ bufnr = 0 })[1]
        local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
        local answer = client:request_sync('textDocument/definition', params, 5000)
        return answer ~= nil and not vim.tbl_isempty(answer.result or {})
    ]])
    lua('vim.lsp.buf.rename("lind")')
    eventually('and goes back', { article = { 2, 0 }, cast = { 1, 0 }, winter = { 2, 0 } }, lines, workspace)
end

local function formatting()
    go_to('{claim #cost')
    local tidy = lua('return vim.api.nvim_get_current_line()')
    lua('vim.api.nvim_set_current_line((...))', (tidy:gsub('{claim #cost @lind}', '{ @lind   #cost claim }')))
    lua('vim.lsp.buf.format({ async = false, timeout_ms = 5000 })')
    equal('formatting puts braces in order', lua('return vim.api.nvim_buf_get_lines(0, 18, 19, false)[1]'), tidy)
    equal('and fields', lua('return vim.api.nvim_buf_get_lines(0, 9, 10, false)[1]'), '  aka: Oduya')
    lua('vim.cmd.edit({ bang = true })')
end

local function code_action()
    go_to('@oduja')
    lua([[
        vim.lsp.buf.code_action({
            apply = true,
            context = { only = { 'quickfix' }, diagnostics = nil },
            filter = function(action) return action.title:find('@oduya', 1, true) ~= nil end,
        })
    ]])
    eventually('a code action mends the id', true, [[
        return vim.api.nvim_buf_get_lines(0, 23, 24, false)[1]:find('{claim @oduya},', 1, true) ~= nil
    ]])
    eventually('its diagnostic goes', { QUOTE }, DIAGNOSTICS)
end

local function silencing()
    go_to('Nobody')
    lua([[
        vim.lsp.buf.code_action({
            apply = true,
            filter = function(action) return action.title:find('in this document', 1, true) and action.title:find('Silence', 1, true) end,
        })
    ]])
    eventually('an action is worked out when it is chosen', true, [[return vim.fn.search('^allow: unattributed-quote$', 'nw') > 0]])
    eventually('and does what it says', {}, DIAGNOSTICS)
    type_keys('u')
    eventually('until it is undone', { QUOTE }, DIAGNOSTICS)
end

local function placeholder()
    lua('vim.cmd.enew(); vim.cmd.file(vim.fs.joinpath(..., "unnamed.ascribe")); vim.bo.filetype = "ascribe"', workspace)
    lua('vim.api.nvim_buf_set_lines(0, 0, -1, false, { "“It was never safe,” it was said." })')
    eventually('a speaker is missing', true, 'return #vim.diagnostic.get(0) > 0')
    lua([[
        vim.api.nvim_win_set_cursor(0, { 1, 5 })
        vim.lsp.buf.code_action({
            apply = true,
            context = { only = { 'quickfix' }, diagnostics = nil },
            filter = function(action) return action.title:find('Declare', 1, true) ~= nil end,
        })
    ]])
    eventually('what an action writes to be replaced is selected', 's', 'return vim.api.nvim_get_mode().mode')
    type_keys('Ove Dahl<Esc>')
    eventually('and what is typed replaces it', true, 'return vim.fn.search("^@[a-z]*: Ove Dahl$", "nw") > 0')
    lua('vim.cmd.bdelete({ bang = true })')
end

local function editing()
    go_to('”')
    type_keys('a{@oduya}<Esc>')
    eventually('typing who said it takes the warning away', {}, DIAGNOSTICS)
    type_keys('u')
    eventually('undoing it brings the warning back', { QUOTE }, DIAGNOSTICS)
end

local function configuration()
    local set = [[
        local file, severity = ...
        vim.cmd.drop(file)
        vim.api.nvim_buf_set_lines(0, 0, -1, false, { '[rules]', ('unattributed-quote = "%s"'):format(severity) })
    ]]
    local config = workspace .. '/ascribe.toml'
    lua(set, config, 'offf')
    eventually('what is wrong in ascribe.toml is shown at its place', {
        { 'configuration', 'ascribe', 'ERROR', 2, 22, '"offf"' },
    }, DIAGNOSTICS)
    lua(set, config, 'off')
    eventually('and goes when it is mended', {}, DIAGNOSTICS)
    -- Neovim 0.11 requests hints again only for edited buffers.
    go_to('told')
    type_keys('x')
    eventually('its buffer holds for the article', {}, DIAGNOSTICS)
    lua('vim.cmd.bdelete({ args = { ... }, bang = true })', config)
    type_keys('u')
    eventually('until it is closed', { QUOTE }, DIAGNOSTICS)
    lua('vim.cmd.edit(...)', workspace .. '/other.toml')
    lua('vim.wait(200)')
    equal('other TOML files are not for the server', lua('return #vim.lsp.get_clients({ bufnr = 0 })'), 0)
end

local function hints()
    go_to('Nobody')
    lua('vim.lsp.inlay_hint.enable(true)')
    eventually('the likely speaker stands behind a quotation without one', { 'likely @oduya' }, [[
        local shown = {}
        for _, hint in ipairs(vim.lsp.inlay_hint.get({ bufnr = 0 })) do
            local text = ''
            for _, part in ipairs(hint.inlay_hint.label) do text = text .. part.value end
            table.insert(shown, text)
        end
        return shown
    ]])
    local set = [[
        local client = vim.lsp.get_clients({ bufnr = 0 })[1]
        client.settings = { ascribe = { inlayHints = { speakers = ... } } }
        client:notify('workspace/didChangeConfiguration', { settings = client.settings })
    ]]
    lua(set, false)
    eventually('until the setting is off', 0, 'return #vim.lsp.inlay_hint.get({ bufnr = 0 })')
    lua(set, true)
    lua('vim.lsp.inlay_hint.enable(false)')
end

local function declaring()
    local before = lua('return vim.fn.changenr()')
    go_to('”')
    type_keys('a{@crew')
    eventually('what is not declared can be declared', true, [[
        for _, item in ipairs(vim.fn.complete_info({ 'items' }).items or {}) do
            if item.abbr == 'Declare @crew' then return true end
        end
        return false
    ]])
    type_keys('<C-n><C-y>}<Esc>')
    eventually('by taking it', { '@crew: Crew', true }, [[
        local found = vim.fn.search('^@crew: ', 'nw')
        local quotation = vim.fn.search('”{@crew} Samuel', 'nw') > 0
        return { vim.fn.getline(found), quotation }
    ]])
    lua('vim.cmd.undo({ count = ... })', before)
end

local function completion()
    go_to('”')
    type_keys('a{@')
    eventually('the completion offers the actors of both files', { lind = true, oduya = true }, [[
        local offered = {}
        for _, item in ipairs(vim.fn.complete_info({ 'items' }).items or {}) do
            for _, id in ipairs({ 'lind', 'oduya' }) do
                if item.word:find(id, 1, true) then offered[id] = true end
            end
        end
        return offered
    ]])
    type_keys('od<C-n><C-y>}<Esc>')
    eventually('what is chosen stands in the text', '“Nobody asked the crew about any of this,”{@oduya} Samuel Oduya said.', [[
        return vim.api.nvim_buf_get_lines(0, 21, 22, false)[1]
    ]])
    eventually('and it is right', {}, DIAGNOSTICS)
end

local function saving()
    local original = vim.fn.readblob(article)
    local last_line = '[Eleven thousand people took the ferry last year]{claim @oduya}, by his own count. Oduya has steered it since 1998.'
    assert(original[-1] ~= 10, 'the article ends without a newline')
    lua('vim.cmd.write()')
    local saved = io.open(article, 'rb'):read('*a')
    equal('saving adds no last newline', saved:sub(-#last_line - 1), '\n' .. last_line)
    equal('the server is still there', lua('return #vim.lsp.get_clients({ bufnr = 0 })'), 1)
end

return {
    renaming = renaming,
    formatting = formatting,
    code_action = code_action,
    placeholder = placeholder,
    silencing = silencing,
    editing = editing,
    configuration = configuration,
    hints = hints,
    declaring = declaring,
    completion = completion,
    saving = saving,
}
