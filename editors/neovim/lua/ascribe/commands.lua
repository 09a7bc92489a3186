--- Commands of a document and their keys.
local M = {}

local function drafts(name, ...)
    local arguments = { ... }
    return function()
        require('ascribe.drafts')[name](unpack(arguments))
    end
end

--- Each with its name behind `Ascribe`, the key behind <LocalLeader> if it has one, what it runs, and its options.
local COMMANDS = {
    {
        'WhatNext',
        '?',
        function()
            require('ascribe.next').choose()
        end,
        { desc = 'Choose the next step' },
    },
    { 'Draft', 'D', drafts('draft', 'source.draft.ascribe'), { desc = 'Draft the document' } },
    {
        'DraftParagraph',
        'd',
        function(opts)
            local lines = opts.range > 0 and { opts.line1, opts.line2 } or nil
            require('ascribe.drafts').draft('refactor.rewrite.draft', lines)
        end,
        { range = true, desc = 'Draft the paragraph, or the paragraphs of the range' },
    },
    { 'NextDraft', 'n', drafts('go', 1), { desc = 'Go to the next draft' } },
    { 'PreviousDraft', 'p', drafts('go', -1), { desc = 'Go to the previous draft' } },
    {
        'Accept',
        'a',
        drafts('decide', 'refactor.rewrite.acceptDraft'),
        { desc = 'Accept the draft at the cursor and go to the next' },
    },
    {
        'Reject',
        'r',
        drafts('decide', 'refactor.rewrite.rejectDraft'),
        { desc = 'Reject the draft at the cursor and go to the next' },
    },
    {
        'AcceptLikely',
        'A',
        drafts('decide_all', 'source.acceptDrafts.ascribe.likely'),
        { desc = 'Accept the drafts with a confidence of 0.9 or more' },
    },
    { 'AcceptAll', nil, drafts('decide_all', 'source.acceptDrafts.ascribe'), { desc = 'Accept all drafts of the document' } },
    {
        'Attribute',
        'w',
        function(opts)
            require('ascribe.speakers').attribute(opts.args)
        end,
        {
            nargs = '?',
            complete = function(typed)
                return require('ascribe.speakers').complete(typed)
            end,
            desc = 'Choose the speaker of the statement at the cursor',
        },
    },
    {
        'RepeatSpeaker',
        '.',
        function()
            require('ascribe.speakers').repeat_last()
        end,
        { desc = 'Attribute the statement at the cursor to whoever was named last' },
    },
    {
        'Fix',
        'f',
        function()
            require('ascribe.findings').fix()
        end,
        { desc = 'Go to the next finding and choose its fix' },
    },
    {
        'Read',
        'v',
        function()
            require('ascribe.reading').toggle()
        end,
        { desc = 'Turn reading mode on or off' },
    },
    {
        'Check',
        'c',
        function(opts)
            require('ascribe.show').check(opts.bang)
        end,
        { bang = true, desc = 'Count the findings in this document, or with ! in all documents' },
    },
    {
        'Strip',
        's',
        function()
            require('ascribe.show').strip()
        end,
        { desc = 'Show the article without the markup' },
    },
    {
        'Record',
        'k',
        function(opts)
            require('ascribe.show').record(opts.args)
        end,
        {
            nargs = '?',
            complete = function(typed)
                return require('ascribe.speakers').complete(typed)
            end,
            desc = 'Show all statements of an actor',
        },
    },
}

--- Defines the commands in the current buffer, and their keys unless `vim.g.no_ascribe_maps` or `vim.g.no_plugin_maps` is
--- set.
---@return string[] Ex commands that remove them
function M.define()
    local maps = not (vim.g.no_ascribe_maps or vim.g.no_plugin_maps)
    local undo = {}
    for _, command in ipairs(COMMANDS) do
        local name, key, run, opts = 'Ascribe' .. command[1], command[2], command[3], command[4]
        vim.api.nvim_buf_create_user_command(0, name, run, opts)
        table.insert(undo, 'delcommand -buffer ' .. name)
        if maps and key then
            vim.keymap.set('n', '<LocalLeader>' .. key, '<Cmd>' .. name .. '<CR>', { buffer = true, desc = opts.desc })
            table.insert(undo, ('silent! execute "nunmap <buffer> <LocalLeader>%s"'):format(key))
        end
    end
    return undo
end

return M
