-- Drives a session that is recorded: nvim -l neovim.lua FOLDER SERVER RECORD
local root, bin, rec = arg[1], arg[2], arg[3]
vim.filetype.add({ extension = { ascribe = 'ascribe' } })
local file = root .. '/quay.ascribe'
vim.fn.writefile({
  '---', 'title: The quay is shut', 'lang: en', '---', '',
  '@lund: Karin Lund', '  role: pilot', '@falk: Nils Falk', '', '^log: Harbour log', '  date: 2024-01-09', '',
  '“We had no warning,”{@lund ^log} Karin Lund said. “The quay is shut,” said Nils Falk.', '',
  'Nils Falk denied that [the boats were late]{claim #late @falk ^log stance=denies draft confidence=0.9}.', '',
}, file)
vim.cmd.edit(file)
local buf = vim.api.nvim_get_current_buf()
local id = vim.lsp.start({ name = 'ascribe', cmd = { bin, 'lsp', '--record', rec }, root_dir = root,
  workspace_folders = { { uri = vim.uri_from_fname(root), name = 'quay' } } }, { bufnr = buf })
local client = vim.lsp.get_client_by_id(id)
assert(vim.wait(5000, function() return client.initialized end))
local function ask(method, params)
  local r = client:request_sync(method, params, 5000, buf)
  if r and r.err then print(method, vim.inspect(r.err)) end
  return r and r.result
end
local function at(line, col)
  vim.api.nvim_win_set_cursor(0, { line, col })
  return vim.lsp.util.make_position_params(0, client.offset_encoding)
end
local function doc(extra) return vim.tbl_extend('force', { textDocument = vim.lsp.util.make_text_document_params(buf) }, extra or {}) end
ask('textDocument/hover', at(13, 30))
ask('textDocument/definition', at(13, 26))
ask('textDocument/documentSymbol', doc())
ask('textDocument/foldingRange', doc())
ask('textDocument/codeLens', doc())
local function actions(line, col)
  local p = at(line, col)
  return ask('textDocument/codeAction', doc({ range = { start = p.position, ['end'] = p.position }, context = { diagnostics = {}, triggerKind = 1 } }))
end
actions(13, 90)
local list = actions(15, 40)
for _, a in ipairs(list or {}) do
  if a.kind == 'refactor.rewrite.acceptDraft' then
    if not a.edit then a = ask('codeAction/resolve', a) end
    vim.lsp.util.apply_workspace_edit(a.edit, client.offset_encoding)
  end
end
ask('textDocument/semanticTokens/full', doc())
-- Typing an annotation after the second quotation.
local line = vim.api.nvim_buf_get_lines(buf, 12, 13, false)[1]
local _, stop = line:find('shut,”', 1, true)
for _, text in ipairs({ '{', '@', 'f' }) do
  vim.api.nvim_buf_set_text(buf, 12, stop, 12, stop, { text })
  stop = stop + #text
  ask('textDocument/completion', vim.tbl_extend('force', at(13, stop), { context = { triggerKind = 1 } }))
end
vim.api.nvim_buf_set_text(buf, 12, stop, 12, stop, { 'alk}' })
ask('textDocument/diagnostic', doc())
ask('textDocument/references', vim.tbl_extend('force', at(8, 2), { context = { includeDeclaration = true } }))
ask('textDocument/rename', vim.tbl_extend('force', at(8, 2), { newName = 'nils-falk' }))
ask('textDocument/formatting', doc({ options = { tabSize = 2, insertSpaces = true } }))
ask('workspace/symbol', { query = '@lund' })
local item = (ask('textDocument/prepareCallHierarchy', at(6, 2)) or {})[1]
if item then ask('callHierarchy/outgoingCalls', { item = item }) end
ask('workspace/executeCommand', { command = 'ascribe.speakers', arguments = { vim.tbl_extend('force', { uri = vim.uri_from_bufnr(buf) }, { position = at(13, 80).position }) } })
client:stop()
vim.wait(2000, function() return client:is_stopped() end)
