-- The command that begins, known before there is a document.

vim.api.nvim_create_user_command('AscribeNew', function(opts)
    require('ascribe.new').open(opts.args)
end, { nargs = '?', complete = 'file', desc = 'New document from the clipboard or a text file' })
