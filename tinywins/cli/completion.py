"""`completion`: what teaches a shell's tab key the commands, and the names and codes that the log knows."""

import typer

from tinywins.cli.completing import ASKED
from tinywins.cli.options import single
from tinywins.cli.session import print_text
from tinywins.errors import UsageError

BASH = """# tinywins: completion for bash. In ~/.bashrc: eval "$(tinywins completion bash)"
_tinywins() {
  local line="${COMP_LINE:0:COMP_POINT}" offers value cut
  COMPREPLY=()
  offers=$(@ASKED@="$line" tinywins 2>/dev/null)
  if [ $? -eq 3 ]; then
    compopt -o default
    return
  fi
  cut="${line##*[[:space:]]}"
  cut="${cut%"$2"}"
  while IFS=$'\\t' read -r value _; do
    [ -n "$value" ] && COMPREPLY+=("${value#"$cut"}")
  done <<< "$offers"
}
complete -F _tinywins tinywins
"""
ZSH = """#compdef tinywins
# tinywins: completion for zsh. In ~/.zshrc, after compinit: eval "$(tinywins completion zsh)"
_tinywins() {
  local offers value told code
  local -a values lines
  offers=$(@ASKED@="${(j: :)${(@q)words[1,CURRENT]}}" tinywins 2>/dev/null)
  code=$?
  if (( code == 3 )); then
    _files
    return
  fi
  while IFS=$'\\t' read -r value told; do
    [[ -n $value ]] && values+=("$value") && lines+=("$value  $told")
  done <<< "$offers"
  compadd -U -l -d lines -a values
}
compdef _tinywins tinywins
# So that ? and * in a line are what they are, if you like:
# alias tinywins='noglob tinywins'
"""
FISH = """# tinywins: completion for fish. In ~/.config/fish/config.fish: tinywins completion fish | source
function __tinywins_offers
  set -l offers (env @ASKED@=(commandline -cp | string collect) tinywins 2>/dev/null)
  if test $status -eq 3
    __fish_complete_path (commandline -ct)
    return
  end
  printf '%s\\n' $offers
end
complete -c tinywins -f -a '(__tinywins_offers)'
"""
SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH}


def completion(shell: str = typer.Argument(..., metavar="bash|zsh|fish", show_default=False)) -> None:
    """Print what teaches a shell's tab key: commands, options, habits, tags, people, and codes by words of a title.

    bash, in ~/.bashrc: eval "$(tinywins completion bash)". zsh, after compinit: eval "$(tinywins completion zsh)".
    fish: tinywins completion fish | source
    """
    script = SCRIPTS.get(shell)
    if script is None:
        raise UsageError(f"There is no completion for {shell}.", "It is there for bash, zsh and fish.")
    print_text(script.replace("@ASKED@", ASKED))


APPS = {"completion": single(completion, 'eval "$(tinywins completion bash)"', "tinywins completion fish | source")}
