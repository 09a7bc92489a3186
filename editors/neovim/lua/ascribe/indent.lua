--- Columns of a line (from 1): those of a field below a declaration or another field, and none elsewhere.
---@param line integer
---@return integer
return function(line)
    local above = vim.fn.getline(line - 1)
    local takes_field = above:find('^[@^][^%s:]+:') or above:find('^%s+%S[^:]*:')
    return takes_field and vim.fn.shiftwidth() or 0
end
