--- Names the speaker of the statement at the cursor: anybody in scope, somebody new, or whoever was named last.
local M = {}

local server = require('ascribe.server')
local drafts = require('ascribe.drafts')

--- Candidate speakers at the cursor: all, or somebody new of this name.
local function speakers(name)
    return server.execute('ascribe.speakers', { uri = server.here(), position = server.cursor(), name = name }) or {}
end

--- Whether a range of the server holds a position.
local function holds(range, position)
    local from, to = range.start, range['end']
    local is_behind = position.line > from.line or position.line == from.line and position.character >= from.character
    local is_ahead = position.line < to.line or position.line == to.line and position.character < to.character
    return is_behind and is_ahead
end

--- Attributes the statement at the cursor to a speaker; that decides about a draft.
local function attribute(speaker)
    if type(speaker.edit) == 'table' then
        server.apply(speaker.edit)
    end
    if speaker.id ~= '' then
        vim.b.ascribe_speaker = speaker.id
    end
    local overview, cursor = server.overview(), server.cursor()
    for _, statement in ipairs(overview and overview.statements or {}) do
        if statement.draft and holds(statement.range, cursor) then
            drafts.decide(drafts.ACCEPT)
            return
        end
    end
    server.say(('Attributed to %s.'):format(speaker.title))
end

local function declare(name)
    local declared = speakers(name)[1]
    if declared then
        attribute(declared)
    else
        server.say(('“%s” cannot be declared. Type a name without brackets or braces.'):format(name))
    end
end

local function label(speaker)
    local id = speaker.id ~= '' and (' @' .. speaker.id) or ''
    local about = speaker.about ~= '' and (': ' .. speaker.about) or ''
    return speaker.title .. id .. about
end

--- Lists those who may be the speaker, the likely ones first, and somebody new at the end.
local function choose(listed)
    local choices = vim.list_extend(vim.list_slice(listed), { { title = 'New …', id = '', about = '', is_new = true } })
    vim.ui.select(choices, { prompt = 'Who says this?', format_item = label }, function(chosen)
        if not chosen then
            return
        end
        if not chosen.is_new then
            attribute(chosen)
            return
        end
        vim.ui.input({ prompt = 'Name, or a description such as “a clerk of the court”: ' }, function(name)
            if name and vim.trim(name) ~= '' then
                declare(vim.trim(name))
            end
        end)
    end)
end

--- Attributes the statement at the cursor to `name`, an id or the name of somebody new; without it, to whoever is chosen
--- from a list.
---@param name string
function M.attribute(name)
    local listed = speakers(nil)
    if #listed == 0 then
        server.say('Put the cursor into a quotation or a claim first.')
        return
    end
    if name == '' then
        choose(listed)
        return
    end
    local id = name:gsub('^@', '')
    for _, speaker in ipairs(listed) do
        if speaker.id ~= '' and (speaker.id == id or speaker.title == name) then
            attribute(speaker)
            return
        end
    end
    declare(name)
end

--- Attributes the statement at the cursor to whoever was named last: chosen by the user, or before the cursor.
function M.repeat_last()
    local overview, cursor = server.overview(), server.cursor()
    local last
    for _, statement in ipairs(overview and overview.statements or {}) do
        local to = statement.range['end']
        local is_before = to.line < cursor.line or to.line == cursor.line and to.character <= cursor.character
        last = is_before and statement.actors[1] or last
    end
    last = vim.b.ascribe_speaker or last
    if last then
        M.attribute('@' .. last)
    else
        server.say('Nobody has been named yet.')
    end
end

--- Ids of the actors in scope, for the command line.
---@param typed string
---@return string[]
function M.complete(typed)
    local start = typed:gsub('^@', '')
    local overview = server.overview()
    local found = {}
    for _, actor in ipairs(overview and overview.actors or {}) do
        if vim.startswith(actor.id, start) then
            table.insert(found, actor.id)
        end
    end
    table.sort(found)
    return found
end

return M
