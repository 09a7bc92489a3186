-- A second Neovim, driven over RPC as a user would: by its keys, looking at its state.

local workspace, runtime, init, plain_article = _G.arg[1], _G.arg[2], _G.arg[3], _G.arg[4]
local article = workspace .. '/article.ascribe'

local passed, failed = 0, 0

local function say(line)
    io.stdout:write(line, '\n')
end

local function check(name, ok, detail)
    if ok then
        passed = passed + 1
        say('ok    ' .. name)
    else
        failed = failed + 1
        say('FAIL  ' .. name)
        if detail ~= nil then
            local text = type(detail) == 'string' and detail or vim.inspect(detail)
            say('      ' .. text:gsub('\n', '\n      '))
        end
    end
end

local function equal(name, actual, expected)
    check(name, vim.deep_equal(actual, expected), { expected = expected, actual = actual })
end

-- The editor under test

local editor = vim.fn.jobstart({ vim.v.progpath, '--embed', '--headless', '-u', init, article }, {
    rpc = true,
    cwd = workspace,
})
assert(editor > 0, 'Neovim does not start')

--- Runs Lua in the editor.
local function lua(code, ...)
    return vim.rpcrequest(editor, 'nvim_exec_lua', code, { ... })
end

--- Mode of the editor, and whether it waits for a key.
local function mode()
    return vim.rpcrequest(editor, 'nvim_get_mode')
end

--- Types keys, which the editor processes asynchronously.
local function type_keys(keys)
    vim.rpcrequest(editor, 'nvim_input', keys)
end

--- Polls Lua in the editor until it returns `expected`, then asserts it.
local function eventually(name, expected, code, ...)
    local args, actual = { ... }, nil
    vim.wait(10000, function()
        actual = lua(code, unpack(args))
        return vim.deep_equal(actual, expected)
    end, 20)
    equal(name, actual, expected)
end

--- Puts the cursor on the first character of a text in the article.
local function go_to(text)
    lua([[
        local file, text = ...
        if vim.api.nvim_buf_get_name(0) ~= file then
            vim.cmd.edit(file)
        end
        vim.fn.cursor(1, 1)
        assert(vim.fn.search('\\C\\V' .. text, 'cW') > 0, 'not in the article: ' .. text)
    ]], article, text)
end

--- Puts the cursor on the first character of a text in the current buffer.
local function go_to_line(text)
    lua("vim.fn.cursor(1, 1); assert(vim.fn.search('\\\\C\\\\V' .. ..., 'cW') > 0)", text)
end

--- Errors and warnings: code, severity, position (from 1) and underlined text.
local DIAGNOSTICS = [[
    local found = {}
    for _, d in ipairs(vim.diagnostic.get(0, { severity = { min = vim.diagnostic.severity.WARN } })) do
        local text = vim.api.nvim_buf_get_text(0, d.lnum, d.col, d.end_lnum, d.end_col, {})
        local severity = vim.diagnostic.severity[d.severity]
        table.insert(found, { d.code, d.source, severity, d.lnum + 1, d.col + 1, table.concat(text, '\n') })
    end
    table.sort(found, function(a, b) return a[4] < b[4] end)
    return found
]]

local QUOTE = { 'unattributed-quote', 'ascribe', 'WARN', 22, 1, '“Nobody asked the crew about any of this,”' }

local ACTOR = { 'undefined-actor', 'ascribe', 'ERROR', 24, 57, '@oduja' }

--- Ends the editor and this process.
local function finish()
    pcall(vim.rpcnotify, editor, 'nvim_command', 'qall!')
    if vim.fn.jobwait({ editor }, 5000)[1] == -1 then
        check('the editor quits', false)
        vim.fn.jobstop(editor)
    end

    say(('%d passed, %d failed'):format(passed, failed))
    os.exit(failed == 0 and 0 or 1)
end

return {
    workspace = workspace,
    runtime = runtime,
    article = article,
    plain_article = plain_article,
    say = say,
    check = check,
    equal = equal,
    lua = lua,
    mode = mode,
    type_keys = type_keys,
    eventually = eventually,
    go_to = go_to,
    go_to_line = go_to_line,
    DIAGNOSTICS = DIAGNOSTICS,
    QUOTE = QUOTE,
    ACTOR = ACTOR,
    finish = finish,
}
