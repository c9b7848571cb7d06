using OemRunbooks.Foundation.Failures;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Checks;

/// <summary>When a rule is asked, and with it how grave its findings are.</summary>
internal enum CheckKind
{
    /// <summary>Without it the definition has no meaning: asked always, also of what a run kept.</summary>
    Meaning,

    /// <summary>What breaks it must not be run today; a definition that a run kept is read all the same.</summary>
    Fitness,

    /// <summary>
    /// What version 1.1 of the language forbids: as <see cref="Fitness"/> in a definition of that version, as <see cref="Oversight"/> in an
    /// older one.
    /// </summary>
    Strict,

    /// <summary>A mistake that keeps nothing from running: asked by <c>lint</c> alone, of a definition without errors.</summary>
    Oversight,
}

/// <summary>A rule of <c>lint</c>: its code, its kind, and what it looks at of a runbook that is walked through.</summary>
/// <remarks>
/// Each rule is one file, with its words and examples in the words file of the same name beside it; the list of rules
/// (<c>AllChecks</c>) is generated. A rule is made anew for each walk, so it may keep what it has seen.
/// </remarks>
/// <param name="on">The runbook, and where findings go.</param>
internal abstract class Check(Subject on)
{
    /// <summary>The code of all its findings.</summary>
    internal abstract string Code { get; }

    /// <summary>When it is asked.</summary>
    internal abstract CheckKind Kind { get; }

    /// <summary>How grave its findings are.</summary>
    internal Severity Severity =>
        Kind == CheckKind.Oversight || (Kind == CheckKind.Strict && !On.Runbook.IsStrict) ? Severity.Warning : Severity.Error;

    /// <summary>The runbook that is walked through.</summary>
    protected Subject On { get; } = on;

    /// <summary>Looks at the whole, before anything in it.</summary>
    internal virtual void Runbook(Runbook runbook) { }

    /// <summary>Looks at a declared input.</summary>
    internal virtual void Input(InputDefinition input) { }

    /// <summary>Looks at a variable.</summary>
    internal virtual void Variable(NamedTemplate variable) { }

    /// <summary>Looks at a step, before what is in it. An escalation's own step is offered by its fields only.</summary>
    internal virtual void Step(Step step, StepPlace place) { }

    /// <summary>Looks at a value that a step, its undoing or an escalation gives an activity.</summary>
    internal virtual void Field(FieldUse field) { }

    /// <summary>Looks at an output of the runbook.</summary>
    internal virtual void Output(NamedTemplate output) { }

    /// <summary>Looks at an expression, wherever it stands.</summary>
    internal virtual void Expression(Expression expression) { }

    /// <summary>Looks at a name that an expression reads, but for that of a loop's item.</summary>
    internal virtual void Name(NameUse name) { }

    /// <summary>Looks at a comparison, wherever it stands.</summary>
    internal virtual void Comparison(ComparisonUse comparison) { }

    /// <summary>Looks at a code that a retry, a clause or an escalation takes; offered to oversights only.</summary>
    internal virtual void Route(Route route) { }

    /// <summary>Notes a finding.</summary>
    protected void Found(Failure fault, Span span)
    {
        if (Severity == Severity.Error)
        {
            On.Findings.Error(fault, span);
        }
        else
        {
            On.Findings.Warning(fault, span);
        }
    }

    /// <summary>Notes an unknown word, with the one that was probably meant; <c>lint --fix</c> writes that one.</summary>
    protected void Unknown(UnknownWord fault, Span span, string word, IEnumerable<string> known) =>
        On.Findings.Unknown(fault, span, word, known, severity: Severity);
}
