-- Findings, hovers, places and lenses.

local editor = require('editor')
local check, equal, lua, mode, type_keys, eventually, go_to, DIAGNOSTICS, QUOTE, ACTOR =
    editor.check, editor.equal, editor.lua, editor.mode, editor.type_keys, editor.eventually, editor.go_to, editor.DIAGNOSTICS, editor.QUOTE, editor.ACTOR

--- File name, line, and text at the cursor.
local WHERE = [[
    local row, column = unpack(vim.api.nvim_win_get_cursor(0))
    local line = vim.api.nvim_get_current_line()
    return { vim.fs.basename(vim.api.nvim_buf_get_name(0)), row, line:sub(column + 1):match('^@?([%w-]*)') }
]]

--- Number of quickfix entries per file.
local PLACES = [[
    local counts = {}
    for _, item in ipairs(vim.fn.getqflist()) do
        local name = vim.fs.basename(vim.api.nvim_buf_get_name(item.bufnr))
        counts[name] = (counts[name] or 0) + 1
    end
    return counts
]]

local function forget_places()
    lua('vim.cmd.cclose(); vim.fn.setqflist({}, "f")')
end

local function diagnostics()
    eventually('the diagnostics and their places', { QUOTE, ACTOR }, DIAGNOSTICS)
end

local function hover()
    local float = [[
        for _, window in ipairs(vim.api.nvim_list_wins()) do
            if vim.api.nvim_win_get_config(window).relative ~= '' then
                local lines = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false)
                local text = table.concat(lines, '\n')
                local found = {}
                for _, word in ipairs({ ... }) do
                    found[#found + 1] = text:find(word, 1, true) and word or nil
                end
                return found
            end
        end
    ]]
    for _, case in ipairs({
        { '@lind}', { 'Maren Lind', 'Chair of the Harbour Board' } },
        { 'Samuel Oduya said', { 'Samuel Oduya', 'Captain of the ferry Petrel' } },
    }) do
        local text, words = unpack(case)
        go_to(text)
        type_keys('K')
        eventually('K shows who it is on ' .. text, words, float, unpack(words))
        lua('vim.cmd.fclose({ bang = true })')
    end
end

local function definition()
    for _, case in ipairs({
        { 'from an @id to cast.ascribe', '@lind}', '<C-]>', { 'cast.ascribe', 4, 'lind' } },
        { 'from a name in the text to cast.ascribe', 'Maren Lind told', '<C-]>', { 'cast.ascribe', 4, 'lind' } },
        { 'from a name in the text to its declaration', 'Samuel Oduya said', '<C-]>', { 'article.ascribe', 9, 'oduya' } },
        { 'from another name of the actor', 'Oduya has', '<C-]>', { 'article.ascribe', 9, 'oduya' } },
    }) do
        local name, text, keys, place = unpack(case)
        go_to(text)
        type_keys(keys)
        eventually('definition ' .. name, place, WHERE)
    end
    go_to('Maren Lind told')
    lua('vim.lsp.buf.definition()')
    eventually('definition by vim.lsp.buf.definition', { 'cast.ascribe', 4, 'lind' }, WHERE)
end

local function calls()
    go_to('@lind}')
    lua('vim.lsp.buf.outgoing_calls()')
    eventually('what an actor says is listed at its words', {
        'article:19:2',
        'article:19:61',
        'winter:12:4',
        'winter:14:58',
    }, [[
        local found = {}
        for _, item in ipairs(vim.fn.getqflist()) do
            local name = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(item.bufnr), ':t:r')
            table.insert(found, ('%s:%d:%d'):format(name, item.lnum, item.col))
        end
        table.sort(found)
        return found
    ]])
    lua('vim.cmd.cclose(); vim.fn.setqflist({}, "f")')
end

local function symbols()
    go_to('@oduya')
    local listed = lua([[
        local params = { textDocument = vim.lsp.util.make_text_document_params() }
        local answer = vim.lsp.get_clients({ bufnr = 0 })[1]:request_sync('textDocument/documentSymbol', params, 5000)
        return vim.inspect(answer)
    ]])
    for _, name in ipairs({ 'oduya', 'council-meeting', 'cost' }) do
        check('there is a symbol for ' .. name, listed:find(name, 1, true) ~= nil, listed)
    end
    type_keys('gO')
    eventually('gO lists the declaration', true, [[
        for _, item in ipairs(vim.fn.getloclist(0)) do
            if item.lnum == 9 then return true end
        end
        return false
    ]])
    lua('vim.cmd.lclose()')
end

local function across_documents()
    go_to('@lind}')
    type_keys('grr')
    eventually(
        'grr lists the references, in closed documents too',
        { ['article.ascribe'] = 4, ['cast.ascribe'] = 1, ['winter.ascribe'] = 3 },
        PLACES
    )
    forget_places()
    go_to('@lind}')
    lua('vim.lsp.buf.workspace_symbol("hboe")')
    eventually('a symbol is found by its initials', { ['cast.ascribe'] = 1 }, PLACES)
    forget_places()
end

local function lenses()
    go_to('Repairs')
    lua('vim.lsp.codelens.refresh({ bufnr = 0 })')
    eventually('a lens tells who denies a claim', true, [[
        for _, lens in ipairs(vim.lsp.codelens.get(0)) do
            if lens.command and lens.command.title == 'denied by 1' then return true end
        end
        return false
    ]])
    -- Ends of visible lenses: the text that they stand above.
    local above = [[
        local found = {}
        for _, lens in ipairs(vim.lsp.codelens.get(0)) do
            if lens.command and lens.command.title == 'denied by 1' then
                table.insert(found, lens.range.start.line + 1)
            end
        end
        return found
    ]]
    type_keys('17Gyyp')
    eventually('a lens follows a change in normal mode', { 20 }, above)
    type_keys('u')
    eventually('and its undoing', { 19 }, above)
    go_to('Repairs')
    lua('vim.lsp.codelens.run()')
    eventually('and lists the places', { ['winter.ascribe'] = 1 }, PLACES)
    forget_places()
end

local function commands()
    local text = [[return { vim.bo.filetype, vim.fn.getline(1), vim.bo.modified }]]
    for _, case in ipairs({
        { 'AscribeStrip', 'text', 'The ferry between Eastmere and Holm will stop on 1 December, Maren Lind told the town council on Monday.' },
        { 'AscribeRecord', 'markdown', '# Maren Lind' },
        { 'AscribeRecord harbour-board', 'markdown', '# Harbour Board of Eastmere' },
    }) do
        local command, filetype, first = unpack(case)
        go_to('@lind}')
        lua('vim.cmd(...)', command)
        eventually((':%s shows its text'):format(command), { filetype, first, false }, text)
        lua('vim.cmd.close()')
    end
    go_to('@lind}')
    type_keys('\\c')
    eventually(':AscribeCheck counts', true, "return vim.fn.execute('messages'):find('1 error, 1 warning', 1, true) ~= nil")
    equal('and waits for no key', mode(), { mode = 'n', blocking = false })
end

return {
    diagnostics = diagnostics,
    hover = hover,
    definition = definition,
    calls = calls,
    symbols = symbols,
    across_documents = across_documents,
    lenses = lenses,
    commands = commands,
}
