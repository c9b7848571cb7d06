using System.Text;
using OemRunbooks.Testing.Scripts;

namespace OemRunbooks.Testing.Tests;

/// <summary>Runs scripts against a program that only says what it was told to say.</summary>
internal sealed class Bench : IProgram, IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("runbook-bench-").FullName;

    internal Bench()
    {
        Station = Path.Combine(root, "station");
        Directory.CreateDirectory(Path.Combine(Station, "secrets"));
        File.WriteAllText(Path.Combine(Station, "demo.env"), $"# keys\nOEM_KEY=k3y\nRUNBOOK_KEYS={Station}/keys\n");
        File.WriteAllText(Path.Combine(Station, "secrets", "store.json"), """{"licenses": ["a", "b"]}""");
    }

    internal string Station { get; }

    internal bool IsUpdating { get; set; }

    internal string Script => Path.Combine(root, "script.txtar");

    internal List<Invocation> Calls { get; } = [];

    /// <summary>What it answers: <c>say WORDS</c> on standard output, <c>complain WORDS</c> on the other with exit code 2.</summary>
    public Result Run(Invocation call)
    {
        Calls.Add(call with { Environment = new Dictionary<string, string>(call.Environment) });
        return call.Arguments.ToArray() switch
        {
            ["say", .. var words] => new Result(0, string.Join(' ', words) + "\n", ""),
            ["complain", .. var words] => new Result(2, "", string.Join(' ', words) + "\n"),
            ["where"] => new Result(0, call.WorkingDirectory + "\n", ""),
            ["echo"] => new Result(0, call.StandardInput, ""),
            ["crash"] => new Result(0, "", "   at Some.Where(Thing that)\n"),
            _ => new Result(0, "", ""),
        };
    }

    public bool IsProcess => false;

    public bool HasClock => true;

    internal Outcome Try(params string[] lines)
    {
        File.WriteAllBytes(Script, Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));
        return new ScriptRunner(this, () => Station, static n => $"test {n}", IsUpdating).Run(Script, "area/name");
    }

    public void Dispose() => Directory.Delete(root, recursive: true);
}
