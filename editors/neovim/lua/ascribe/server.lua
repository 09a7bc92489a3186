--- Requests to the language server of the current buffer.
local M = {}

--- Time in which the server has to answer (ms).
local TIMEOUT = 5000

--- Shows a message of one line, cut to the width of the screen.
---@param text string
function M.say(text)
    local width = math.max(vim.v.echospace, 1)
    if vim.fn.strdisplaywidth(text) > width then
        text = vim.fn.strcharpart(text, 0, width - 1) .. '…'
    end
    vim.cmd.redraw()
    vim.api.nvim_echo({ { text } }, true, {})
end

--- Client of the current buffer; without one, nil and a warning.
---@return vim.lsp.Client?
function M.client()
    local client = vim.lsp.get_clients({ bufnr = 0, name = 'ascribe' })[1]
    if not client then
        vim.notify('Ascribe is not running. See `:checkhealth ascribe`.', vim.log.levels.WARN)
    end
    return client
end

--- Result of a request; nil and a message if it fails. Keys that are typed meanwhile wait.
---@param method string
---@param params any
---@return any
function M.request(method, params)
    local client = M.client()
    if not client then
        return nil
    end
    local answer, problem = client:request_sync(method, params, TIMEOUT, vim.api.nvim_get_current_buf())
    if not answer or answer.err then
        vim.notify(answer and answer.err.message or ('Ascribe does not answer: %s.'):format(problem), vim.log.levels.ERROR)
        return nil
    end
    return answer.result
end

--- Result of a command of the server.
---@param command string
---@param argument any
---@return any
function M.execute(command, argument)
    return M.request('workspace/executeCommand', { command = command, arguments = { argument } })
end

--- URI of the current buffer.
---@return string
function M.here()
    return vim.uri_from_bufnr(0)
end

--- Position of the cursor as the server counts; the start of the document without a server.
---@return lsp.Position
function M.cursor()
    local client = M.client()
    local params = client and vim.lsp.util.make_position_params(0, client.offset_encoding)
    return params and params.position or { line = 0, character = 0 }
end

--- Statements, actors and counts of the current buffer.
---@return table?
function M.overview()
    return M.execute('ascribe.overview', { uri = M.here() })
end

--- Applies an edit of the server.
---@param edit lsp.WorkspaceEdit
function M.apply(edit)
    local client = M.client()
    if client then
        vim.lsp.util.apply_workspace_edit(edit, client.offset_encoding)
    end
end

--- Applies the first action of exactly this kind at the cursor, or for a range of lines (from 1).
---@param kind string
---@param lines integer[]? first and last
---@return boolean whether there was one
function M.act(kind, lines)
    local client = M.client()
    if not client then
        return false
    end
    local params = vim.lsp.util.make_range_params(0, client.offset_encoding)
    if lines then
        params.range = { start = { line = lines[1] - 1, character = 0 }, ['end'] = { line = lines[2], character = 0 } }
    end
    params.context = { only = { kind }, diagnostics = {} }
    for _, action in ipairs(M.request('textDocument/codeAction', params) or {}) do
        if action.kind == kind and not action.disabled then
            action = action.edit and action or M.request('codeAction/resolve', action)
            if action then
                M.apply(action.edit)
                if action.command then
                    client:exec_cmd(action.command, { bufnr = 0 })
                end
            end
            return action ~= nil
        end
    end
    return false
end

--- Row and byte column, both from 0, of a position of the server in the current buffer.
---@param position lsp.Position
---@return integer row
---@return integer column
function M.place(position)
    local client = M.client()
    local line = vim.fn.getline(position.line + 1)
    local column = vim.str_byteindex(line, client and client.offset_encoding or 'utf-16', position.character, false)
    return position.line, column
end

--- A count with its noun.
---@param count integer
---@param noun string
---@return string
function M.counted(count, noun)
    return ('%d %s%s'):format(count, noun, count == 1 and '' or 's')
end

return M
