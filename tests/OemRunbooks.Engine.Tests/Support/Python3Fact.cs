using OemRunbooks.Testing.Journals;
using Xunit;

namespace OemRunbooks.Engine.Tests.Support;

/// <summary>Skipped by name where there is no Python.</summary>
internal sealed class Python3FactAttribute : FactAttribute
{
    public Python3FactAttribute() => Skip = AuditVerifier.WhyNot;
}

/// <summary>Skipped by name where there is no Python.</summary>
internal sealed class Python3TheoryAttribute : TheoryAttribute
{
    public Python3TheoryAttribute() => Skip = AuditVerifier.WhyNot;
}
