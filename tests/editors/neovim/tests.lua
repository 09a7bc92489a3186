-- Tests editors/neovim in a second Neovim.
--
--     nvim -l tests.lua WORKSPACE RUNTIME INIT ARTICLE

package.path = vim.fs.dirname(_G.arg[0]) .. '/?.lua;' .. package.path
local editor = require('editor')
local looks, navigation, changes, drafts = require('looks'), require('navigation'), require('changes'), require('drafts')
local registries = require('registries')

local done, trace = xpcall(function()
    for _, test in ipairs({
        looks.opening,
        looks.folds,
        looks.highlighting,
        looks.colours,
        navigation.diagnostics,
        looks.layout,
        navigation.hover,
        navigation.definition,
        navigation.calls,
        navigation.symbols,
        navigation.across_documents,
        changes.renaming,
        navigation.lenses,
        changes.formatting,
        navigation.commands,
        changes.code_action,
        changes.placeholder,
        changes.silencing,
        changes.editing,
        changes.configuration,
        changes.hints,
        changes.declaring,
        changes.completion,
        drafts.drafting,
        drafts.reviewing,
        drafts.beginning,
        drafts.whole_article,
        looks.reading,
        looks.objects,
        looks.indenting,
        looks.help,
        looks.checkhealth,
        changes.saving,
        registries.lspconfig,
        registries.treesitter,
    }) do
        test()
    end
end, debug.traceback)
if not done then
    editor.check('no test breaks off', false, trace)
end
editor.finish()
