-- Files for nvim-lspconfig and nvim-treesitter, as editors/registries/prepare writes them.

local editor = require('editor')
local check, equal = editor.check, editor.equal
local prepared = assert(vim.env.REGISTRIES)
local repository = vim.fs.normalize(editor.runtime .. '/../..')

local function read(path)
    return assert(vim.iter(io.lines(path)):join('\n'))
end

--- The rules of nvim-lspconfig's own check.
local function lspconfig()
    local path = prepared .. '/nvim-lspconfig/lsp/ascribe.lua'
    local text = read(path)
    check('the configuration starts with its description', vim.startswith(text, '---@brief'), text:sub(1, 40))
    check('its type is declared', text:find('---@type vim.lsp.Config\nreturn {', 1, true) ~= nil)
    check('it defines no global commands', not text:find('nvim_create_user_command', 1, true))
    check('it is indented by two blanks', not text:find('\n    cmd', 1, true) and text:find('\n  cmd', 1, true) ~= nil)
    local config = dofile(path)
    equal('it starts the server', config.cmd, { 'ascribe', 'lsp' })
    check('it has file types and roots', #config.filetypes > 0 and #config.root_markers > 0, config)
end

--- Whether a capture has a colour in Neovim, or a meaning.
local function is_known(name)
    return vim.list_contains({ 'spell', 'nospell', 'conceal' }, name)
        or not vim.tbl_isempty(vim.api.nvim_get_hl(0, { name = '@' .. vim.split(name, '.', { plain = true })[1], create = false }))
end

local KNOWN = {
    folds = function(name)
        return name == 'fold'
    end,
    highlights = is_known,
    indents = function(name)
        return vim.startswith(name, 'indent.')
    end,
    locals = function(name)
        return vim.startswith(name, 'local.')
    end,
}

local function treesitter()
    local folder = prepared .. '/nvim-treesitter'
    local entry = dofile(folder .. '/lua/nvim-treesitter/parsers.lua').ascribe
    local source = vim.fs.joinpath(repository, entry.install_info.location, 'src')
    for _, name in ipairs({ 'parser.c', 'scanner.c', 'grammar.json' }) do
        check(('%s is where the parser is built'):format(name), vim.uv.fs_stat(vim.fs.joinpath(source, name)) ~= nil)
    end
    check('it is built from a release', entry.install_info.revision:match('^v%d+%.%d+%.%d+') ~= nil, entry)
    assert(vim.treesitter.language.add('ascribe', { path = editor.runtime .. '/parser/ascribe.so' }))
    for kind, is_valid in vim.spairs(KNOWN) do
        local text = read(('%s/runtime/queries/ascribe/%s.scm'):format(folder, kind))
        local parsed, query = pcall(vim.treesitter.query.parse, 'ascribe', text)
        check(('the parser knows what %s.scm asks for'):format(kind), parsed, query)
        local unknown = vim.tbl_filter(function(name)
            return not is_valid(name)
        end, parsed and query.captures or { 'none' })
        equal(('Neovim knows the captures of %s.scm'):format(kind), unknown, {})
    end
end

return { lspconfig = lspconfig, treesitter = treesitter }
