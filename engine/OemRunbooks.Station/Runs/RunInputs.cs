using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Station.Runs;

/// <summary>The files that inputs name, before a run begins.</summary>
public static class RunInputs
{
    /// <summary>Lets the steps of a run reach the files that its inputs name, wherever they lie.</summary>
    public static void Grant(Workplace work, Runbook runbook, Value inputs)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(runbook);
        ArgumentNullException.ThrowIfNull(inputs);
        foreach (var input in runbook.Inputs.Where(static i => i.Type is InputType.File or InputType.Directory or InputType.Path))
        {
            work.Station.Grant(inputs[input.Name].AsText() ?? "");
        }
    }

    /// <summary>What is not there.</summary>
    public static IEnumerable<Failure> Missing(Workplace work, Runbook runbook, Value values)
    {
        ArgumentNullException.ThrowIfNull(runbook);
        ArgumentNullException.ThrowIfNull(values);
        return runbook.Inputs.Select(i => Missing(work, i, values[i.Name])).OfType<Failure>();
    }

    /// <summary>Why the path of an input is not good, or null.</summary>
    public static Failure? Missing(Workplace work, InputDefinition input, Value value)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(value);
        if (!input.MustExist || value.AsText() is not { Length: > 0 } path)
        {
            return null;
        }

        var full = Path.GetFullPath(path, work.Station.Root);
        var isThere = input.Type switch
        {
            InputType.Directory => Directory.Exists(full),
            InputType.File => File.Exists(full),
            _ => Path.Exists(full),
        };
        return isThere ? null : Faults.InputFileMissing(input.Name, path);
    }
}
