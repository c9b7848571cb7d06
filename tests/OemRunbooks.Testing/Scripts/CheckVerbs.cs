using System.Globalization;

namespace OemRunbooks.Testing.Scripts;

/// <summary>Verbs that look at what the program said and left.</summary>
internal static class CheckVerbs
{
    /// <summary><c>exit N</c>.</summary>
    internal static void Exit(Line line, ScriptState state)
    {
        var wanted = int.Parse(Verbs.Arguments(line, state, 1, 1)[0], CultureInfo.InvariantCulture);
        if (state.Last.ExitCode != wanted)
        {
            throw new ScriptException($"the exit code is {state.Last.ExitCode}, not {wanted}");
        }
    }

    /// <summary><c>stdout TEXT</c>; <c>! stdout</c> alone: it says nothing.</summary>
    internal static void Stdout(Line line, ScriptState state) => Look(line, state, "standard output", state.Last.Out);

    /// <summary><c>stderr TEXT</c>; <c>! stderr</c> alone: it says nothing.</summary>
    internal static void Stderr(Line line, ScriptState state) => Look(line, state, "standard error", state.Last.Error);

    /// <summary><c>error CODE [TEXT]</c>: a refusal in one line, with a code and what to do next, and nothing on standard output.</summary>
    internal static void Error(Line line, ScriptState state)
    {
        Alone(line, state, "error", "błąd");
        if (state.Last.Out.Length > 0)
        {
            throw new ScriptException("a refusal says nothing on standard output");
        }

        if (!state.Last.Error.Contains(" → ", StringComparison.Ordinal))
        {
            throw new ScriptException("the line does not say what to do next (→)");
        }
    }

    /// <summary><c>warning CODE [TEXT]</c>: one warning on standard error and nothing else there.</summary>
    internal static void Warning(Line line, ScriptState state) => Alone(line, state, "warning", "ostrzeżenie");

    /// <summary><c>contains FILE TEXT</c>.</summary>
    internal static void Contains(Line line, ScriptState state)
    {
        var (file, text) = Verbs.FirstAndRest(line.Rest, state);
        var pattern = Pattern.Read(text, state.Value);
        if (pattern.IsIn(File.ReadAllText(state.One(file))) == line.Not)
        {
            throw new ScriptException($"\"{file}\" {(line.Not ? "holds" : "does not hold")} \"{text}\"");
        }
    }

    /// <summary><c>exists PATH…</c>; <c>*</c> stands for any letters of a name.</summary>
    internal static void Exists(Line line, ScriptState state)
    {
        foreach (var path in Verbs.Arguments(line, state, 1, 99))
        {
            if (state.All(path).Count > 0 == line.Not)
            {
                throw new ScriptException(line.Not ? $"there is \"{state.All(path)[0]}\"" : $"there is no \"{path}\"");
            }
        }
    }

    /// <summary><c>count N PATH</c>: so many names match.</summary>
    internal static void Count(Line line, ScriptState state)
    {
        var words = Verbs.Arguments(line, state, 2, 2);
        var found = state.All(words[1]);
        if (found.Count.ToString(CultureInfo.InvariantCulture) != words[0])
        {
            throw new ScriptException($"there are {found.Count}: {string.Join(", ", found.Select(state.Show))}");
        }
    }

    /// <summary><c>mode 640 PATH</c>.</summary>
    internal static void Mode(Line line, ScriptState state)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new ScriptException("there are no modes here: the line needs the condition [unix]");
        }

        var words = Verbs.Arguments(line, state, 2, 2);
        var mode = Convert.ToString((int)File.GetUnixFileMode(state.One(words[1])), 8);
        if (mode != words[0])
        {
            throw new ScriptException($"its mode is {mode}");
        }
    }

    private static void Look(Line line, ScriptState state, string name, string text)
    {
        if (line.Rest.Length == 0)
        {
            if (text.Length > 0 == line.Not)
            {
                throw new ScriptException($"{name} {(line.Not ? "is not empty" : "is empty")}");
            }

            return;
        }

        if (Pattern.Read(line.Rest, state.Value).IsIn(text) == line.Not)
        {
            throw new ScriptException($"{name} {(line.Not ? "shows" : "does not show")} \"{line.Rest}\"");
        }
    }

    private static void Alone(Line line, ScriptState state, string english, string polish)
    {
        var (code, text) = Verbs.FirstAndRest(line.Rest, state);
        var lines = state.Last.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines is not [var one])
        {
            throw new ScriptException($"standard error has {lines.Length} lines, not one");
        }

        if (!new[] { english, polish }.Any(w => one.StartsWith($"{w} {code}: ", StringComparison.Ordinal)))
        {
            throw new ScriptException($"standard error does not begin with \"{english} {code}: \"");
        }

        if (text.Length > 0 && !Pattern.Read(text, state.Value).IsIn(one))
        {
            throw new ScriptException($"the line does not show \"{text}\"");
        }
    }
}
