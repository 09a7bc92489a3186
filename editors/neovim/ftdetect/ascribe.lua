vim.filetype.add({
    extension = { ascribe = 'ascribe' },
    -- TOML, of which the language server reads no other file.
    filename = { ['ascribe.toml'] = 'toml.ascribe-config' },
})
vim.treesitter.language.register('toml', 'toml.ascribe-config')
