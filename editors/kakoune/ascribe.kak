# Annotated news articles: file type, colours, fields, and the language server with kak-lsp

hook global BufCreate .*\.ascribe %{
    set-option buffer filetype ascribe
}

hook global BufSetOption filetype=ascribe %{
    set-option buffer comment_line '%%'
    # Ids have hyphens.
    set-option buffer extra_word_chars '_' '-'
    set-option buffer indentwidth 2
    # The option exists once kak-lsp is loaded.
    try %{
        set-option buffer lsp_servers %{
            [ascribe]
            command = "ascribe"
            args = ["lsp"]
            root_globs = [".git", "ascribe.toml", "cast.ascribe"]
        }
    }
}

hook global WinSetOption filetype=ascribe %{
    require-module ascribe
    add-highlighter window/ascribe ref ascribe
    # A paragraph may be one long line.
    add-highlighter window/ascribe-wrap wrap -word
    hook -group ascribe-indent window InsertChar \n ascribe-indent-field
    hook -once -always window WinSetOption filetype=.* %{
        remove-highlighter window/ascribe
        remove-highlighter window/ascribe-wrap
        remove-hooks window ascribe-.+
    }
}

provide-module ascribe %§

# Text

add-highlighter shared/ascribe regions
add-highlighter shared/ascribe/text default-region group
add-highlighter shared/ascribe/text/ regex '^([@^][^\s@^#{}\[\],;:=]+)(:)\h*([^\n]*)' 1:variable 2:operator 3:title
add-highlighter shared/ascribe/text/ regex '^\h+([^\s@^#{}\[\],;:=]+)\h*(:)\h*([^\n]*)' 1:attribute 2:operator 3:string
add-highlighter shared/ascribe/text/ regex '\\[\\{}\[\]"%@^,''`«»‘’‚‛“”„‟‹›「」『』-]' 0:meta

add-highlighter shared/ascribe/note region '^%%' '$' fill comment
add-highlighter shared/ascribe/front-matter region '^---\h*$' '^---\h*$|^$' group
add-highlighter shared/ascribe/front-matter/ regex '^([^\s@^#{}\[\],;:=]+)\h*(:)\h*([^\n]*)' 1:attribute 2:operator 3:string
add-highlighter shared/ascribe/front-matter/ regex '^---\h*$' 0:operator

# A quotation ends with its paragraph at the latest.

add-highlighter shared/ascribe/straight region '(?<![^\s\(\[\{—–-])"(?=\S)' '"|^\h*$' fill string
add-highlighter shared/ascribe/curly region '“|„' '”|(?<=\S)“|^\h*$' fill string
add-highlighter shared/ascribe/guillemets region '«' '»|^\h*$' fill string
add-highlighter shared/ascribe/corners region '「' '」|^\h*$' fill string

# Annotations

add-highlighter shared/ascribe/annotation region '(?<=[\]"''”’“‘»«›‹」』])\{' '\}|$' group
add-highlighter shared/ascribe/annotation/ regex '[{}=]' 0:operator
add-highlighter shared/ascribe/annotation/ regex '[@^][^\s@^#{}\[\],;:=]*' 0:variable
add-highlighter shared/ascribe/annotation/ regex '#[^\s@^#{}\[\],;:=]*' 0:function
add-highlighter shared/ascribe/annotation/ regex '([^\s@^#{}\[\],;:=]+)=' 1:attribute
add-highlighter shared/ascribe/annotation/ regex '(?<![\w-])(claim|quote|opinion|mention|cue|evidence)(?![\w=-])' 0:keyword
add-highlighter shared/ascribe/annotation/ regex '(?<![\w-])draft(?![\w=-])' 0:builtin

# Fields are indented below their declaration.

define-command -hidden ascribe-indent-field %{
    evaluate-commands -draft -itersel %{
        try %{ execute-keys -draft k x s ^\h+$<ret> d }
        try %{
            execute-keys -draft k x <a-k> ^([@^][^\s:]+:|\h+[^\n:]+:)<ret>
            execute-keys -draft i<space><space><esc>
        }
    }
}

§
