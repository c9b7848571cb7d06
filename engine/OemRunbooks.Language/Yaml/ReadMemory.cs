namespace OemRunbooks.Language.Yaml;

/// <summary>What was read of the texts that somebody is editing: with a key, one step of hundreds is another one.</summary>
/// <remarks>
/// A text that differs from the last one within one item of its <c>steps</c> is read in that item alone, behind the same words and before
/// another item, so that every rule of YAML sees what it saw. What is odd in any way is read as a whole.
/// </remarks>
public sealed class ReadMemory
{
    private const int Most = 32;
    private const int LeastLength = 4096;
    private readonly Dictionary<string, StepTexts> last = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KeptSteps> steps = new(StringComparer.Ordinal);

    /// <summary>Called now and then while something long is read; throws when something more urgent waits.</summary>
    public Action? Yields { get; set; }

    /// <summary>The tree of a text that differs little from the last one; null when it has to be read as a whole.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="text">The text.</param>
    /// <param name="read">Reads an item of the steps that begins on some line.</param>
    /// <param name="mostEvents">How large the whole may be.</param>
    /// <param name="isDraft">Whether the text is only looked at: the next one will differ little from the last written one.</param>
    internal YamlNode? Reread(string path, string text, Func<string, int, YamlNode?> read, int mostEvents, bool isDraft)
    {
        lock (last)
        {
            if (!last.TryGetValue(path, out var known))
            {
                return null;
            }

            if (known.Text == text)
            {
                return known.Root;
            }

            if (known.Changed(text, read) is not { } changed || changed.Events > mostEvents)
            {
                return null;
            }

            last[path] = isDraft ? known : changed;
            return changed.Root;
        }
    }

    /// <summary>The steps that were read of a file, for another reading of it.</summary>
    internal KeptSteps StepsOf(string path)
    {
        lock (last)
        {
            return new(steps.GetValueOrDefault(path));
        }
    }

    /// <summary>Keeps the steps of a file that was read.</summary>
    internal void Keep(string path, KeptSteps? read)
    {
        lock (last)
        {
            if (read is not null && last.ContainsKey(path))
            {
                steps[path] = read;
            }
            else
            {
                steps.Remove(path);
            }
        }
    }

    /// <summary>Keeps a text in which nothing was found.</summary>
    internal void Keep(string path, string text, YamlNode root)
    {
        lock (last)
        {
            if (text.Length >= LeastLength && StepTexts.Of(text, root) is { } kept)
            {
                if (last.Count >= Most && !last.ContainsKey(path))
                {
                    last.Clear();
                    steps.Clear();
                }

                last[path] = kept;
            }
            else
            {
                last.Remove(path);
            }
        }
    }
}
