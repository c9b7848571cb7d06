namespace OemRunbooks.Foundation.Words;

/// <summary>What people are told of an activity; generated of the words file beside it.</summary>
/// <param name="Name">Its name in a runbook: <c>family.verb</c>.</param>
/// <param name="Summary">What it does, in one sentence.</param>
/// <param name="Undo">What its undoing would be, or null when there is nothing to undo.</param>
/// <param name="Example">A step of it, as an item of YAML's list of steps.</param>
public sealed record ActivityWords(string Name, LocalizedText Summary, LocalizedText? Undo, string Example);

/// <summary>What people are told of an input or output.</summary>
/// <param name="Name">Its name in a runbook.</param>
/// <param name="Summary">What it is, with its unit.</param>
public sealed record FieldWords(string Name, LocalizedText Summary);
