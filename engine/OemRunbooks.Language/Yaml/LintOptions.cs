namespace OemRunbooks.Language.Yaml;

/// <summary>What a check looks for beyond what makes a definition unfit to run.</summary>
/// <param name="IsUnattended">Whether nobody is there when it runs, so that a question would stop it.</param>
public sealed record LintOptions(bool IsUnattended = false);
