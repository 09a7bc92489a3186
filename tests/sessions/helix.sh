# shellcheck shell=bash
# Drives a session of Helix that is recorded; sourced by tests/editors/helix/run, whose functions it uses.

settle() {
  sleep 0.8
}

start quay.ascribe
eventually "the document opens" 'Nils Falk'
settle

# Hover, definition, references, symbols.
go_to '@lund \^log'
press Space k
settle
press Escape
press g d
settle
go_to '@falk \^log'
press g r
settle
press Escape Space s
settle
press Escape

# Typing who said it, with completion.
go_to 'shut,”'
press a
for typed in '{' '@' 'f'; do
  enter "$typed"
  settle
done
enter 'alk}'
press Escape
settle

# Accepting the draft, renaming, formatting.
go_to 'claim #late'
press Space a
settle
press Enter
settle
go_to '@falk: Nils'
press Space r
settle
press C-u
enter 'nils-falk'
press Enter
settle
enter ':format'
press Enter
settle
enter ':quit!'
press Enter
settle
