namespace OemRunbooks.Cli.Commands.Completing;

/// <summary>The scripts with which shells ask the program what can stand where somebody writes.</summary>
/// <remarks>Where nothing is offered, the shell completes files as it does elsewhere.</remarks>
internal static class ShellScripts
{
    private const string Bash = """
        # source <(runbook completion bash)
        _runbook() {
            local line
            COMPREPLY=()
            while IFS= read -r line; do
                COMPREPLY+=("${line%%$'\t'*}")
            done < <("${COMP_WORDS[0]}" completion candidates -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
        }
        complete -o bashdefault -o default -F _runbook runbook

        """;

    private const string Zsh = """
        #compdef runbook
        # source <(runbook completion zsh)
        _runbook() {
            local -a rows
            local line
            for line in "${(@f)$("${words[1]}" completion candidates -- "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
                [[ -n $line ]] || continue
                if [[ $line == *$'\t'* ]]; then
                    rows+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
                else
                    rows+=("${line//:/\\:}")
                fi
            done
            if (( ${#rows} )); then
                _describe 'runbook' rows
            else
                _files
            fi
        }
        compdef _runbook runbook

        """;

    private const string Fish = """
        # runbook completion fish | source
        function __runbook_candidates
            set -l words (commandline -opc)
            set -l current (commandline -ct)
            $words[1] completion candidates -- $words[2..-1] "$current" 2>/dev/null
        end
        complete -c runbook -k -a '(__runbook_candidates)'

        """;

    private const string Pwsh = """
        # runbook completion pwsh | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName runbook -ScriptBlock {
            param($word, $ast, $cursor)
            $words = @($ast.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
            if (-not $word) { $words += '' }
            & $ast.CommandElements[0].ToString() completion candidates '--' @words 2>$null | ForEach-Object {
                $value, $about = $_ -split "`t", 2
                if (-not $about) { $about = $value }
                [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $about)
            }
        }

        """;

    /// <summary>The shells that have one.</summary>
    internal static string[] Names { get; } = ["bash", "zsh", "fish", "pwsh"];

    /// <summary>The script of a shell; null when there is none.</summary>
    internal static string? Of(string shell) =>
        shell switch
        {
            "bash" => Bash,
            "zsh" => Zsh,
            "fish" => Fish,
            "pwsh" => Pwsh,
            _ => null,
        };
}
