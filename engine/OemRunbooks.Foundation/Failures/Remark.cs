using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Foundation.Failures;

/// <summary>Something worth knowing that is no failure: shown on the report's first page.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="Arguments">Named arguments.</param>
/// <param name="IsDeviation">Whether it departs from what the runbook takes for granted (unsigned, unverified, overridden).</param>
public sealed record Remark(string Code, Value Arguments, bool IsDeviation = false);
