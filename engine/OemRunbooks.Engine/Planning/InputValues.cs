using System.Collections.Immutable;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Engine.Planning;

/// <summary>Turns what was given for a runbook's inputs into what its run works with.</summary>
public static class InputValues
{
    /// <summary>Resolves all inputs, reporting every problem at once.</summary>
    /// <param name="runbook">The runbook.</param>
    /// <param name="given">What was given, by name: texts from a command line, or values.</param>
    /// <param name="station">What defaults may read of the station.</param>
    /// <param name="problems">Codes <c>input.unknown</c>, <c>input.missing</c>, <c>input.invalid</c>, or an expression's.</param>
    public static Value Resolve(Runbook runbook, Value given, Value station, out ImmutableArray<Failure> problems)
    {
        var found = ImmutableArray.CreateBuilder<Failure>();
        foreach (var name in given.Members.Keys.Where(n => runbook.Input(n) is null))
        {
            found.Add(Faults.InputUnknown(name, Closest.To(name, runbook.Inputs.Select(static i => i.Name))));
        }

        var resolved = Value.EmptyMap;
        foreach (var input in runbook.Inputs)
        {
            try
            {
                var bounds = input.Bounds;
                var value = given[input.Name];
                if (value.IsNull && input.Default is { } template)
                {
                    value = Templates.Resolve(template, new InputNames(resolved, station));
                }

                // Whoever writes --set key=$UNSET means a key: an empty value is one of an optional text alone.
                if (value.AsText() == "" && !given[input.Name].IsNull && (input.Required || input.Type != InputType.String))
                {
                    found.Add(Faults.InputEmpty(input.Name, bounds.Wanted(), input.Choices.IsEmpty ? null : input.Choices));
                    continue;
                }

                if (value.IsNull || (value.AsText() == "" && input.Type != InputType.String))
                {
                    if (input.Required)
                    {
                        found.Add(Faults.InputMissing(input.Name));
                    }

                    resolved = resolved.With(input.Name, Value.Null);
                    continue;
                }

                if (bounds.Take(value) is { } good)
                {
                    resolved = resolved.With(input.Name, good);
                }
                else
                {
                    found.Add(
                        Faults.InputInvalid(
                            input.Name,
                            bounds.Wanted(),
                            input.Type == InputType.Secret ? "…" : value.ToText(),
                            input.Choices.IsEmpty ? null : input.Choices
                        )
                    );
                }
            }
            catch (EvaluationException error)
            {
                found.Add(error.Failure);
            }
        }

        problems = found.ToImmutable();
        return resolved;
    }

    /// <summary>
    /// Recorded inputs with the kinds that the definition declares (a journal holds fractions as text), and null for those that were not
    /// given.
    /// </summary>
    internal static Value Typed(Runbook runbook, Value recorded)
    {
        var typed = recorded;
        foreach (var input in runbook.Inputs)
        {
            var value = recorded[input.Name];
            typed = typed.With(input.Name, value.IsNull ? Value.Null : new Bounds(input.Type, input.Choices).Take(value) ?? value);
        }

        return typed;
    }

    private sealed class InputNames(Value inputs, Value station) : INames
    {
        public Value Resolve(Reference reference, out int used)
        {
            used = 0;
            return reference.Root switch
            {
                "inputs" => inputs,
                "station" => station,
                _ => throw new EvaluationException(Faults.ExpressionUnknownName(reference.Name)),
            };
        }
    }
}
