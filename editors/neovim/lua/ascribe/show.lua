--- Counts of findings, the article without markup, and the record of an actor.
local M = {}

local server = require('ascribe.server')

--- Shows a text in a new window.
local function show(text, filetype)
    if text then
        vim.cmd('new')
        vim.bo.buftype = 'nofile'
        vim.bo.bufhidden = 'wipe'
        vim.bo.filetype = filetype
        vim.api.nvim_buf_set_lines(0, 0, -1, false, vim.split(text, '\r?\n'))
    end
end

--- Id at the cursor; unlike a word, an id may contain hyphens and dots.
local function id_at_cursor()
    local column = vim.fn.col('.')
    for first, id, last in vim.api.nvim_get_current_line():gmatch('()@([^%s@{}%[%],;:=]+)()') do
        if first <= column and column < last then
            return (id:gsub('%.$', ''))
        end
    end
    return vim.fn.expand('<cword>')
end

--- Counts the findings in this document, or in all.
---@param everywhere boolean
function M.check(everywhere)
    -- The server shows the counts itself.
    server.execute('ascribe.check', not everywhere and { uri = server.here() } or nil)
end

--- Shows the article without the markup.
function M.strip()
    show(server.execute('ascribe.strip', { uri = server.here() }), 'text')
end

--- Shows all statements of an actor; of the one at the cursor without an id.
---@param id string
function M.record(id)
    id = id ~= '' and id:gsub('^@', '') or id_at_cursor()
    show(server.execute('ascribe.actorRecord', { uri = server.here(), id = id }), 'markdown')
end

return M
