using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Tests.Support;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Testing.Runbooks;
using Xunit;

namespace OemRunbooks.Engine.Tests.Running;

/// <summary>A run that a newer program recorded is not judged by rules that this one does not know.</summary>
public sealed class NewerPrograms
{
    [Fact]
    public async Task A_journal_of_newer_logic_is_refused_with_what_to_do()
    {
        using var rig = new Rig();
        await rig.RunAsync(Some.Runbook("- {id: a, action: do.work}"));
        var first = rig.Stored.Read().First();
        var started = (RunStarted)first.Fact;
        var error = Assert.Throws<CodedException>(() =>
            RunService.Definition(rig.Stored, rig.Loader, first with { Fact = started with { Logic = started.Logic + 1 } })
        );
        Assert.Equal("journal.logic-newer", error.Failure.Code);
        Assert.NotNull(RunService.Definition(rig.Stored, rig.Loader, first));
    }
}
