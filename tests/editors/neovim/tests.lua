-- Drives a second Neovim over RPC as a user would: by its keys, looking at its state.
--
--     nvim -l tests.lua WORKSPACE RUNTIME INIT ARTICLE

local workspace, runtime, init, plain_article = _G.arg[1], _G.arg[2], _G.arg[3], _G.arg[4]
local article = workspace .. '/article.ascribe'

local passed, failed = 0, 0

local function say(line)
    io.stdout:write(line, '\n')
end

local function check(name, ok, detail)
    if ok then
        passed = passed + 1
        say('ok    ' .. name)
    else
        failed = failed + 1
        say('FAIL  ' .. name)
        if detail ~= nil then
            local text = type(detail) == 'string' and detail or vim.inspect(detail)
            say('      ' .. text:gsub('\n', '\n      '))
        end
    end
end

local function equal(name, actual, expected)
    check(name, vim.deep_equal(actual, expected), { expected = expected, actual = actual })
end

-- The editor under test

local editor = vim.fn.jobstart({ vim.v.progpath, '--embed', '--headless', '-u', init, article }, {
    rpc = true,
    cwd = workspace,
})
assert(editor > 0, 'Neovim does not start')

--- Runs Lua in the editor.
local function lua(code, ...)
    return vim.rpcrequest(editor, 'nvim_exec_lua', code, { ... })
end

--- Types keys, which the editor processes asynchronously.
local function type_keys(keys)
    vim.rpcrequest(editor, 'nvim_input', keys)
end

--- Polls Lua in the editor until it returns `expected`, then asserts it.
local function eventually(name, expected, code, ...)
    local args, actual = { ... }, nil
    vim.wait(10000, function()
        actual = lua(code, unpack(args))
        return vim.deep_equal(actual, expected)
    end, 20)
    equal(name, actual, expected)
end

--- Puts the cursor on the first character of a text in the article.
local function go_to(text)
    lua([[
        local file, text = ...
        if vim.api.nvim_buf_get_name(0) ~= file then
            vim.cmd.edit(file)
        end
        vim.fn.cursor(1, 1)
        assert(vim.fn.search('\\C\\V' .. text, 'cW') > 0, 'not in the article: ' .. text)
    ]], article, text)
end

--- Puts the cursor on the first character of a text in the current buffer.
local function go_to_line(text)
    lua("vim.fn.cursor(1, 1); assert(vim.fn.search('\\\\C\\\\V' .. ..., 'cW') > 0)", text)
end

--- File name, line, and text at the cursor.
local WHERE = [[
    local row, column = unpack(vim.api.nvim_win_get_cursor(0))
    local line = vim.api.nvim_get_current_line()
    return { vim.fs.basename(vim.api.nvim_buf_get_name(0)), row, line:sub(column + 1):match('^@?([%w-]*)') }
]]

--- Errors and warnings: code, severity, position (from 1) and underlined text.
local DIAGNOSTICS = [[
    local found = {}
    for _, d in ipairs(vim.diagnostic.get(0, { severity = { min = vim.diagnostic.severity.WARN } })) do
        local text = vim.api.nvim_buf_get_text(0, d.lnum, d.col, d.end_lnum, d.end_col, {})
        local severity = vim.diagnostic.severity[d.severity]
        table.insert(found, { d.code, d.source, severity, d.lnum + 1, d.col + 1, table.concat(text, '\n') })
    end
    table.sort(found, function(a, b) return a[4] < b[4] end)
    return found
]]

local QUOTE = { 'unattributed-quote', 'ascribe', 'WARN', 22, 1, '“Nobody asked the crew about any of this,”' }
local ACTOR = { 'undefined-actor', 'ascribe', 'ERROR', 24, 57, '@oduja' }

local function opening()
    eventually('the file type is ascribe', 'ascribe', 'return vim.bo.filetype')
    equal(
        'the options suit prose',
        lua('return { vim.wo.wrap, vim.wo.linebreak, vim.bo.textwidth, vim.bo.fixendofline, vim.bo.commentstring }'),
        { true, true, 0, false, '%% %s' }
    )
    eventually('the server is attached', { 'ascribe' }, [[
        return vim.tbl_map(function(client) return client.name end, vim.lsp.get_clients({ bufnr = 0 }))
    ]])
    equal(
        'its root is the folder of cast.ascribe',
        lua('return vim.fs.normalize(vim.lsp.get_clients()[1].root_dir)'),
        vim.fs.normalize(workspace)
    )
