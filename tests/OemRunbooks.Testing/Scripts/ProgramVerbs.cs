using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace OemRunbooks.Testing.Scripts;

/// <summary>Verbs that start the program, or say how it is started.</summary>
internal static partial class ProgramVerbs
{
    private const int Killed = 137;

    /// <summary><c>runbook ARGUMENTS [&gt; FILE]</c>.</summary>
    internal static void Runbook(Line line, ScriptState state)
    {
        state.EndTerminal();
        var (words, target) = Redirected(Words.Split(line.Rest, state.Value));
        var result = state.Program.Run(state.Call(words));
        state.Ended(result, line.Not);
        NeverRight(result.Out + "\n" + result.Error);

        if (target is not null)
        {
            ScriptState.Write(state.Place(target), Encoding.UTF8.GetBytes(result.Out));
        }
    }

    /// <summary><c>crash at N runbook ARGUMENTS</c>: the program dies just before its N-th durable operation.</summary>
    internal static void Crash(Line line, ScriptState state)
    {
        if (Words.Split(line.Rest, state.Value) is not ["at", var number, "runbook", .. var arguments])
        {
            throw new ScriptException("it is \"crash at N runbook …\"");
        }

        state.EndTerminal();
        var call = state.Call(arguments);
        var count = Path.Combine(state.Work, ".durable-operations");
        var environment = new Dictionary<string, string>(call.Environment, StringComparer.Ordinal);
        foreach (var (name, value) in CrashLibrary.Variables(int.Parse(number, CultureInfo.InvariantCulture), state.Directory, count))
        {
            environment[name] = value;
        }

        var result = AsProcess(state).Run(call with { Environment = environment });
        state.Ended(result, mustFail: result.ExitCode != 0);
        if (result.ExitCode != Killed)
        {
            var done = File.Exists(count) ? File.ReadAllText(count).Trim() : "too few";
            throw new ScriptException($"it ended by itself, after {done} durable operations");
        }
    }

    /// <summary><c>terminal runbook ARGUMENTS</c>: goes on in the background, to be answered.</summary>
    internal static void OnTerminal(Line line, ScriptState state)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new ScriptException("there are no terminals here: the script needs the condition [pty]");
        }

        if (Words.Split(line.Rest, state.Value) is not ["runbook", .. var arguments])
        {
            throw new ScriptException("it is \"terminal runbook …\"");
        }

        state.EndTerminal();
        var call = state.Call(arguments);
        var environment = new Dictionary<string, string>(call.Environment, StringComparer.Ordinal) { ["TERM"] = "xterm" };

        // Who sits at the terminal is known, unless a script says otherwise: "env RUNBOOK_OPERATOR=" has them asked.
        environment.TryAdd("RUNBOOK_OPERATOR", System.Environment.UserName);
        (state.Terminal, state.MustFail) = (new Terminal(call with { Environment = environment }, state.Columns), line.Not);
    }

    /// <summary><c>columns N</c>: so wide are the terminals from here on.</summary>
    internal static void Columns(Line line, ScriptState state) =>
        state.Columns = int.Parse(Verbs.Arguments(line, state, 1, 1)[0], CultureInfo.InvariantCulture);

    /// <summary><c>answer PROMPT REPLY</c>.</summary>
    internal static void Answer(Line line, ScriptState state) => Type(line, state, "\r");

    /// <summary><c>type PROMPT KEYS</c>: no line is ended.</summary>
    internal static void Type(Line line, ScriptState state) => Type(line, state, "");

    /// <summary><c>meanwhile runbook ARGUMENTS</c>: somebody else, at another terminal.</summary>
    internal static void Meanwhile(Line line, ScriptState state)
    {
        if (state.Terminal is null || Words.Split(line.Rest, state.Value) is not ["runbook", .. var arguments])
        {
            throw new ScriptException("it is \"meanwhile runbook …\", while a program waits on a terminal");
        }

        var result = AsProcess(state).Run(state.Call(arguments));
        if (result.ExitCode != 0)
        {
            throw new ScriptException($"it ended with {result.ExitCode}: {result.Error}");
        }
    }

    private static void Type(Line line, ScriptState state, string end)
    {
        if (state.Terminal is not { } terminal || !OperatingSystem.IsLinux())
        {
            throw new ScriptException("no program waits on a terminal");
        }

        var words = Verbs.Arguments(line, state, 2, 2);
        terminal.Type(Pattern.Read(words[0], state.Value), words[1] + end);
    }

    /// <summary><c>station NAME</c>.</summary>
    internal static void Station(Line line, ScriptState state) => state.Enter(Verbs.Arguments(line, state, 1, 1)[0]);

    /// <summary><c>env NAME=VALUE</c> sets a variable, <c>env NAME</c> removes it.</summary>
    internal static void Env(Line line, ScriptState state)
    {
        foreach (var word in Verbs.Arguments(line, state, 1, 9))
        {
            if (word.Split('=', 2) is [var name, var value])
            {
                state.Environment[name] = value;
            }
            else
            {
                state.Environment.Remove(word);
            }
        }
    }

    /// <summary><c>lang pl</c> or <c>lang en</c>: what people read from here on.</summary>
    internal static void Lang(Line line, ScriptState state) => state.Environment["RUNBOOK_LANG"] = Verbs.Arguments(line, state, 1, 1)[0];

    /// <summary><c>clock +5m</c>: the program's clock goes so far ahead; units s, m, h, d.</summary>
    internal static void MoveClock(Line line, ScriptState state)
    {
        if (!state.Program.HasClock)
        {
            throw new ScriptException("this program takes the machine's time: the script needs the condition [clock]");
        }

        var match = Ahead().Match(line.Rest);
        if (!match.Success)
        {
            throw new ScriptException("it is \"clock +5m\"");
        }

        var number = double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        state.Clock += match.Groups[2].Value switch
        {
            "s" => TimeSpan.FromSeconds(number),
            "m" => TimeSpan.FromMinutes(number),
            "h" => TimeSpan.FromHours(number),
            _ => TimeSpan.FromDays(number),
        };
    }

    /// <summary><c>stdin FILE</c>: what the next program can read.</summary>
    internal static void Stdin(Line line, ScriptState state) =>
        state.StandardInput = File.ReadAllText(state.One(Verbs.Arguments(line, state, 1, 1)[0]));

    // What no script has to say, since it holds for every one.
    private static void NeverRight(string shown)
    {
        if (Trace().IsMatch(shown))
        {
            throw new ScriptException("a person is shown a stack trace");
        }

        if (Driving().IsMatch(shown))
        {
            throw new ScriptException("a person is shown what drives a terminal or turns the direction of writing");
        }
    }

    private static IProgram AsProcess(ScriptState state) => state.Program.IsProcess ? state.Program : new ProcessProgram();

    private static (List<string> Words, string? Target) Redirected(List<string> words) =>
        words is [.. var before, ">", var target] ? (before, target) : (words, null);

    [GeneratedRegex(@"^   at \S+\(", RegexOptions.Multiline)]
    private static partial Regex Trace();

    [GeneratedRegex("[\0-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]")]
    private static partial Regex Driving();

    [GeneratedRegex(@"^\+(\d+)([smhd])$")]
    private static partial Regex Ahead();
}
