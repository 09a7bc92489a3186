-- From a plain article to a reviewed one.

local editor = require('editor')
local workspace, article, plain_article, say, check, equal, lua, mode, type_keys, eventually, go_to, go_to_line =
    editor.workspace, editor.article, editor.plain_article, editor.say, editor.check, editor.equal, editor.lua, editor.mode, editor.type_keys, editor.eventually, editor.go_to, editor.go_to_line

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
        return mode().mode:find('^[cr]') ~= nil
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

return {
    drafting = drafting,
    reviewing = reviewing,
    beginning = beginning,
    whole_article = whole_article,
}
