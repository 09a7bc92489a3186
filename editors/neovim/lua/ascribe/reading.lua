--- Reading mode: markup is hidden except in the line of the cursor, and statements have the colours of their speakers.
local M = {}

local server = require('ascribe.server')

local marks = vim.api.nvim_create_namespace('ascribe.speakers')
local group = vim.api.nvim_create_augroup('ascribe.reading', {})

--- Colours of speakers; with more speakers they repeat. Numbers are those of terminals, for dark and light backgrounds.
local COLOURS = {
    { 'Blue', 12, 4 },
    { 'Yellow', 11, 3 },
    { 'Green', 10, 2 },
    { 'Magenta', 13, 5 },
    { 'Cyan', 14, 6 },
    { 'Red', 9, 1 },
}

--- Defines the groups `AscribeSpeaker1` and on, unless the colour scheme has them.
local function define()
    local is_dark = vim.o.background == 'dark'
    for place, colour in ipairs(COLOURS) do
        vim.api.nvim_set_hl(0, 'AscribeSpeaker' .. place, {
            fg = (is_dark and 'NvimLight' or 'NvimDark') .. colour[1],
            ctermfg = is_dark and colour[2] or colour[3],
            default = true,
        })
    end
end

--- Colours the words of each statement, in the order in which speakers appear.
local function colour(buffer)
    local overview = server.overview()
    if not overview then
        return
    end
    define()
    vim.api.nvim_buf_clear_namespace(buffer, marks, 0, -1)
    local known, count = {}, 0
    for _, statement in ipairs(overview.statements) do
        local speaker = statement.actors[1]
        if speaker and statement.kind ~= 'mention' then
            if not known[speaker] then
                known[speaker] = count % #COLOURS + 1
                count = count + 1
            end
            local row, column = server.place(statement.words.start)
            local end_row, end_column = server.place(statement.words['end'])
            vim.api.nvim_buf_set_extmark(buffer, marks, row, column, {
                end_row = end_row,
                end_col = end_column,
                hl_group = 'AscribeSpeaker' .. known[speaker],
                priority = 150,
                strict = false,
            })
        end
    end
end

--- Turns reading mode on or off in this window.
function M.toggle()
    local buffer = vim.api.nvim_get_current_buf()
    vim.api.nvim_clear_autocmds({ group = group, buffer = buffer })
    if vim.b.ascribe_reading then
        vim.b.ascribe_reading = nil
        vim.cmd('setlocal conceallevel< concealcursor<')
        vim.api.nvim_buf_clear_namespace(buffer, marks, 0, -1)
        return
    end
    vim.b.ascribe_reading = true
    vim.wo[0][0].conceallevel = 2
    vim.wo[0][0].concealcursor = ''
    vim.api.nvim_create_autocmd({ 'TextChanged', 'InsertLeave', 'BufEnter' }, {
        group = group,
        buffer = buffer,
        callback = function()
            colour(buffer)
        end,
    })
    colour(buffer)
end

return M
