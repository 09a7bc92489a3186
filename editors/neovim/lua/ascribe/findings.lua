--- Findings one by one: the one at the cursor or the next, and its fixes.
local M = {}

local server = require('ascribe.server')

--- Whether the position of a finding comes before another.
local function precedes(one, other)
    return one.lnum < other.lnum or one.lnum == other.lnum and one.col < other.col
end

--- Finding at the cursor, or the next one, wrapping around; drafts are reviewed by other commands.
---@return vim.Diagnostic?
---@return integer count of all
local function at_cursor()
    local findings = vim.tbl_filter(function(finding)
        return finding.code ~= 'unreviewed-draft'
    end, vim.diagnostic.get(0))
    table.sort(findings, precedes)
    local row, column = unpack(vim.api.nvim_win_get_cursor(0))
    local cursor = { lnum = row - 1, col = column }
    for _, finding in ipairs(findings) do
        local stop = { lnum = finding.end_lnum, col = finding.end_col }
        if not precedes(finding, cursor) or precedes(cursor, stop) then
            return finding, #findings
        end
    end
    return findings[1], #findings
end

--- Fixes of a finding, those that only silence it last.
local function fixes(finding)
    local client = server.client()
    local original = vim.tbl_get(finding, 'user_data', 'lsp')
    if not client or not original then
        return {}
    end
    local actions = server.request('textDocument/codeAction', {
        textDocument = vim.lsp.util.make_text_document_params(),
        range = original.range,
        context = { diagnostics = { original }, only = { 'quickfix' } },
    }) or {}
    return vim.tbl_filter(function(action)
        return not action.disabled
    end, actions)
end

--- Goes to the finding at the cursor or the next one, and lets the user choose its fix.
function M.fix()
    local finding, count = at_cursor()
    if not finding then
        server.say('No findings left.')
        return
    end
    vim.api.nvim_win_set_cursor(0, { finding.lnum + 1, finding.col })
    vim.cmd.normal({ 'zvzz', bang = true })
    local choices = fixes(finding)
    if #choices == 0 then
        server.say(finding.message)
        return
    end
    local prompt = ('%s: %s'):format(server.counted(count, 'finding'), finding.message)
    local function title(action)
        return action.title
    end
    vim.ui.select(choices, { prompt = prompt, format_item = title, kind = 'codeaction' }, function(action)
        action = action and not action.edit and server.request('codeAction/resolve', action) or action
        if action and action.edit then
            server.apply(action.edit)
        end
    end)
end

return M
