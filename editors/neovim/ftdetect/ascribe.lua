vim.filetype.add({ extension = { ascribe = 'ascribe' } })
