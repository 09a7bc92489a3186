--- `:checkhealth ascribe`
local M = {}

local health = vim.health

local function check_server()
    health.start('Language server')
    local config = vim.lsp.config.ascribe
    local command = config and type(config.cmd) == 'table' and config.cmd[1] or 'ascribe'
    if vim.fn.executable(command) == 0 then
        health.error(('`%s` is not on the PATH'):format(command), 'Install it: see the README of the repository')
        return
    end
    local ran, result = pcall(function()
        return vim.system({ command, '--version' }, { text = true }):wait(5000)
    end)
    if ran and result.code == 0 then
        health.ok(('`%s` is %s'):format(vim.fn.exepath(command), vim.trim(result.stdout)))
    else
        health.error(('`%s --version` fails'):format(command), ran and result.stderr or result)
    end
    local clients = vim.lsp.get_clients({ name = 'ascribe' })
    for _, client in ipairs(clients) do
        health.ok(('running in `%s`'):format(client.root_dir or 'no folder'))
    end
    if #clients == 0 then
        health.warn('not running', "Put `vim.lsp.enable('ascribe')` into init.lua, and open an `.ascribe` file")
    end
end

local function check_parser()
    health.start('Tree-sitter')
    local advice = 'Run `editors/neovim/build-parser` in the repository'
    local added, problem = vim.treesitter.language.add('ascribe')
    if not added then
        health.error('no parser: ' .. (problem or 'it is not built'), advice)
        return
    end
    health.ok(('parser of ABI %d'):format(vim.treesitter.language.inspect('ascribe').abi_version))
    for _, name in ipairs({ 'highlights', 'folds', 'textobjects' }) do
        local read, query = pcall(vim.treesitter.query.get, 'ascribe', name)
        if read and query then
            health.ok(('query `%s`'):format(name))
        else
            health.error(('query `%s` %s'):format(name, read and 'is missing' or 'does not fit the parser'), advice)
        end
    end
end

function M.check()
    health.start('Neovim')
    if vim.fn.has('nvim-0.11') == 1 then
        health.ok(tostring(vim.version()))
    else
        health.error(('%s is too old'):format(vim.version()), 'Install Neovim 0.11 or newer')
        return
    end
    check_server()
    check_parser()
end

return M
