if vim.b.did_ftplugin then
    return
end
vim.b.did_ftplugin = 1

vim.bo.commentstring = '%% %s'
vim.bo.comments = ':%%'

-- Prose: a paragraph may be one long line, and is never broken for its length.
vim.wo[0][0].wrap = true
vim.wo[0][0].linebreak = true
vim.bo.textwidth = 0

-- Fields of declarations.
vim.bo.expandtab = true
vim.bo.shiftwidth = 2
vim.bo.softtabstop = -1

-- Whether the article ends in a newline is the article's own.
vim.bo.fixendofline = false

-- Runs a command of the server and hands its result over.
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

-- An id may have hyphens and dots, which a word has not.
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
    -- The server tells the counts itself.
    execute('ascribe.check', not opts.bang and { uri = here() } or nil, function() end)
end, { bang = true, desc = 'Count the findings here, or with ! in all documents' })

vim.api.nvim_buf_create_user_command(0, 'AscribeStrip', function()
    execute('ascribe.strip', { uri = here() }, show('text'))
end, { desc = 'Show the article without the markup' })

vim.api.nvim_buf_create_user_command(0, 'AscribeRecord', function(opts)
    local id = opts.args ~= '' and opts.args or id_at_cursor()
    execute('ascribe.actorRecord', { uri = here(), id = id }, show('markdown'))
end, { nargs = '?', desc = 'Show all that an actor says' })

-- Does the server's action of this kind whose title starts so.
local function act(kind, title)
    vim.lsp.buf.code_action({
        context = { only = { kind }, diagnostics = {} },
        filter = function(action)
            return vim.startswith(action.title, title)
        end,
        apply = true,
    })
end

-- Puts the cursor into the next draft, from the start again behind the last.
local function next_draft()
    vim.fn.search([=[[\]"'”’»“]{\zs[^{}]*\<draft\>]=], 'w')
end

local drafting = {
    AscribeDraft = { 'source.draft.ascribe', 'Draft this document', 'Draft the document' },
    AscribeDraftParagraph = { 'refactor.rewrite.draft', 'Draft ', 'Draft the paragraph' },
    AscribeAccept = { 'refactor.rewrite', 'Accept this draft', 'Accept the draft at the cursor' },
    AscribeReject = { 'refactor.rewrite', 'Reject this draft', 'Reject the draft at the cursor' },
}
for name, command in pairs(drafting) do
    vim.api.nvim_buf_create_user_command(0, name, function()
        act(command[1], command[2])
    end, { desc = command[3] })
end
vim.api.nvim_buf_create_user_command(0, 'AscribeNextDraft', next_draft, { desc = 'Go to the next draft' })

vim.b.undo_ftplugin = table.concat({
    'delcommand -buffer AscribeCheck',
    'delcommand -buffer AscribeStrip',
    'delcommand -buffer AscribeRecord',
    'delcommand -buffer AscribeDraft',
    'delcommand -buffer AscribeDraftParagraph',
    'delcommand -buffer AscribeAccept',
    'delcommand -buffer AscribeReject',
    'delcommand -buffer AscribeNextDraft',
    'setlocal commentstring< comments< wrap< linebreak< textwidth<',
    'setlocal expandtab< shiftwidth< softtabstop< fixendofline<',
    'lua vim.treesitter.stop()',
}, ' | ')

-- The parser is there once `build-parser` has run.
if vim.treesitter.language.add('ascribe') then
    vim.treesitter.start()
end
