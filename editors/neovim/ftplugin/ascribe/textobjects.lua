-- Text objects for quotations (with spans) and annotations.

if not vim.treesitter.language.add('ascribe') then
    return
end

local objects = {
    aq = { 'function.outer', 'quotation with its annotation' },
    iq = { 'function.inner', 'quotation' },
    aa = { 'block.outer', 'annotation' },
    ia = { 'block.inner', 'inside an annotation' },
}
local undo = {}
for keys, object in pairs(objects) do
    vim.keymap.set({ 'x', 'o' }, keys, function()
        require('ascribe.textobjects').select(object[1])
    end, { buffer = true, desc = object[2] })
    table.insert(undo, ('silent! xunmap <buffer> %s | silent! ounmap <buffer> %s'):format(keys, keys))
end
-- In front, since a command of the other part takes the rest of its line.
table.insert(undo, vim.b.undo_ftplugin)
vim.b.undo_ftplugin = table.concat(undo, ' | ')
