--- The review of drafts: drafting, going from one to the next, accepting and rejecting.
local M = {}

local server = require('ascribe.server')

--- Kind of the action that accepts a draft.
M.ACCEPT = 'refactor.rewrite.acceptDraft'

local marks = vim.api.nvim_create_namespace('ascribe.review')

--- Row and byte column (from 0) behind the `{` of a statement; the end of its words if it has none.
local function braces(statement)
    local row, column = server.place(statement.words['end'])
    local end_row, end_column = server.place(statement.range['end'])
    local rest = vim.api.nvim_buf_get_text(0, row, column, end_row, end_column, {})
    for at, line in ipairs(rest) do
        local brace = line:find('{', 1, true)
        if brace then
            return row + at - 1, (at == 1 and column or 0) + brace
        end
    end
    return row, column
end

--- Puts the cursor into the braces of a statement, with its words marked and in the middle of the window.
---@param statement table
function M.show(statement)
    local row, column = braces(statement)
    vim.api.nvim_win_set_cursor(0, { row + 1, column })
    vim.cmd.normal({ 'zvzz', bang = true })
    local first, from = server.place(statement.words.start)
    local last, to = server.place(statement.words['end'])
    vim.api.nvim_buf_clear_namespace(0, marks, 0, -1)
    vim.api.nvim_buf_set_extmark(0, marks, first, from, {
        end_row = last,
        end_col = to,
        hl_group = 'AscribeReviewed',
        priority = 200,
        strict = false,
    })
    local buffer = vim.api.nvim_get_current_buf()
    vim.api.nvim_create_autocmd('CursorMoved', {
        buffer = buffer,
        group = vim.api.nvim_create_augroup('ascribe.review', {}),
        callback = function()
            local at = vim.api.nvim_win_get_cursor(0)[1] - 1
            if at < first or at > row then
                vim.api.nvim_buf_clear_namespace(buffer, marks, 0, -1)
                return true
            end
        end,
    })
end

--- Kind of a statement, its speakers and its confidence.
local function told(statement, overview)
    local names = {}
    for _, id in ipairs(statement.actors) do
        local name = '@' .. id
        for _, actor in ipairs(overview.actors) do
            name = actor.id == id and actor.name or name
        end
        table.insert(names, name)
    end
    local sure = type(statement.confidence) == 'number' and (' (%s)'):format(statement.confidence) or ''
    local who = #names > 0 and table.concat(names, ' and ') or 'nobody yet'
    return ('%s of %s%s'):format(statement.kind, who, sure)
end

--- Goes to the next draft (`step` 1) or the previous one (-1), wrapping around.
---@param step 1|-1
function M.go(step)
    local overview = server.overview()
    if not overview then
        return
    end
    local drafts = {}
    for _, statement in ipairs(overview.statements) do
        if statement.toReview then
            local row, column = braces(statement)
            table.insert(drafts, { statement = statement, row = row, column = column })
        end
    end
    table.sort(drafts, function(one, other)
        return one.row < other.row or one.row == other.row and one.column < other.column
    end)
    local row, column = unpack(vim.api.nvim_win_get_cursor(0))
    row = row - 1
    local before, after
    for _, draft in ipairs(drafts) do
        if draft.row < row or draft.row == row and draft.column < column then
            before = draft
        elseif not after and (draft.row > row or draft.column > column) then
            after = draft
        end
    end
    local chosen = step > 0 and (after or drafts[1]) or step < 0 and (before or drafts[#drafts])
    if chosen then
        M.show(chosen.statement)
        server.say(('%s to review: %s'):format(server.counted(#drafts, 'draft'), told(chosen.statement, overview)))
        return
    end
    vim.api.nvim_buf_clear_namespace(0, marks, 0, -1)
    local open = overview.attributable - overview.attributed
    local rest = open > 0 and (' %s without a speaker.'):format(server.counted(open, 'statement')) or ''
    server.say('No drafts left.' .. rest .. ' See `:AscribeWhatNext`.')
end

--- Applies the action of a kind to the draft at the cursor, and goes to the next.
---@param kind string
function M.decide(kind)
    if server.act(kind) then
        M.go(1)
    else
        server.say('There is no draft here. Go to one with `:AscribeNextDraft`.')
    end
end

--- Applies the action of a kind to many drafts.
---@param kind string
function M.decide_all(kind)
    if not server.act(kind) then
        server.say('There is no such draft.')
        return
    end
    local overview = server.overview()
    local left = overview and overview.drafts or 0
    server.say(left > 0 and server.counted(left, 'draft') .. ' left.' or 'No drafts left.')
end

--- Drafts the document, or paragraphs if the kind is theirs, and goes to the first draft.
---@param kind string
---@param lines integer[]? first and last
function M.draft(kind, lines)
    if not server.act(kind, lines) then
        server.say('Nobody is quoted here who could be drafted.')
        return
    end
    if kind == 'source.draft.ascribe' then
        vim.api.nvim_win_set_cursor(0, { 1, 0 })
    end
    require('ascribe.folds').close()
    M.go(1)
end

return M