end

local function folds()
    local folded = 'return { vim.fn.foldclosed(9), vim.fn.foldclosedend(9), vim.fn.foldclosed(22) }'
    eventually('the declarations are folded on opening, and nothing else', { 9, 15, -1 }, folded)
    lua('vim.cmd("normal! zR")')
end

local function layout()
    equal('the sign column stays', lua('return vim.wo.signcolumn'), 'yes')
    -- A window in which the third item of the braces does not fit.
    lua('vim.cmd("vertical botright split"); vim.api.nvim_win_set_width(0, 40); vim.cmd("normal! zR")')
    local ends = [[
        local row = ...
        local found = {}
        local length = #vim.fn.getline(row)
        for column = 2, length do
            local here, before = vim.fn.screenpos(0, row, column), vim.fn.screenpos(0, row, column - 1)
            if here.row > before.row and before.row > 0 then
                table.insert(found, vim.fn.getline(row):sub(column - 1, column - 1))
            end
        end
        return found
    ]]
    lua([[vim.fn.append(19, '[So]{claim #a-long-label-of-many-words @harbour-board ^council-meeting confidence=0.5}')]])
    go_to_line('[So]{')
    lua('vim.cmd.redraw()')
    for _, character in ipairs(lua(ends, 20)) do
        equal('a line breaks at a blank, even within braces', character, ' ')
    end
    lua('vim.cmd.undo(); vim.cmd.close(); vim.cmd.new()')
    check('the option of other windows is kept', lua('return vim.o.breakat') ~= ' \t')
    lua('vim.cmd.bdelete()')
    equal('and set again on the way back', lua('return vim.o.breakat'), ' \t')
end

