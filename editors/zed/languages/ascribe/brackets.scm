("[" @open
  "]" @close)

("{" @open
  "}" @close)

(quotation
  open: (mark) @open
  close: (mark) @close)
