;;; emacs.el --- Drives a session that is recorded  -*- lexical-binding: t -*-

;;; Code:

(require 'cl-lib)
(require 'eglot)
(require 'flymake)
(require 'ascribe-mode)

(setq make-backup-files nil
      auto-save-default nil
      create-lockfiles nil
      eglot-autoshutdown t
      eglot-confirm-server-edits nil
      native-comp-jit-compilation nil)

(defvar workspace (file-name-as-directory (nth 0 command-line-args-left)))
(setq command-line-args-left nil)

(defun settle ()
  "Send changes, and take answers for a while."
  (when (eglot-managed-p)
    (eglot--signal-textDocument/didChange))
  (dotimes (_ 10)
    (accept-process-output nil 0.05)))

(defun go-to (text)
  "Put point on the first character of TEXT."
  (goto-char (point-min))
  (search-forward text)
  (goto-char (match-beginning 0)))

(find-file (concat workspace "quay.ascribe"))
(apply #'eglot (eglot--guess-contact))
(settle)

;; Hover, definition, references, outline.
(go-to "@lund ^log")
(eglot-hover-eldoc-function #'ignore)
(settle)
(call-interactively #'xref-find-definitions)
(go-to "@falk ^log")
(xref-backend-references 'eglot (xref-backend-identifier-at-point 'eglot))
(eglot-imenu)

;; Typing who said it, with completion.
(go-to "” said Nils")
(forward-char)
(dolist (text '("{" "@" "f"))
  (insert text)
  (settle))
(let ((found (eglot-completion-at-point)))
  (all-completions (buffer-substring (nth 0 found) (nth 1 found)) (nth 2 found)))
(insert "alk}")
(settle)

;; Accepting the draft, renaming, formatting.
(go-to "claim #late")
(ascribe-accept)
(settle)
(go-to "@falk: Nils")
(eglot-rename "nils-falk")
(settle)
(eglot-format-buffer)
(settle)

(set-buffer-modified-p nil)
(let ((server (eglot-current-server)))
  (kill-buffer)
  (settle)
  (when (jsonrpc-running-p server)
    (eglot-shutdown server)))
(kill-emacs 0)

;;; emacs.el ends here
