using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Activities.Read;

/// <summary>INI files: sections in brackets, <c>name = value</c>, comments after <c>#</c> or <c>;</c> at a line's beginning.</summary>
/// <remarks>Names before the first section stand beside the sections. Values are texts; quotes around a whole one are dropped.</remarks>
internal static class IniText
{
    /// <summary>The sections as mappings.</summary>
    /// <exception cref="CodedException"><c>content.malformed</c>, <c>content.duplicate</c> with the line</exception>
    internal static Value Parse(string text, StationPath path)
    {
        var all = new SortedDictionary<string, Value>(StringComparer.Ordinal);
        string? section = null;
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.Trim();
            switch (line)
            {
                case "" or ['#' or ';', ..]:
                    break;
                case ['[', .. { Length: > 0 } name, ']']:
                    section = name.Trim();
                    Add(all, section, Value.EmptyMap, path, number);
                    break;
                default:
                    var (key, value) = Member(line, path, number);
                    Put(all, section, key, value, path, number);
                    break;
            }
        }

        return Value.Map(all);
    }

    private static (string Key, Value Value) Member(string line, StationPath path, int number)
    {
        var sign = line.IndexOf('=', StringComparison.Ordinal);
        var key = sign > 0 && line[0] != '[' ? line[..sign].TrimEnd() : "";
        return key.Length == 0
            ? throw new CodedException(Faults.ContentMalformed(path.Shown, "INI", number))
            : (key, Value.Of(Unquoted(line[(sign + 1)..].Trim())));
    }

    private static string Unquoted(string value) =>
        value is ['"', .. var quoted, '"'] && !quoted.Contains('"', StringComparison.Ordinal) ? quoted : value;

    private static void Put(SortedDictionary<string, Value> all, string? section, string key, Value value, StationPath path, int number)
    {
        if (section is null)
        {
            Add(all, key, value, path, number);
        }
        else if (all[section].Members.ContainsKey(key))
        {
            throw new CodedException(Faults.ContentDuplicate(path.Shown, $"{section}.{key}", number));
        }
        else
        {
            all[section] = all[section].With(key, value);
        }
    }

    private static void Add(SortedDictionary<string, Value> all, string key, Value value, StationPath path, int number)
    {
        if (!all.TryAdd(key, value))
        {
            throw new CodedException(Faults.ContentDuplicate(path.Shown, key, number));
        }
    }
}
