"""`completion`: what teaches a shell's tab key the commands, and the names and codes that the log knows."""

import typer

from tinywins.cli.options import single
from tinywins.cli.session import print_text
from tinywins.errors import UsageError

ASKED = "_TINYWINS_COMPLETE"  # the variable that holds the shell's line up to the cursor; __main__ answers it
BASH = """# tinywins: completion for bash. In ~/.bashrc: eval "$(tinywins completion bash)"
_tinywins() {
  local line="${COMP_LINE:0:COMP_POINT}" offers value told cut before at wide=0
  local -a values=() words=()
  COMPREPLY=()
  offers=$(@ASKED@="$line" tinywins 2>/dev/null </dev/null)
  if [ $? -eq 3 ]; then
    compopt -o default 2>/dev/null
    return
  fi
  cut="${line##*[[:space:]]}"
  before="${2%"${2##*[[:space:]]}"}"
  if [ -n "$before" ]; then cut=""; else cut="${cut%"$2"}"; fi
  while IFS=$'\\t' read -r value told; do
    [ -n "$value" ] || continue
    value="$before${value##*[[:space:]]}"
    values+=("${value#"$cut"}")
    words+=("$told")
    [ "${#value}" -le "$wide" ] || wide="${#value}"
  done <<< "$offers"
  [ "${#values[@]}" -gt 0 ] || return
  COMPREPLY=("${values[@]}")
  if [ "${#values[@]}" -gt 1 ] && [ "$COMP_TYPE" != 37 ] && [ "$COMP_TYPE" != 42 ]; then
    for at in "${!values[@]}"; do
      [ -n "${words[at]}" ] || continue
      printf -v value '%-*s  %s' "$wide" "${values[at]}" "${words[at]}"
      printf -v "COMPREPLY[at]" '%-*s' "$(( ${COLUMNS:-80} / 2 ))" "$value"
    done
    [ "${values[0]#"$2"}" != "${values[0]}" ] || [ -z "$2" ] || COMPREPLY+=(" ")
  fi
}
complete -o nosort -F _tinywins tinywins 2>/dev/null || complete -F _tinywins tinywins
"""
ZSH = """#compdef tinywins
# tinywins: completion for zsh. In ~/.zshrc, after compinit: eval "$(tinywins completion zsh)"
_tinywins() {
  local offers value told code typed="$QIPREFIX$IPREFIX$PREFIX"
  local -a values meanings lines
  local -i wide=0 at
  offers=$(@ASKED@="${(j: :)words[1,CURRENT-1]} $typed" tinywins 2>/dev/null </dev/null)
  code=$?
  if (( code == 3 )); then
    compset -P '--*='
    _files
    return
  fi
  while IFS=$'\\t' read -r value told; do
    [[ -n $value ]] || continue
    values+=("$value")
    meanings+=("$told")
    (( $#value > wide )) && wide=$#value
  done <<< "$offers"
  (( $#values )) || return 1
  for (( at = 1; at <= $#values; at++ )); do
    lines+=("${(r:wide:)values[at]}  $meanings[at]")
  done
  [[ $values[1] == ${(Q)PREFIX}* ]] || compstate[insert]=menu
  compadd -U -V tinywins -l -d lines -a values
}
compdef _tinywins tinywins
# So that ? and * in a line are what they are, if you like:
# alias tinywins='noglob tinywins'
"""
FISH = """# tinywins: completion for fish. In ~/.config/fish/config.fish: tinywins completion fish | source
function __tinywins_offers
  set -l offers (env @ASKED@=(commandline -cp | string collect) tinywins 2>/dev/null </dev/null)
  if test $status -eq 3
    __fish_complete_path (commandline -ct)
    return
  end
  printf '%s\\n' $offers
end
complete -c tinywins -f -k -a '(__tinywins_offers)'
"""
SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH}


def completion(shell: str = typer.Argument(..., metavar="bash|zsh|fish", show_default=False)) -> None:
    """Print what teaches a shell's tab key: commands, options, habits, tags, people, and codes by words of a title.

    bash, in ~/.bashrc: eval "$(tinywins completion bash)". zsh, after compinit: eval "$(tinywins completion zsh)".
    fish, in its config.fish: tinywins completion fish | source. For zsh there is an alias at the end of the script,
    with which ? and * in a line stay what they are.
    """
    script = SCRIPTS.get(shell)
    if script is None:
        raise UsageError(f"There is no completion for {shell}.", "It is there for bash, zsh and fish.")
    print_text(script.replace("@ASKED@", ASKED))


APPS = {"completion": single(completion, 'eval "$(tinywins completion bash)"', "tinywins completion fish | source")}
