using Xunit;

namespace OemRunbooks.Reports.Tests;

/// <summary>Tests that measure the process's memory: nothing else runs beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
