namespace OemRunbooks.Words.Generator;

/// <summary>What must hold of the entries that one project sees.</summary>
internal static class Rules
{
    internal static IEnumerable<Problem> Check(IReadOnlyList<Entry> entries)
    {
        var hints = Hints(entries);
        return Duplicates(entries).Concat(entries.SelectMany(e => Check(e, hints)));
    }

    /// <summary>The shared hints by their names.</summary>
    internal static Dictionary<string, Entry> Hints(IEnumerable<Entry> entries) =>
        entries
            .Where(static e => e.Kind == EntryKind.Hint)
            .GroupBy(static e => e.Key)
            .ToDictionary(static g => g.Key, static g => g.First());

    private static IEnumerable<Problem> Duplicates(IEnumerable<Entry> entries) =>
        entries
            .GroupBy(static e => e.Identity)
            .SelectMany(static same =>
                same.Skip(1)
                    .Select(e => new Problem(
                        Problems.Duplicate,
                        e.File,
                        e.Number,
                        $"{e.Key} is {same.First().Name} already, in {Path.GetFileName(same.First().File)}, line {same.First().Number}"
                    ))
            );

    private static IEnumerable<Problem> Check(Entry entry, Dictionary<string, Entry> hints)
    {
        if (entry.Kind != EntryKind.Fields && (Blank(entry.Pl) || Blank(entry.En)))
        {
            yield return new(Problems.LanguageMissing, entry.File, entry.Number, $"{entry.Key} has no {(Blank(entry.Pl) ? "pl" : "en")}");
        }

        foreach (var problem in Hint(entry, hints).Concat(Page.Check(entry)).Concat(ActivityPart.Check(entry)))
        {
            yield return problem;
        }

        // The arguments of a shared hint are declared by the codes that name it.
        if (entry.Kind == EntryKind.Hint)
        {
            yield break;
        }

        var pairs = Pairs(entry, hints).ToList();
        foreach (
            var problem in pairs
                .SelectMany(p => Compare(entry, p.Pl, p.En))
                .Concat(pairs.SelectMany(p => Places(entry, p.Pl, "pl").Concat(Places(entry, p.En, "en"))))
        )
        {
            yield return problem;
        }

        foreach (var problem in Uses(entry, [.. pairs.SelectMany(static p => Names(p.Pl.Text).Concat(Names(p.En.Text)))]))
        {
            yield return problem;
        }
    }

    private static IEnumerable<Problem> Hint(Entry entry, Dictionary<string, Entry> hints)
    {
        if (entry.Kind != EntryKind.Code)
        {
            if ((entry.HintPl ?? entry.HintEn ?? entry.HintName) is { } stray)
            {
                yield return new(Problems.HintIncomplete, entry.File, stray.Number, $"{entry.Key} is no code and has no hint");
            }
        }
        else if (entry.HintName is { } name)
        {
            if (!hints.ContainsKey(name.Text))
            {
                yield return new(Problems.UnknownHint, entry.File, name.Number, $"there is no hint {name.Text}");
            }
        }
        else if (Blank(entry.HintPl) || Blank(entry.HintEn))
        {
            yield return new(
                Problems.HintIncomplete,
                entry.File,
                entry.Number,
                $"{entry.Key} has no {(Blank(entry.HintPl) ? "hint pl" : "hint en")}"
            );
        }
    }

    private static IEnumerable<(Line Pl, Line En)> Pairs(Entry entry, Dictionary<string, Entry> hints)
    {
        if (entry is { Pl: { } pl, En: { } en })
        {
            yield return (pl, en);
        }

        if (entry is { HintPl: { } hintPl, HintEn: { } hintEn })
        {
            yield return (hintPl, hintEn);
        }

        if (entry.HintName is { } name && hints.TryGetValue(name.Text, out var hint) && hint is { Pl: { } sharedPl, En: { } sharedEn })
        {
            yield return (sharedPl with { Number = name.Number }, sharedEn with { Number = name.Number });
        }
    }

    private static IEnumerable<Problem> Compare(Entry entry, Line pl, Line en)
    {
        var differ = Names(pl.Text).ToList();
        var only = differ.Except(Names(en.Text)).Concat(Names(en.Text).Except(differ)).ToList();
        if (only.Count > 0)
        {
            yield return new(
                Problems.LanguagesDiffer,
                entry.File,
                pl.Number,
                $"{entry.Key}: only one language uses {{{string.Join("}, {", only)}}}"
            );
        }
    }

    private static IEnumerable<Problem> Places(Entry entry, Line line, string language)
    {
        foreach (var place in Pattern.Places(line.Text))
        {
            if (entry.Find(place.Name) is not { } argument)
            {
                yield return new(
                    Problems.Undeclared,
                    entry.File,
                    line.Number,
                    place.Name.Length == 0
                        ? $"{entry.Key}: a brace that nothing closes; a brace of the text itself is written {{{{"
                        : $"{entry.Key} does not declare {{{place.Name}}}; a brace of the text itself is written {{{{"
                );
            }
            else if (place.Forms is { } forms && !Fit(argument, forms, language))
            {
                yield return new(
                    Problems.BadPlural,
                    entry.File,
                    line.Number,
                    Types.Chooses(argument.Type)
                        ? $"{entry.Key}: {{{place.Name}?…}} needs {Wanted(argument, language)}"
                        : $"{entry.Key}: {argument.Name} is {argument.Type}, which chooses no form"
                );
            }
        }
    }

    private static string Wanted(Argument argument, string language)
    {
        if (argument.Type == "choice")
        {
            return "two forms";
        }

        return language == "pl" ? "three forms, for 1, 2 and 5" : "two forms, for 1 and 2";
    }

    private static bool Fit(Argument argument, string[] forms, string language) =>
        Types.Chooses(argument.Type) && forms.Length == (Types.IsCounted(argument.Type) && language == "pl" ? 3 : 2);

    private static IEnumerable<Problem> Uses(Entry entry, HashSet<string> used)
    {
        foreach (var argument in entry.Arguments.Where(a => a.IsSilent == used.Contains(a.Name)))
        {
            yield return new(
                Problems.Unused,
                entry.File,
                entry.Number,
                argument.IsSilent
                    ? $"{entry.Key}: {argument.Name} is silent, and a text shows it"
                    : $"{entry.Key}: no text uses {argument.Name}; what is only recorded is declared silent"
            );
        }
    }

    private static IEnumerable<string> Names(string text) =>
        Pattern.Places(text).Select(static p => p.Name).Where(static n => n.Length > 0);

    private static bool Blank(Line? line) => line is null || string.IsNullOrWhiteSpace(line.Text);
}
