-- Looks of a document: options, colours, folds, reading mode, text objects, help.

local editor = require('editor')
local workspace, runtime, check, equal, lua, type_keys, eventually, go_to, go_to_line =
    editor.workspace, editor.runtime, editor.check, editor.equal, editor.lua, editor.type_keys, editor.eventually, editor.go_to, editor.go_to_line

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

return {
    opening = opening,
    folds = folds,
    highlighting = highlighting,
    colours = colours,
    layout = layout,
    reading = reading,
    objects = objects,
    indenting = indenting,
    help = help,
    checkhealth = checkhealth,
}
