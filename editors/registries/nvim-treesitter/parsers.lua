-- Entry for `lua/nvim-treesitter/parsers.lua`.
return {
  ascribe = {
    install_info = {
      location = 'grammar',
      revision = 'v@VERSION@',
      url = 'https://github.com/ascribe-lsp/ascribe',
    },
    maintainers = { '@ascribe-lsp' },
    tier = 1,
  },
}
