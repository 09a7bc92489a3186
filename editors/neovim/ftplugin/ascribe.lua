if vim.b.did_ftplugin then
    return
end
vim.b.did_ftplugin = 1

vim.bo.commentstring = '%% %s'
vim.bo.comments = ':%%'

-- Prose: a paragraph may be one long line, and is never hard-wrapped.
vim.wo[0][0].wrap = true
vim.wo[0][0].linebreak = true
vim.bo.textwidth = 0

-- Fields of declarations.
vim.bo.expandtab = true
vim.bo.shiftwidth = 2
vim.bo.softtabstop = -1

-- Keep the end of the file as it is, with or without a newline.
vim.bo.fixendofline = false

-- Runs a command of the server and passes its result to `take`.
local function execute(command, argument, take)
    local client = vim.lsp.get_clients({ bufnr = 0, name = 'ascribe' })[1]
    if not client then
        vim.notify('Ascribe is not running.', vim.log.levels.WARN)
        return
    end
    local params = { command = command, arguments = { argument } }
    client:request('workspace/executeCommand', params, function(problem, result)
        if problem then
            vim.notify(problem.message, vim.log.levels.ERROR)
        else
            take(result)
        end
    end)
end

-- Shows a text in a new window.
local function show(filetype)
    return function(text)
        vim.cmd('new')
        vim.bo.buftype = 'nofile'
        vim.bo.bufhidden = 'wipe'
        vim.bo.filetype = filetype
        vim.api.nvim_buf_set_lines(0, 0, -1, false, vim.split(text, '\r?\n'))
    end
end

local function here()
    return vim.uri_from_bufnr(0)
end

-- Id at the cursor; unlike a word, an id may contain hyphens and dots.
local function id_at_cursor()
    local column = vim.fn.col('.')
    for first, id, last in vim.api.nvim_get_current_line():gmatch('()@([^%s@{}%[%],;:=]+)()') do
        if first <= column and column < last then
            return (id:gsub('%.$', ''))
        end
    end
    return vim.fn.expand('<cword>')
end

vim.api.nvim_buf_create_user_command(0, 'AscribeCheck', function(opts)
    -- The server shows the counts itself.
    execute('ascribe.check', not opts.bang and { uri = here() } or nil, function() end)
end, { bang = true, desc = 'Count the findings in this document, or with ! in all documents' })

vim.api.nvim_buf_create_user_command(0, 'AscribeStrip', function()
    execute('ascribe.strip', { uri = here() }, show('text'))
end, { desc = 'Show the article without the markup' })

vim.api.nvim_buf_create_user_command(0, 'AscribeRecord', function(opts)
    local id = opts.args ~= '' and opts.args or id_at_cursor()
    execute('ascribe.actorRecord', { uri = here(), id = id }, show('markdown'))
end, { nargs = '?', desc = 'Show all statements of an actor' })

-- Applies the server's first action of exactly this kind, for a range of lines if there is one, and goes on.
local function act(kind, lines, continue)
    local client = vim.lsp.get_clients({ bufnr = 0, name = 'ascribe' })[1]
    if not client then
        vim.notify('Ascribe is not running.', vim.log.levels.WARN)
        return
    end
    local buffer = vim.api.nvim_get_current_buf()
    local params = vim.lsp.util.make_range_params(0, client.offset_encoding)
    if lines then
        params.range = { start = { line = lines[1] - 1, character = 0 }, ['end'] = { line = lines[2], character = 0 } }
    end
    params.context = { only = { kind }, diagnostics = {} }
    local function apply(problem, action)
        if problem then
            vim.notify(problem.message, vim.log.levels.ERROR)
        elseif action and action.edit then
            vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
            if continue then
                continue()
            end
        end
    end
    client:request('textDocument/codeAction', params, function(problem, actions)
        for _, action in ipairs(actions or {}) do
            if action.kind == kind and not action.disabled then
                if action.edit then
                    apply(nil, action)
                else
                    client:request('codeAction/resolve', action, apply, buffer)
                end
                return
            end
        end
        vim.notify(problem and problem.message or 'Ascribe: nothing to do here.')
    end, buffer)
end

-- Moves the cursor to the next or previous draft, wrapping around.
local function go_to_draft(flags)
    vim.fn.search([=[[\]"'”’»“]{\zs[^{}]*\<draft\>]=], flags .. 'w')
end

local function next_draft()
    go_to_draft('')
end

local drafting = {
    AscribeDraft = { 'source.draft.ascribe', desc = 'Draft the document' },
    AscribeDraftParagraph = {
        'refactor.rewrite.draft',
        range = true,
        desc = 'Draft the paragraph, or the paragraphs of the range',
    },
    AscribeAccept = {
        'refactor.rewrite.acceptDraft',
        continue = next_draft,
        desc = 'Accept the draft at the cursor and go to the next',
    },
    AscribeReject = {
        'refactor.rewrite.rejectDraft',
        continue = next_draft,
        desc = 'Reject the draft at the cursor and go to the next',
    },
    AscribeAcceptLikely = {
        'source.acceptDrafts.ascribe.likely',
        desc = 'Accept the drafts with a confidence of 0.9 or more',
    },
    AscribeAcceptAll = { 'source.acceptDrafts.ascribe', desc = 'Accept all drafts of the document' },
}
for name, command in pairs(drafting) do
    vim.api.nvim_buf_create_user_command(0, name, function(opts)
        local lines = opts.range > 0 and { opts.line1, opts.line2 } or nil
        act(command[1], lines, command.continue)
    end, { range = command.range, desc = command.desc })
end
vim.api.nvim_buf_create_user_command(0, 'AscribeNextDraft', next_draft, { desc = 'Go to the next draft' })
vim.api.nvim_buf_create_user_command(0, 'AscribePreviousDraft', function()
    go_to_draft('b')
end, { desc = 'Go to the previous draft' })
vim.api.nvim_buf_create_user_command(0, 'AscribeAttribute', function()
    vim.lsp.buf.code_action({
        filter = function(action)
            return action.kind == 'quickfix.attribute' or action.kind == 'refactor.rewrite.attribute'
        end,
    })
end, { desc = 'Choose the speaker of the statement at the cursor' })

vim.b.undo_ftplugin = table.concat({
    'delcommand -buffer AscribeCheck',
    'delcommand -buffer AscribeStrip',
    'delcommand -buffer AscribeRecord',
    'delcommand -buffer AscribeDraft',
    'delcommand -buffer AscribeDraftParagraph',
    'delcommand -buffer AscribeAccept',
    'delcommand -buffer AscribeReject',
    'delcommand -buffer AscribeAcceptLikely',
    'delcommand -buffer AscribeAcceptAll',
    'delcommand -buffer AscribeAttribute',
    'delcommand -buffer AscribeNextDraft',
    'delcommand -buffer AscribePreviousDraft',
    'setlocal commentstring< comments< wrap< linebreak< textwidth<',
    'setlocal expandtab< shiftwidth< softtabstop< fixendofline<',
    'lua vim.treesitter.stop()',
}, ' | ')

-- The parser exists once `build-parser` has run.
if vim.treesitter.language.add('ascribe') then
    vim.treesitter.start()
end
