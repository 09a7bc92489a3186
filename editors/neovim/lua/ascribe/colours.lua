--- Colours of semantic tokens.
local M = {}

--- Groups of tree-sitter with the colours of the server's tokens.
local GROUPS = {
    actor = '@constant',
    source = '@markup.link',
    label = '@label',
    keyword = '@keyword',
    property = '@property',
    string = '@string',
    quotation = '@markup.quote',
    enumMember = '@keyword.modifier',
    number = '@string',
    comment = '@comment',
    operator = '@punctuation.special',
}

--- Gives tokens the colours of the tree. With a tree they get none, so that no colour changes as they arrive; except for
--- names in the text, which only the server knows.
---@param has_tree boolean
local function define(has_tree)
    for name, group in pairs(GROUPS) do
        vim.api.nvim_set_hl(0, ('@lsp.type.%s.ascribe'):format(name), has_tree and {} or { link = group, default = true })
    end
    for _, name in ipairs({ 'actor', 'source' }) do
        local mention = ('@lsp.typemod.%s.mention.ascribe'):format(name)
        vim.api.nvim_set_hl(0, mention, { link = GROUPS[name], default = true })
    end
end

--- Defines the colours, now and with each colour scheme.
---@param has_tree boolean
function M.define(has_tree)
    define(has_tree)
    vim.api.nvim_set_hl(0, 'AscribeReviewed', { link = 'Visual', default = true })
    vim.api.nvim_create_autocmd('ColorScheme', {
        group = vim.api.nvim_create_augroup('ascribe.colours', {}),
        callback = function()
            define(has_tree)
        end,
    })
end

return M