local function highlighting()
    eventually('tree-sitter highlights', true, [[
        return vim.treesitter.highlighter.active[vim.api.nvim_get_current_buf()] ~= nil
    ]])
    for _, text in ipairs({ '@oduya', 'role: Captain', '%% Said', '{@lind', '#cost' }) do
        go_to(text)
        local captures = lua([[
            vim.treesitter.get_parser():parse(true)
            local row, column = unpack(vim.api.nvim_win_get_cursor(0))
            return vim.tbl_map(function(c) return c.capture end, vim.treesitter.get_captures_at_pos(0, row - 1, column))
        ]])
        check(('there is a colour for %s'):format(text), #captures > 0, captures)
    end
    equal('the tree has no error', lua('return vim.treesitter.get_parser():trees()[1]:root():has_error()'), false)
end

--- Colours that the tree and the server give to the start of each token, where they differ.
local DIFFERENT = [[
    local client = vim.lsp.get_clients({ bufnr = 0, name = 'ascribe' })[1]
    local function looks(group)
        local look = vim.api.nvim_get_hl(0, { name = group, link = false })
        return { look.fg, look.bg, look.bold, look.italic, look.underline, look.undercurl }
    end
    local function is_set(group)
        return not vim.tbl_isempty(vim.api.nvim_get_hl(0, { name = group, link = false }))
    end
    local different, count = {}, 0
    for row = 0, vim.api.nvim_buf_line_count(0) - 1 do
        for column = 0, #vim.fn.getline(row + 1) - 1 do
            local at = vim.inspect_pos(0, row, column)
            local tree, tokens
            for _, capture in ipairs(at.treesitter) do
                tree = is_set(capture.hl_group) and capture.hl_group or tree
            end
            for _, mark in ipairs(at.semantic_tokens) do
                tokens = is_set(mark.opts.hl_group_link) and mark.opts.hl_group_link or tokens
            end
            count = count + (tokens and 1 or 0)
            if tokens and tree then
                if not vim.deep_equal(looks(tokens), looks(tree)) then
                    different[(tree or 'nothing') .. ' and ' .. tokens] = vim.fn.getline(row + 1):sub(column + 1, column + 12)
                end
            end
        end
    end
    return { count > 0, different }
]]

local function colours()
    eventually('tokens of the server change no colour of the tree, and add some', { true, vim.empty_dict() }, DIFFERENT)
    lua('vim.cmd.colorscheme("habamax")')
    equal('nor do they change those of another colour scheme', lua(DIFFERENT), { true, vim.empty_dict() })
    lua('vim.cmd.colorscheme("default")')
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

local function formatting()
    go_to('{claim #cost')
    local tidy = lua('return vim.api.nvim_get_current_line()')
    lua('vim.api.nvim_set_current_line((...))', (tidy:gsub('{claim #cost @lind}', '{ @lind   #cost claim }')))
    lua('vim.lsp.buf.format({ async = false, timeout_ms = 5000 })')
    equal('formatting puts braces in order', lua('return vim.api.nvim_buf_get_lines(0, 18, 19, false)[1]'), tidy)
    equal('and fields', lua('return vim.api.nvim_buf_get_lines(0, 9, 10, false)[1]'), '  aka: Oduya')
    lua('vim.cmd.edit({ bang = true })')
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
    equal('and waits for no key', vim.rpcrequest(editor, 'nvim_get_mode'), { mode = 'n', blocking = false })
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

local PLAIN = {
    '“The crane is forty years old,” said Mayor Ada Berg. “It has to go.”',
    '',
    'Berg said the harbour would close in June.',
    '',
    'Karin Holm met Eva Strand on the quay.',
    '',
    '“I have nothing to add,” she said.',
}

--- Remaining drafts, and those with a speaker.
local DRAFTS = [[
    local text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
    local count = select(2, text:gsub('%f[%w]draft%f[%W]', ''))
    return { count, select(2, text:gsub('{[^}]*@', '')) }
]]

local function drafting()
    local file = workspace .. '/plain.ascribe'
    vim.fn.writefile(PLAIN, file)
    lua('vim.cmd.edit(...)', file)
    eventually('the server is attached to a new file', 1, 'return #vim.lsp.get_clients({ bufnr = 0 })')
    local text = 'return vim.api.nvim_buf_get_lines(0, 0, -1, false)'
    local there = [[
        local column = vim.api.nvim_win_get_cursor(0)[2]
        return vim.api.nvim_get_current_line():sub(1, column):match('[^ ]+ [^ ]+$')
    ]]

    type_keys('gg\\d')
    eventually('a key drafts the paragraph', { 2, 1 }, DRAFTS)
    type_keys('u')
    eventually('which is undone in one step', PLAIN, text)
    lua('vim.cmd("1,3AscribeDraftParagraph")')
    eventually('a range of lines is drafted', { 3, 2 }, DRAFTS)
    type_keys('u')
    eventually('and undone', PLAIN, text)
    lua('vim.cmd.AscribeDraft()')
    eventually('the document is drafted', { 4, 2 }, DRAFTS)
    type_keys('u')
    eventually('and undone in one step', PLAIN, text)
    lua('vim.cmd.AscribeDraft()')
    eventually('and drafted again', { 4, 2 }, DRAFTS)

    type_keys('gg\\n')
    eventually('a key goes to the next draft', 'years old,”{', there)
    type_keys('\\p')
    eventually('a key goes to the one before, from the end again', 'to add,”{', there)
    type_keys('\\n')
    eventually('and to the next, from the start again', 'years old,”{', there)
    type_keys('\\a')
    eventually('a key accepts a draft with all its parts', { 2, 2 }, DRAFTS)
    eventually('and goes to the next', 'in June]{', there)
    type_keys('u')
    eventually('accepting is undone in one step', { 4, 2 }, DRAFTS)
    go_to_line('harbour would')
    type_keys('\\r')
    eventually('a key rejects a draft', { 3, 1 }, DRAFTS)
    eventually('and goes to the next', 'to add,”{', there)
    lua([[
        vim.ui.select = function(items, opts, choose)
            _G.offered = vim.tbl_map(opts.format_item or tostring, items)
            choose(items[1], 1)
        end
    ]])
    type_keys('\\w')
    eventually('a key lists who may say it, and why', true, [[
        local first = (_G.offered or {})[1] or ''
        return first:find('Declare `@holm` (Karin Holm) and attribute: named in the previous paragraph', 1, true) ~= nil
    ]])
    eventually('whoever is chosen is declared and named, which accepts the draft', { 2, 2 }, DRAFTS)
    type_keys(':AscribeAcceptAll<CR>')
    eventually('all drafts are accepted', { 0, 2 }, DRAFTS)
    type_keys('u')
    eventually('in one step', { 2, 2 }, DRAFTS)
    lua([[vim.fn.append('$', { '', 'It was [the coldest winter of all]{claim draft confidence=0.62}.' })]])
    lua('vim.cmd.AscribeAcceptLikely()')
    eventually('those that are likely are accepted', { 1, 2 }, DRAFTS)
    type_keys('gg')
    lua('vim.cmd.AscribeDraftParagraph()')
    eventually('where there is nothing to do, that is said', true, [[
        return vim.fn.execute('messages'):find('Nobody is quoted here', 1, true) ~= nil
    ]])
    lua('vim.cmd.bdelete({ bang = true })')
    vim.fn.delete(file)
    go_to('Nobody')
end

--- Runs a command by its keys, and its last message.
local MESSAGE = [[return vim.trim(vim.fn.execute('1messages'))]]

local function reviewing()
    local file = workspace .. '/review.ascribe'
    vim.fn.writefile(PLAIN, file)
    lua('vim.cmd.edit(...)', file)
    eventually('the server is attached to the review', 1, 'return #vim.lsp.get_clients({ bufnr = 0 })')
    type_keys('\\D')
    eventually('a key drafts, and tells of the first', '3 drafts to review: quote of Ada Berg (0.98)', MESSAGE)
    eventually('whose words are marked', { 'The crane is forty years old,' }, [[
        local found = {}
        local marks = vim.api.nvim_buf_get_extmarks(0, vim.api.nvim_get_namespaces()['ascribe.review'], 0, -1, { details = true })
        for _, mark in ipairs(marks) do
            table.insert(found, vim.api.nvim_buf_get_text(0, mark[2], mark[3], mark[4].end_row, mark[4].end_col, {})[1])
        end
        return found
    ]])
    -- Keys typed ahead wait for the answers.
    type_keys('\\a\\a')
    eventually('drafts are accepted one after the other', { 1, 2 }, DRAFTS)
    type_keys('\\r')
    eventually('the last message says what is left', true, [[
        return vim.fn.execute('1messages'):find('No drafts left. 1 statement without a speaker.', 1, true) ~= nil
    ]])
    go_to_line('nothing to add')
    equal('actors are completed', lua('return vim.fn.getcompletion("AscribeAttribute b", "cmdline")'), { 'berg' })
    type_keys(':AscribeAttribute Eva Strand<CR>')
    eventually('somebody new is named and declared', { 1, 1 }, [[
        return { vim.fn.search('add,”{@eva-strand}', 'nw') > 0 and 1 or 0, vim.fn.search('^@eva-strand: Eva Strand', 'nw') > 0 and 1 or 0 }
    ]])
    type_keys('Go<CR>“We wait,” she said.<Esc>0\\.')
    eventually('and named again by a key', true, "return vim.fn.search('wait,”{@eva-strand}', 'nw') > 0")
    lua('vim.cmd.bdelete({ bang = true })')
    vim.fn.delete(file)
    go_to('Nobody')
end

local function beginning()
    lua([[
        vim.g.clipboard = {
            name = 'test',
            copy = { ['+'] = function() end, ['*'] = function() end },
            paste = { ['+'] = function() return { _G.copied or {}, 'V' } end, ['*'] = function() return {} end },
        }
        vim.ui.select = function(items, opts, choose)
            _G.offered = vim.tbl_map(opts.format_item or tostring, items)
            choose(nil)
        end
    ]])
    lua('_G.copied = { "Crane to go", "", "“It [has] to go,” said Ada Berg." }')
    type_keys(':AscribeNew<CR>')
    eventually('a new document has the article of the clipboard', {
        'crane-to-go.ascribe',
        { 'Crane to go', '', '“It [has] to go,” said Ada Berg.' },
    }, 'return { vim.fn.expand("%:t"), vim.api.nvim_buf_get_lines(0, 0, -1, false) }')
    eventually('and offers the steps', {
        'Draft who says what (:AscribeDraft)',
        'Fix 1 finding (:AscribeFix)',
        'Note title, author and date',
        'Read it with a colour for each speaker (:AscribeRead)',
        'Save (:write)',
    }, 'vim.cmd.AscribeWhatNext(); return _G.offered')
    lua('vim.cmd.bdelete({ bang = true })')
    local file = workspace .. '/crane.txt'
    vim.fn.writefile({ 'A {crane} “stands”{here} [on it]{now}.' }, file)
    lua('_G.offered = nil')
    type_keys(':AscribeNew ' .. file .. '<CR>')
    eventually('a text file is taken, with what would be markup escaped', { 'crane.ascribe', { 'A {crane} “stands”\\{here} [on it]\\{now}.' } },
        'return { vim.fn.expand("%:t"), vim.api.nvim_buf_get_lines(0, 0, -1, false) }')
    eventually('and the steps are offered', 'table', 'return type(_G.offered)')
    lua('vim.cmd.bdelete({ bang = true })')
    go_to('Nobody')
end

--- Drafts to review, findings, and whether the draft at the cursor has a speaker.
local STATE = [[
    local client = vim.lsp.get_clients({ bufnr = 0, name = 'ascribe' })[1]
    local function execute(command)
        local params = { command = command, arguments = { { uri = vim.uri_from_bufnr(0) } } }
        return client:request_sync('workspace/executeCommand', params, 5000, 0).result
    end
    local checked = execute('ascribe.check')
    local rest = vim.api.nvim_get_current_line():sub(vim.fn.col('.'))
    return {
        drafts = execute('ascribe.overview').drafts,
        findings = checked.errors + checked.warnings + checked.infos,
        named = (rest:match('^[^}]*') or ''):find('@', 1, true) ~= nil,
    }
]]

--- Number of findings that are shown.
local FINDINGS = [[
    return #vim.tbl_filter(function(finding) return finding.code ~= 'unreviewed-draft' end, vim.diagnostic.get(0))
]]

--- Waits until the editor asks for a choice.
local function waits()
    local offered = vim.wait(10000, function()
        return vim.rpcrequest(editor, 'nvim_get_mode').mode:find('^[cr]') ~= nil
    end, 20)
    check('a choice is offered', offered, not offered and lua("return vim.fn.execute('messages')"))
end

--- The way of an article from the clipboard to a reviewed document, in keys.
local function whole_article()
    lua([[
        _G.copied = vim.fn.readfile((...))
        vim.ui.select = dofile(vim.env.VIMRUNTIME .. '/lua/vim/ui.lua').select
    ]], plain_article)
    local keys = 0
    local function press(...)
        for _, key in ipairs({ ... }) do
            keys = keys + (key:sub(1, 1) == '<' and 1 or vim.fn.strchars(key))
            type_keys(key)
        end
    end
    press(':AscribeNew', '<CR>')
    waits()
    press('1', '<CR>')
    eventually('the article is drafted', true, "return vim.fn.search('{[^}]*draft', 'nw') > 0")
    local words = #vim.split(table.concat(vim.fn.readfile(plain_article), ' '), '%s+', { trimempty = true })
    local state = lua(STATE)
    local drafts = state.drafts
    for _ = 1, 60 do
        if state.drafts == 0 then
            break
        end
        if state.named then
            press('\\a')
        else
            -- The only one: the ferry company, which nothing declares.
            press(':AscribeAttribute Marrow Ferries', '<CR>')
        end
        local left = state.drafts > 1 and ('^%d draft'):format(state.drafts - 1) or '^No drafts left'
        vim.wait(10000, function()
            return lua(MESSAGE):find(left) ~= nil
        end, 20)
        state = lua(STATE)
    end
    equal('all drafts are reviewed one by one', state.drafts, 0)
    local review = keys
    for _ = 1, 20 do
        if lua(FINDINGS) == 0 then
            break
        end
        press('\\f')
        waits()
        press('1', '<CR>')
        vim.wait(300)
    end
    press(':w', '<CR>')
    eventually('no finding is left', 0, FINDINGS)
    say(('      %d words, %d drafts: %d keys, %d of them for the findings'):format(words, drafts, keys, keys - review))
    check('in at most 250 keys', keys <= 250, keys)
    lua('vim.cmd.bdelete({ bang = true })')
    go_to('Nobody')
end

local function reading()
    go_to('Nobody')
    -- Rows of the screen that show the line of the claim.
    local shown = [[
        vim.cmd.redraw()
        local rows = {}
        local first = vim.fn.screenpos(0, 19, 1).row
        for row = first, first + 2 do
            local cells = {}
            for column = 1, vim.o.columns do
                table.insert(cells, vim.fn.screenstring(row, column))
            end
            table.insert(rows, table.concat(cells))
        end
        return table.concat(rows, ' '):find('{claim #cost @lind}', 1, true) ~= nil
    ]]
    eventually('markup is shown', true, shown)
    type_keys('\\v')
    eventually('reading mode hides it', false, shown)
    local coloured = [[
        local namespace = vim.api.nvim_get_namespaces()['ascribe.speakers']
        local found = {}
        for _, mark in ipairs(vim.api.nvim_buf_get_extmarks(0, namespace, 0, -1, { details = true })) do
            table.insert(found, { mark[2] + 1, mark[4].hl_group })
        end
        return found
    ]]
    eventually('and colours words by speaker', {
        { 19, 'AscribeSpeaker1' },
        { 19, 'AscribeSpeaker1' },
        { 22, 'AscribeSpeaker2' },
        { 24, 'AscribeSpeaker2' },
    }, coloured)
    go_to('Repairs')
    eventually('except at the cursor', true, shown)
    type_keys('\\v')
    go_to('Nobody')
    eventually('until it is off', true, shown)
    eventually('with its colours', vim.empty_dict(), coloured)
end

local function objects()
    for _, case in ipairs({
        { 'Repairs', 'aq', '[Repairs cost four million crowns]{claim #cost @lind}' },
        { 'Repairs', 'iq', '[Repairs cost four million crowns]' },
        { 'Nobody', 'iq', '“Nobody asked the crew about any of this,”' },
        { '#cost', 'aa', '{claim #cost @lind}' },
        { 'Repairs', 'ia', 'claim #cost @lind' },
    }) do
        local text, keys, expected = unpack(case)
        go_to(text)
        lua('vim.fn.setreg("a", "")')
        type_keys('"ay' .. keys)
        eventually(('the text object %s at %s'):format(keys, text), expected, 'return vim.fn.getreg("a")')
    end
    go_to('Repairs')
    type_keys('viqaq"ay')
    eventually('a text object selects another one instead', '[Repairs cost four million crowns]{claim #cost @lind}', 'return vim.fn.getreg("a")')
    go_to('Repairs')
    type_keys('dia')
    eventually('an operator takes a text object', true, [[return vim.api.nvim_get_current_line():find('crowns]{}.', 1, true) ~= nil]])
    type_keys('u')
end

local function indenting()
    lua('vim.cmd.enew(); vim.bo.filetype = "ascribe"')
    type_keys('i@berg: Ada Berg<CR>role: Mayor<CR>aka: Berg<CR><CR>She said so.<Esc>')
    eventually('fields are indented, and text is not', { '@berg: Ada Berg', '  role: Mayor', '  aka: Berg', '', 'She said so.' }, [[
        return vim.api.nvim_buf_get_lines(0, 0, -1, false)
    ]])
    lua('vim.cmd.bdelete({ bang = true })')
end

local function help()
    lua('vim.cmd.helptags(...)', runtime .. '/doc')
    lua('vim.cmd.help("ascribe")')
    equal(':help ascribe opens', lua('return vim.fs.basename(vim.api.nvim_buf_get_name(0))'), 'ascribe.txt')
    local text = lua('return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\\n")')
    lua('vim.cmd.close()')
    go_to('Nobody')
    local missing = {}
    for name in pairs(lua('return vim.api.nvim_buf_get_commands(0, {})')) do
        if not text:find('*:' .. name .. '*', 1, true) then
            table.insert(missing, name)
        end
    end
    equal('it has all commands', missing, {})
end

local function checkhealth()
    lua('vim.cmd.checkhealth("ascribe")')
    local report = lua('return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\\n")')
    for _, expected in ipairs({ 'ascribe 0.', 'running in', 'parser of ABI', 'query `textobjects`' }) do
        check((':checkhealth ascribe tells of "%s"'):format(expected), report:find(expected, 1, true) ~= nil, report)
    end
    check('and finds nothing wrong', not report:find('ERROR') and not report:find('WARNING'), report)
    lua('vim.cmd.bdelete({ bang = true })')
    local problems = lua([[
        local path = vim.env.PATH
        vim.env.PATH = '/nowhere'
        local told = {}
        local error = vim.health.error
        vim.health.error = function(text) table.insert(told, text) end
        require('ascribe.health').check()
        vim.health.error = error
        vim.env.PATH = path
        return told
    ]])
    equal('a missing server is an error', problems, { '`ascribe` is not on the PATH' })
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

local done, trace = xpcall(function()
    for _, test in ipairs({ opening, folds, highlighting, colours, diagnostics, layout, hover, definition, calls, symbols, across_documents, renaming, lenses, formatting, commands, code_action, silencing, editing, configuration, hints, declaring, completion, drafting, reviewing, beginning, whole_article, reading, objects, indenting, help, checkhealth, saving }) do
        test()
    end
end, debug.traceback)
if not done then
    check('no test breaks off', false, trace)
end
pcall(vim.rpcnotify, editor, 'nvim_command', 'qall!')
if vim.fn.jobwait({ editor }, 5000)[1] == -1 then
    check('the editor quits', false)
    vim.fn.jobstop(editor)
end

say(('%d passed, %d failed'):format(passed, failed))
os.exit(failed == 0 and 0 or 1)
