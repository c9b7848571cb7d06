namespace OemRunbooks.Testing.Scripts;

/// <summary>The words with which the lines of a script begin. README.md, beside this project, explains each.</summary>
internal static class Verbs
{
    private static readonly Dictionary<string, Action<Line, ScriptState>> All = new(StringComparer.Ordinal)
    {
        ["runbook"] = ProgramVerbs.Runbook,
        ["crash"] = ProgramVerbs.Crash,
        ["terminal"] = ProgramVerbs.OnTerminal,
        ["columns"] = ProgramVerbs.Columns,
        ["answer"] = ProgramVerbs.Answer,
        ["type"] = ProgramVerbs.Type,
        ["meanwhile"] = ProgramVerbs.Meanwhile,
        ["station"] = ProgramVerbs.Station,
        ["env"] = ProgramVerbs.Env,
        ["lang"] = ProgramVerbs.Lang,
        ["clock"] = ProgramVerbs.MoveClock,
        ["stdin"] = ProgramVerbs.Stdin,
        ["exit"] = CheckVerbs.Exit,
        ["stdout"] = CheckVerbs.Stdout,
        ["stderr"] = CheckVerbs.Stderr,
        ["error"] = CheckVerbs.Error,
        ["warning"] = CheckVerbs.Warning,
        ["json"] = JsonVerb.Json,
        ["contains"] = CheckVerbs.Contains,
        ["cmp"] = CompareVerbs.Cmp,
        ["snapshot"] = CompareVerbs.Snapshot,
        ["same"] = CompareVerbs.Same,
        ["exists"] = CheckVerbs.Exists,
        ["count"] = CheckVerbs.Count,
        ["mode"] = CheckVerbs.Mode,
        ["keep"] = KeepVerb.Keep,
        ["edit"] = FileVerbs.Edit,
        ["write"] = FileVerbs.Write,
        ["append"] = FileVerbs.Append,
        ["bytes"] = FileVerbs.Bytes,
        ["cut"] = FileVerbs.Cut,
        ["head"] = FileVerbs.Head,
        ["damage"] = FileVerbs.Damage,
        ["cp"] = FileVerbs.Copy,
        ["mv"] = FileVerbs.Move,
        ["rm"] = FileVerbs.Remove,
        ["mkdir"] = FileVerbs.MakeDirectory,
        ["link"] = FileVerbs.Link,
        ["chmod"] = FileVerbs.ChangeMode,
        ["unzip"] = FileVerbs.Unzip,
        ["hold"] = FileVerbs.Hold,
    };

    private static readonly HashSet<string> CanBeDenied = new(StringComparer.Ordinal)
    {
        "runbook",
        "terminal",
        "stdout",
        "stderr",
        "json",
        "contains",
        "same",
        "exists",
    };

    /// <summary>Every verb, for whoever checks that each is explained.</summary>
    internal static IEnumerable<string> Names => All.Keys;

    internal static void Carry(Line line, ScriptState state)
    {
        if (!All.TryGetValue(line.Verb, out var verb))
        {
            throw new ScriptException($"there is no verb \"{line.Verb}\"");
        }

        if (line.Not && !CanBeDenied.Contains(line.Verb))
        {
            throw new ScriptException($"\"!\" says nothing before \"{line.Verb}\"");
        }

        try
        {
            verb(line, state);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or System.Text.Json.JsonException)
        {
            throw new ScriptException(e.Message, e);
        }
    }

    /// <summary>The words after the verb, of which there have to be so many.</summary>
    internal static List<string> Arguments(Line line, ScriptState state, int least, int most)
    {
        var words = Words.Split(line.Rest, state.Value);
        var wanted = least == most ? $"{least}" : $"{least} to {most}";
        return words.Count >= least && words.Count <= most
            ? words
            : throw new ScriptException($"\"{line.Verb}\" takes {wanted} words, not {words.Count}");
    }

    /// <summary>The first word after the verb, and all the rest of the line as it stands.</summary>
    internal static (string First, string Others) FirstAndRest(string text, ScriptState state)
    {
        var parts = text.Split(' ', 2, StringSplitOptions.TrimEntries);
        return (Words.Fill(parts[0], state.Value), parts.Length == 2 ? parts[1] : "");
    }
}
