;;; tests.el --- Ascribe in a real Emacs  -*- lexical-binding: t -*-

;; emacs -Q --batch -l INIT.EL -l tests.el WORKSPACE FOLDER-OF-THE-GRAMMAR

;;; Code:

(require 'cl-lib)
(require 'eglot)
(require 'flymake)
(require 'xref)

(setq make-backup-files nil
      auto-save-default nil
      create-lockfiles nil
      eglot-autoshutdown t
      eglot-confirm-server-edits nil
      eglot-send-changes-idle-time 0.05
      flymake-no-changes-timeout 0.1
      native-comp-enable-subr-trampolines nil
      native-comp-jit-compilation nil
      xref-prompt-for-identifier nil)

(defvar passed 0)
(defvar failed 0)
(defvar workspace (file-name-as-directory (nth 0 command-line-args-left)))
(defvar grammar (nth 1 command-line-args-left))
(setq command-line-args-left nil)

(defun check (name ok &optional detail)
  "Count NAME as passed if OK, and show DETAIL otherwise."
  (if ok (cl-incf passed) (cl-incf failed))
  (princ (format "%-6s%s%s\n" (if ok "ok" "FAIL") name (if (or ok (not detail)) "" (format "\n      %S" detail)))))

(defun equals (name actual expected)
  "Check under NAME that ACTUAL is EXPECTED."
  (check name (equal actual expected) (list :actual actual :expected expected)))

(defun eventually (name expected function)
  "Call FUNCTION until it returns EXPECTED, and check that under NAME."
  (let ((end (+ (float-time) 10)) actual)
    (while (and (not (equal (setq actual (funcall function)) expected)) (< (float-time) end))
      ;; No idle timers run in batch mode.
      (dolist (buffer (buffer-list))
        (with-current-buffer buffer
          (when (eglot-managed-p)
            (eglot--signal-textDocument/didChange))))
      (accept-process-output nil 0.05))
    (equals name actual expected)))

(defun go-to (text)
  "Put point on the first character of TEXT."
  (goto-char (point-min))
  (let ((case-fold-search nil))
    (search-forward text))
  (goto-char (match-beginning 0)))

(defun diagnostics ()
  "Codes or texts of the diagnostics from warning on, with their words."
  (let (found)
    (dolist (diagnostic (flymake-diagnostics))
      (unless (eq (flymake-diagnostic-type diagnostic) 'eglot-note)
        (push (buffer-substring-no-properties (flymake-diagnostic-beg diagnostic) (flymake-diagnostic-end diagnostic)) found)))
    (sort found #'string<)))

(defun place ()
  "File and line of point."
  (list (file-name-nondirectory (buffer-file-name)) (line-number-at-pos)))

(defun face-at (text)
  "Face of the first character of TEXT."
  (go-to text)
  (font-lock-ensure)
  (get-text-property (point) 'face))

(defun faces (expected)
  "Check the faces of the texts in EXPECTED, an alist."
  (dolist (pair expected)
    (equals (format "the face of %s" (car pair)) (face-at (car pair)) (cdr pair))))

(defun indentation ()
  "Check that fields are indented below their declaration, and text is not."
  (with-temp-buffer
    (ascribe-ts-mode-maybe)
    (insert "@berg: Ada Berg\nrole: Mayor\n\nShe said so.\n")
    (indent-region (point-min) (point-max))
    (equals "fields are indented, and text is not" (buffer-string) "@berg: Ada Berg\n  role: Mayor\n\nShe said so.\n")))

(defun compiling ()
  "Check that the mode is compiled without warnings."
  (let ((byte-compile-error-on-warn t)
        (byte-compile-dest-file-function (lambda (_) (concat workspace "mode.elc"))))
    (check "the mode is compiled without warnings" (byte-compile-file (locate-library "ascribe-mode.el"))
           (and (get-buffer "*Compile-Log*") (with-current-buffer "*Compile-Log*" (buffer-string))))))

(defun registry ()
  "Check what MELPA asks for: the checks of checkdoc and package-lint."
  (require 'checkdoc)
  (require 'package-lint)
  (let ((file (locate-library "ascribe-mode.el"))
        warnings)
    (cl-letf (((symbol-function 'warn) (lambda (&rest warning) (push warning warnings))))
      (checkdoc-file file))
    (equals "checkdoc finds nothing" warnings nil)
    (with-current-buffer (find-file-noselect file)
      (equals "package-lint finds no errors"
              (seq-filter (lambda (finding) (eq (nth 2 finding) 'error)) (package-lint-buffer))
              nil)
      (kill-buffer))))

(defun without-tree-sitter ()
  "Check the mode for an Emacs without the grammar."
  (find-file (concat workspace "article.ascribe"))
  (equals "without the grammar the mode is ascribe-mode" major-mode 'ascribe-mode)
  (equals "no last newline is added" require-final-newline nil)
  (faces '(("%% Said" . font-lock-comment-face)
           ("@oduya" . font-lock-constant-face)
           ("Samuel Oduya" . bold)
           ("role" . font-lock-variable-name-face)
           ("\"The quay" . font-lock-string-face)
           ("“Nobody" . font-lock-string-face)
           ("claim #cost" . font-lock-keyword-face)
           ("#cost" . font-lock-function-name-face)
           ("@lind}." . font-lock-constant-face)
           ("The ferry" . nil)))
  (indentation)
  (kill-buffer))

(defun with-tree-sitter ()
  "Check the mode for an Emacs with the grammar."
  (setq treesit-extra-load-path (list grammar))
  (find-file (concat workspace "article.ascribe"))
  (equals "with the grammar the mode is ascribe-ts-mode" major-mode 'ascribe-ts-mode)
  (equals "no last newline is added there either" require-final-newline nil)
  (faces '(("%% Said" . font-lock-comment-face)
           ("---" . font-lock-misc-punctuation-face)
           ("title" . font-lock-property-name-face)
           ("@oduya" . font-lock-constant-face)
           ("Samuel Oduya" . bold)
           ("Captain" . font-lock-doc-face)
           ("^council-meeting:" . font-lock-type-face)
           ("The quay" . font-lock-string-face)
           ("[Repairs" . font-lock-bracket-face)
           ("{claim #cost" . font-lock-misc-punctuation-face)
           ("claim #cost" . font-lock-keyword-face)
           ("#cost" . font-lock-function-name-face)
           ("@lind}" . font-lock-constant-face)
           ("The ferry" . nil)))
  (indentation))

(defun language-server ()
  "Check what Eglot shows of the server."
  (apply #'eglot (eglot--guess-contact))
  (check "the server runs" (eglot-current-server))
  (equals "its language is ascribe" (alist-get 'ascribe-mode (eglot--languages (eglot-current-server))) "ascribe")
  (equals "its root is the folder of cast.ascribe"
          (file-truename (project-root (eglot--project (eglot-current-server))))
          (file-truename workspace))
  (flymake-start)
  (eventually "the diagnostics" '("@oduja" "“Nobody asked the crew about any of this,”") #'diagnostics)
  (go-to "@lind}")
  (let (shown)
    (eglot-hover-eldoc-function (lambda (text &rest _) (setq shown (format "%s" text))))
    (eventually "eldoc shows who it is" t (lambda () (and shown (string-match-p "Chair of the Harbour Board" shown) t))))
  (go-to "@lind}")
  (call-interactively #'xref-find-definitions)
  (equals "a definition in another document" (place) '("cast.ascribe" 4))
  (find-file (concat workspace "article.ascribe"))
  (go-to "Samuel Oduya said")
  (call-interactively #'xref-find-definitions)
  (equals "a definition from a name in the text" (place) '("article.ascribe" 9))
  (go-to "@lind}")
  (equals "references, in closed documents too"
          (length (xref-backend-references 'eglot (xref-backend-identifier-at-point 'eglot)))
          8)
  (check "imenu lists declarations" (string-match-p "Samuel Oduya" (format "%S" (eglot-imenu))) (eglot-imenu)))

(defun actions ()
  "Check code actions, renaming, completion and formatting."
  (go-to "@oduja")
  (let ((action (cl-find-if (lambda (action) (string-match-p "@oduya" (plist-get action :title)))
                            (eglot-code-actions (point) (point) "quickfix" nil))))
    (check "a fix is offered" action)
    (when action
      (eglot-execute (eglot-current-server) action)))
  (eventually "and does what it says" '("“Nobody asked the crew about any of this,”") #'diagnostics)
  (go-to "@lind}")
  (eglot-rename "chair")
  (equals "renaming" (how-many "@chair" (point-min) (point-max)) 2)
  (equals "renaming in a closed document"
          (with-current-buffer (find-file-noselect (concat workspace "cast.ascribe"))
            (how-many "^@chair:" (point-min) (point-max)))
          1)
  (go-to "” Samuel")
  (forward-char)
  (insert "{@od}")
  (backward-char)
  (let* ((found (eglot-completion-at-point))
         (typed (buffer-substring (nth 0 found) (nth 1 found)))
         (offered (all-completions typed (nth 2 found))))
    (equals "completion takes the sign" typed "@od")
    (check "completion offers who is declared" (cl-find "oduya" offered :test #'string-search) offered)
    ;; Taken from the list.
    (let ((chosen (cl-find "oduya" offered :test #'string-search)))
      (completion--replace (nth 0 found) (nth 1 found) chosen)
      (funcall (plist-get (nthcdr 3 found) :exit-function) chosen 'finished))
    (go-to "Nobody asked")
    (equals "what is chosen stands in the text"
            (buffer-substring-no-properties (1- (point)) (line-end-position))
            "“Nobody asked the crew about any of this,”{@oduya} Samuel Oduya said."))
  (eventually "and is right" '() #'diagnostics))

(defun drafting ()
  "Check the commands for drafts."
  (kill-new "“The crane {here} is forty years old,” said Mayor Ada Berg. “It has [to] go.”{}\n\nBerg said the harbour would close in June.\n")
  (ascribe-new (concat workspace "plain.ascribe"))
  (equals "a new document has the copied article, with what would be markup escaped"
          (buffer-substring-no-properties (point-min) (line-end-position))
          "“The crane {here} is forty years old,” said Mayor Ada Berg. “It has [to] go.”\\{}")
  (eventually "a new document is managed, too" t (lambda () (and (eglot-managed-p) t)))
  (goto-char (point-min))
  (ascribe-draft)
  (equals "the document is drafted" (how-many "\\_<draft\\_>" (point-min) (point-max)) 3)
  (check "the drafted declarations are folded" (cl-some (lambda (overlay) (overlay-get overlay 'ascribe-fold)) (overlays-in (point-min) (point-max))))
  (check "point is on the first draft" (looking-back "old,”{" (line-beginning-position)) (buffer-string))
  (ascribe-next-draft)
  (check "the next one is that of another statement" (looking-back "in June]{" (line-beginning-position)) (buffer-string))
  (ascribe-previous-draft)
  (check "and the previous one the first" (looking-back "old,”{" (line-beginning-position)) (buffer-string))
  (ascribe-accept)
  (equals "a draft is accepted" (how-many "\\_<draft\\_>" (point-min) (point-max)) 1)
  (equals "what is left is said" (with-current-buffer (messages-buffer) (goto-char (point-max)) (forward-line -1) (thing-at-point 'line t)) "1 draft left\n")
  (check "and point is on the next" (looking-back "in June]{" (line-beginning-position)) (buffer-string))
  (ascribe-previous-draft)
  (check "the previous draft, from the end" (looking-back "in June]{" (line-beginning-position)) (buffer-string))
  (ascribe-reject)
  (equals "a draft is rejected" (how-many "\\_<draft\\_>" (point-min) (point-max)) 0)
  (equals "without drafts that is said"
          (condition-case problem (ascribe-next-draft) (user-error (cadr problem)))
          "There are no drafts in this document"))

(defun hidden (text)
  "Whether the first character of TEXT is invisible."
  (save-excursion
    (go-to text)
    (and (invisible-p (point)) t)))

(defun folding ()
  "Check that declarations are folded, and unfolded where point goes."
  (find-file (concat workspace "cast.ascribe"))
  (goto-char (point-min))
  (let ((last (save-excursion (goto-char (point-max)) (search-backward ":") (buffer-substring (line-beginning-position) (line-end-position)))))
    (check "declarations are folded when they are visited" (hidden last) last)
    (go-to last)
    (run-hooks 'post-command-hook)
    (check "and unfolded where point goes" (not (hidden last)))
    (ascribe-toggle-declarations)
    (check "a command folds them again" (hidden last))
    (ascribe-toggle-declarations)
    (check "and unfolds them" (not (hidden last)))))

(defun reading ()
  "Check the reading mode."
  (find-file (concat workspace "article.ascribe"))
  (goto-char (point-min))
  (ascribe-reading-mode)
  (jit-lock-fontify-now (point-min) (point-max))
  (check "markup is hidden while reading" (and (hidden "{@chair}") (hidden "]{claim #cost") (hidden "[Repairs")))
  (check "and the article is not" (not (or (hidden "Repairs") (hidden "The quay") (hidden "Lind said"))))
  (let ((faces (lambda (text)
                 (go-to text)
                 (mapcar (lambda (overlay) (overlay-get overlay 'face)) (overlays-at (point))))))
    (check "what a speaker says has a colour" (memq 'ascribe-speaker-1 (funcall faces "The quay")) (funcall faces "The quay"))
    (check "and what another one says has another" (memq 'ascribe-speaker-2 (funcall faces "Eleven")) (funcall faces "Eleven")))
  (go-to "{@chair}")
  (run-hooks 'post-command-hook)
  (check "markup is shown in the line of point" (not (hidden "{@chair}")))
  (check "and in no other" (hidden "{claim @oduya}"))
  (ascribe-reading-mode -1)
  (check "without the mode nothing is hidden" (not (hidden "{claim @oduya}"))))

(defun placeholders ()
  "Check that what an action writes to be replaced is selected."
  (find-file (concat workspace "unnamed.ascribe"))
  (insert "“It was never safe,” it was said.\n")
  (save-buffer)
  (eventually "an unnamed speaker is found" '("“It was never safe,”") #'diagnostics)
  (go-to "It was")
  (let ((action (cl-find-if (lambda (action) (string-match-p "Declare" (plist-get action :title)))
                            (eglot-code-actions (point) (point) "quickfix" nil))))
    (check "a declaration is offered" action)
    (eglot-execute (eglot-current-server) action)
    (equals "the name to replace is selected"
            (buffer-substring-no-properties (region-beginning) (region-end))
            "Name of the speaker")))

(defun configuration ()
  "Check what Eglot shows in ascribe.toml."
  (find-file (concat workspace "ascribe.toml"))
  (insert "[lints]\nquote-without-speaker = \"loud\"\n")
  (save-buffer)
  (equals "ascribe.toml has a mode of its own" major-mode 'ascribe-config-mode)
  (eventually "ascribe.toml is managed, too" t (lambda () (and (eglot-managed-p) t)))
  (eventually "and checked" t (lambda () (and (flymake-diagnostics) t))))

(condition-case problem
    (progn
      (require 'ascribe-mode)
      (princ (format "Emacs %s\n" emacs-version))
      (dolist (test '(compiling registry without-tree-sitter with-tree-sitter language-server actions folding reading placeholders drafting configuration))
        (funcall test)))
  (error (check "no test breaks off" nil problem)))
(dolist (buffer (buffer-list))
  (with-current-buffer buffer
    (set-buffer-modified-p nil)))
(ignore-errors (eglot-shutdown-all))
(princ (format "%d passed, %d failed\n" passed failed))
(kill-emacs (if (zerop failed) 0 1))

;;; tests.el ends here
