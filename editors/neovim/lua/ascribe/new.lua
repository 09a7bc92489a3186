--- The way in: a new document from the clipboard or a text file, and what can be done with it.
local M = {}

--- Free name for a document, from the first words of its article.
local function name_of(article)
    local title = vim.fn.tolower(article:match('[^\n]+') or '')
    local words = vim.split(vim.trim(vim.fn.substitute(title, [=[[^[:alnum:]]\+]=], ' ', 'g')), ' ')
    local base = table.concat(vim.list_slice(words, 1, 5), '-')
    base = base ~= '' and base or 'article'
    local name, count = base, 1
    while vim.uv.fs_stat(name .. '.ascribe') or vim.fn.bufexists(name .. '.ascribe') == 1 do
        count = count + 1
        name = ('%s-%d'):format(base, count)
    end
    return name .. '.ascribe'
end

--- Makes a document of an article: what would be read as markup is escaped.
---@param article string
---@param name string
local function open(article, name)
    local config = vim.lsp.config.ascribe
    local command = config and type(config.cmd) == 'table' and config.cmd[1] or 'ascribe'
    local ran, result = pcall(function()
        return vim.system({ command, 'import', '-' }, { stdin = article, text = true }):wait(10000)
    end)
    if not ran or result.code ~= 0 then
        vim.notify(ran and vim.trim(result.stderr) or result, vim.log.levels.ERROR)
        return
    end
    vim.cmd.edit(vim.fn.fnameescape(name))
    local lines = vim.split(result.stdout, '\n')
    vim.bo.endofline = lines[#lines] == ''
    if lines[#lines] == '' then
        table.remove(lines)
    end
    vim.api.nvim_buf_set_lines(0, 0, -1, false, lines)
    vim.api.nvim_win_set_cursor(0, { 1, 0 })
    local buffer = vim.api.nvim_get_current_buf()
    local function offer()
        if vim.api.nvim_get_current_buf() == buffer then
            require('ascribe.next').choose()
        end
    end
    if #vim.lsp.get_clients({ bufnr = buffer, name = 'ascribe' }) > 0 then
        offer()
    else
        vim.api.nvim_create_autocmd('LspAttach', { buffer = buffer, once = true, callback = vim.schedule_wrap(offer) })
    end
end

--- Opens a new document with the article of a text file, or of the clipboard if no file is named.
---@param file string
function M.open(file)
    if file ~= '' then
        local ran, article = pcall(vim.fn.readblob, file)
        if not ran then
            vim.notify(('%s cannot be read.'):format(file), vim.log.levels.ERROR)
            return
        end
        local name = vim.fn.fnamemodify(file, ':r') .. '.ascribe'
        if vim.uv.fs_stat(name) then
            vim.notify(('%s exists. Open it with `:edit`.'):format(name), vim.log.levels.ERROR)
            return
        end
        open(article, name)
        return
    end
    local article = vim.fn.getreg(vim.fn.has('clipboard') == 1 and '+' or '"')
    if vim.trim(article) == '' then
        vim.notify('The clipboard has no text. Copy an article first, or name a file: `:AscribeNew article.txt`.', vim.log.levels.WARN)
        return
    end
    open(article, name_of(article))
end

return M
