using Xunit;

namespace OemRunbooks.EndToEnd;

/// <summary>Tests that count what depends on what else the machine does: none of the others runs beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
