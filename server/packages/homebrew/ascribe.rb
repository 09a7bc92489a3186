class Ascribe < Formula
  desc "Language server and linter for who said what in news articles"
  homepage "https://github.com/ascribe-lsp/ascribe"
  version "@VERSION@"
  license any_of: ["MIT", "Apache-2.0"]

  on_macos do
    on_arm do
      url "@DOWNLOADS@/@FILE:ascribe-v*-aarch64-apple-darwin.tgz@"
      sha256 "@SHA256:ascribe-v*-aarch64-apple-darwin.tgz@"
    end
    on_intel do
      url "@DOWNLOADS@/@FILE:ascribe-v*-x86_64-apple-darwin.tgz@"
      sha256 "@SHA256:ascribe-v*-x86_64-apple-darwin.tgz@"
    end
  end
  on_linux do
    on_arm do
      url "@DOWNLOADS@/@FILE:ascribe-v*-aarch64-unknown-linux-gnu.tgz@"
      sha256 "@SHA256:ascribe-v*-aarch64-unknown-linux-gnu.tgz@"
    end
    on_intel do
      url "@DOWNLOADS@/@FILE:ascribe-v*-x86_64-unknown-linux-gnu.tgz@"
      sha256 "@SHA256:ascribe-v*-x86_64-unknown-linux-gnu.tgz@"
    end
  end

  def install
    bin.install "ascribe"
    system bin/"ascribe", "man", "--output", man1
    generate_completions_from_executable(bin/"ascribe", "completions", shells: [:bash, :zsh, :fish])
  end

  test do
    (testpath/"rise.ascribe").write "[The fee rose]{claim @nobody}.\n"
    assert_match "undefined-actor", shell_output("#{bin}/ascribe check rise.ascribe", 1)
  end
end
