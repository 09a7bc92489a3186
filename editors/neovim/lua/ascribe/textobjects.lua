--- Selects nodes by the captures of queries/ascribe/textobjects.scm.
local M = {}

--- Ranges of a capture in the tree; a capture of several nodes extends from the first to the last.
---@param capture string
---@return integer[][] of four each: row, column, end row, end column, from 0 and behind the end
local function ranges(capture)
    local parser = assert(vim.treesitter.get_parser(0, 'ascribe'))
    local query = assert(vim.treesitter.query.get('ascribe', 'textobjects'))
    local found = {}
    for _, match in query:iter_matches(parser:parse()[1]:root(), 0) do
        for id, nodes in pairs(match) do
            if query.captures[id] == capture then
                local row, column = nodes[1]:start()
                local end_row, end_column = nodes[#nodes]:end_()
                table.insert(found, { row, column, end_row, end_column })
            end
        end
    end
    return found
end

--- Whether the first place is before the second or at it.
local function ordered(row, column, other_row, other_column)
    return row < other_row or (row == other_row and column <= other_column)
end

--- Selects the smallest range of a capture around the cursor, or the next one in its line.
---@param capture string
function M.select(capture)
    local row, column = unpack(vim.api.nvim_win_get_cursor(0))
    row = row - 1
    local around, ahead
    for _, range in ipairs(ranges(capture)) do
        if ordered(range[1], range[2], row, column) and ordered(row, column + 1, range[3], range[4]) then
            if not around or ordered(around[1], around[2], range[1], range[2]) then
                around = range
            end
        elseif range[1] == row and range[2] > column and (not ahead or range[2] < ahead[2]) then
            ahead = range
        end
    end
    local range = around or ahead
    if not range then
        return
    end
    local mode = vim.api.nvim_get_mode().mode
    if mode == 'v' or mode == 'V' or mode == '\22' then
        vim.cmd.normal({ '\27', bang = true })
    end
    vim.api.nvim_win_set_cursor(0, { range[1] + 1, range[2] })
    vim.cmd.normal({ 'v', bang = true })
    -- The end is behind the last byte; a visual selection ends on it.
    if range[4] > 0 then
        vim.api.nvim_win_set_cursor(0, { range[3] + 1, range[4] - 1 })
    else
        vim.api.nvim_win_set_cursor(0, { range[3], #vim.fn.getline(range[3]) })
    end
end

return M
