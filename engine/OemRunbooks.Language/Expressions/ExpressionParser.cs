using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using Scriban.Parsing;
using Scriban.Syntax;

namespace OemRunbooks.Language.Expressions;

/// <summary>Why an expression was refused.</summary>
/// <param name="Fault">What is wrong.</param>
/// <param name="Start">Where, in UTF-16 units from the beginning of the text.</param>
/// <param name="Length">How much of it.</param>
internal sealed record ExpressionError(Failure Fault, int Start, int Length)
{
    /// <summary>A function's name as it was written and as it was probably meant; or null.</summary>
    public (string Word, string Closest)? Meant { get; init; }
}

/// <summary>Reads expressions with Scriban's grammar and keeps only what is pure.</summary>
/// <remarks>
/// Scriban parses; its tree is walked against an allow-list and turned into our own, which <see cref="Evaluator"/> computes.
/// Scriban's evaluator is not used: a journal must replay for ever, also after a library's update (ADR 0003).
/// A hyphen between letters after a dot belongs to the name (<c>steps.backup-store</c>): it is replaced, before parsing,
/// by a letter of the same length, so that places stay right.
/// </remarks>
internal static class ExpressionParser
{
    /// <summary>How long an expression may be, in UTF-16 units.</summary>
    public const int MaxLength = 2000;

    private const char HyphenLetter = '\u30FC';
    private static readonly ParserOptions Options = new() { ExpressionDepthLimit = 40 };
    private static readonly LexerOptions Lexing = new() { Mode = ScriptMode.ScriptOnly };

    /// <summary>Reads an expression.</summary>
    /// <param name="text">Its text, without <c>${{ }}</c>.</param>
    /// <param name="span">Where the text begins.</param>
    /// <param name="error">Why it was refused, or null.</param>
    public static Expression? Parse(string text, Span span, out ExpressionError? error)
    {
        if (text.Length > MaxLength)
        {
            error = new(Faults.RB0302(MaxLength.ToString(CultureInfo.InvariantCulture)), 0, 1);
            return null;
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            error = new(Faults.RB0301(), 0, Math.Max(1, text.Length));
            return null;
        }

        var template = Scriban.Template.Parse(HideHyphens(text), null, Options, Lexing);
        if (template.HasErrors)
        {
            var first = template.Messages.First(static m => m.Type == ParserMessageType.Error);
            error =
                ForeignOperators.In(text)
                ?? new(Faults.RB0303(Reasons.Of(ShowHyphens(first.Message))), Math.Clamp(first.Span.Start.Offset, 0, text.Length - 1), 1);
            return null;
        }

        try
        {
            if (template.Page?.Body is not { Statements: [ScriptExpressionStatement { Expression: { } root }] })
            {
                throw new Refused(Faults.RB0304(text.Trim()), 0, text.Length);
            }

            error = null;
            return new Expression(text, span, Convert(root));
        }
        catch (Refused refused)
        {
            // What is not allowed is shown as it was written, not as the parser calls it.
            error =
                ForeignOperators.In(text) is { } foreign ? foreign
                : refused.Error is { Fault: { Code: Codes.RB0304 } fault } found && fault.Arguments["text"].ToText().Length == 0
                    ? found with
                    {
                        Fault = Faults.RB0304(text.Substring(found.Start, Math.Min(found.Length, text.Length - found.Start))),
                    }
                : refused.Error;
            return null;
        }
    }

    private static string HideHyphens(string text)
    {
        var letters = text.ToCharArray();
        var quote = '\0';
        var afterDot = false;
        for (var i = 0; i < letters.Length; i++)
        {
            var c = letters[i];
            if (quote != '\0')
            {
                if (c == '\\' && quote != '`')
                {
                    i++;
                }
                else if (c == quote)
                {
                    quote = '\0';
                }

                continue;
            }

            if (c is '"' or '\'' or '`')
            {
                quote = c;
                afterDot = false;
            }
            else if (c == '.')
            {
                afterDot = i + 1 < letters.Length && !char.IsAsciiDigit(letters[i + 1]);
            }
            else if (
                c == '-'
                && afterDot
                && i > 0
                && char.IsLetterOrDigit(letters[i - 1])
                && i + 1 < letters.Length
                && char.IsLetterOrDigit(letters[i + 1])
            )
            {
                letters[i] = HyphenLetter;
            }
            else if (!char.IsLetterOrDigit(c) && c != '_')
            {
                afterDot = false;
            }
        }

        return new(letters);
    }

    private static string ShowHyphens(string text) => text.Replace(HyphenLetter, '-');

    private static Node Convert(ScriptExpression node)
    {
        var (start, length) = Place(node);
        switch (node)
        {
            case ScriptLiteral literal:
                return new Node.Constant(Constant(literal), start, length);
            case ScriptNestedExpression { Expression: { } inner }:
                return Convert(inner);
            case ScriptVariableGlobal variable:
                return new Node.Reference(ShowHyphens(variable.Name), [], start, length);
            case ScriptMemberExpression { Target: { } target, Member: { } member }:
                return ConvertMember(node, target, member);
            case ScriptIndexerExpression { Target: { } target, Index: { } index } when target is not ScriptVariableLocal:
                return new Node.Index(Convert(target), Convert(index), start, length);
            case ScriptUnaryExpression { Operator: ScriptUnaryOperator.Not, Right: { } operand }:
                return new Node.Unary(Operator.Not, Convert(operand), start, length);
            case ScriptUnaryExpression { Operator: ScriptUnaryOperator.Negate, Right: { } operand }:
                return new Node.Unary(Operator.Negate, Convert(operand), start, length);
            case ScriptUnaryExpression { Operator: ScriptUnaryOperator.Plus, Right: { } operand }:
                return Convert(operand);
            case ScriptBinaryExpression { Left: { } left, Right: { } right } binary when Find(binary.Operator) is { } found:
                return new Node.Binary(found, Convert(left), Convert(right), start, length);
            case ScriptConditionalExpression { Condition: { } condition, ThenValue: { } then, ElseValue: { } otherwise }:
                return new Node.Conditional(Convert(condition), Convert(then), Convert(otherwise), start, length);
            case ScriptArrayInitializerExpression array:
                return new Node.Array([.. array.Values.Select(Convert)], start, length);
            case ScriptFunctionCall { Target: { } target } call:
                return ConvertCall(target, [.. call.Arguments.Select(Convert)], start, length);
            case ScriptPipeCall { From: { } from, To: { } to }:
                return ConvertPipe(Convert(from), to);
            default:
                throw new Refused(Faults.RB0304(""), start, length);
        }
    }

    private static Node ConvertMember(ScriptExpression node, ScriptExpression target, ScriptVariable member)
    {
        var (start, length) = Place(node);
        var optional = ((ScriptMemberExpression)node).DotToken?.TokenType == TokenType.QuestionDot;
        var name = ShowHyphens(member.Name);
        return Convert(target) switch
        {
            Node.Reference reference => reference with
            {
                Path = reference.Path.Add(new(name, optional, member.Span.Start.Offset)),
                Start = start,
                Length = length,
            },
            var computed => new Node.Member(computed, name, optional, start, length),
        };
    }

    private static Node ConvertPipe(Node piped, ScriptExpression to)
    {
        switch (to)
        {
            case ScriptPipeCall { From: { } from, To: { } next }:
                return ConvertPipe(ConvertPipe(piped, from), next);
            case ScriptFunctionCall { Target: { } target } call:
                var (start, length) = Place(to);
                return ConvertCall(target, [piped, .. call.Arguments.Select(Convert)], start, length);
            case ScriptMemberExpression or ScriptVariableGlobal:
                var (memberStart, memberLength) = Place(to);
                return ConvertCall(to, [piped], memberStart, memberLength);
            default:
                var (badStart, badLength) = Place(to);
                throw new Refused(Faults.RB0309(), badStart, badLength);
        }
    }

    private static Node ConvertCall(ScriptExpression target, ImmutableArray<Node> arguments, int start, int length)
    {
        var place = Place(target);
        if (Convert(target) is not Node.Reference reference)
        {
            throw new Refused(Faults.RB0304(""), place.Start, place.Length);
        }

        if (Functions.Find(reference.Name) is not { } function)
        {
            throw UnknownFunction(reference.Name, place.Start, place.Length);
        }

        if (arguments.Length < function.Least || arguments.Length > function.Most)
        {
            throw new Refused(Faults.RB0306(function.Name), place.Start, place.Length);
        }

        return new Node.Invoke(function, arguments, start, length);
    }

    private static Value Constant(ScriptLiteral literal) =>
        literal.Value switch
        {
            null => Value.Null,
            bool truth => Value.Of(truth),
            string text when IsWhole(text) => Value.Of(text),
            string => throw new Refused(Faults.RB0303(Says.ReasonHalfCharacter), literal.Span.Start.Offset, literal.Span.Length),
            int number => Value.Of(number),
            long number => Value.Of(number),
            double number when Math.Abs(number) < 1e15 => Value.Of((decimal)number),
            decimal number => Value.Of(number),
            _ => throw new Refused(Faults.RB0304(""), literal.Span.Start.Offset, literal.Span.Length),
        };

    // An escape may write half of a character, for which there is no encoding.
    private static bool IsWhole(string text)
    {
        for (var rest = text.AsSpan(); !rest.IsEmpty; )
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var length) != OperationStatus.Done)
            {
                return false;
            }

            rest = rest[length..];
        }

        return true;
    }

    private static Operator? Find(ScriptBinaryOperator op) =>
        op switch
        {
            ScriptBinaryOperator.Add => Operator.Add,
            ScriptBinaryOperator.Subtract => Operator.Subtract,
            ScriptBinaryOperator.Multiply => Operator.Multiply,
            ScriptBinaryOperator.Divide => Operator.Divide,
            ScriptBinaryOperator.Modulus => Operator.Modulo,
            ScriptBinaryOperator.CompareEqual => Operator.Equal,
            ScriptBinaryOperator.CompareNotEqual => Operator.NotEqual,
            ScriptBinaryOperator.CompareLess => Operator.Less,
            ScriptBinaryOperator.CompareLessOrEqual => Operator.LessOrEqual,
            ScriptBinaryOperator.CompareGreater => Operator.Greater,
            ScriptBinaryOperator.CompareGreaterOrEqual => Operator.GreaterOrEqual,
            ScriptBinaryOperator.And => Operator.And,
            ScriptBinaryOperator.Or => Operator.Or,
            ScriptBinaryOperator.EmptyCoalescing => Operator.OrElse,
            _ => null,
        };

    private static (int Start, int Length) Place(ScriptNode node) =>
        (Math.Max(0, node.Span.Start.Offset), Math.Max(1, node.Span.End.Offset - node.Span.Start.Offset + 1));

    private static Refused UnknownFunction(string name, int start, int length)
    {
        var closest = Closest.To(name, Functions.All.Select(static f => f.Name));
        var hint = closest is null ? "string.*, array.*, math.*, object.*, regex.*, path.*, version.compare, size.format" : closest;
        return new(Faults.RB0305(name, closest is null ? 1 : 2, hint), start, length, closest is null ? null : (name, closest));
    }

    private sealed class Refused(Failure fault, int start, int length, (string Word, string Closest)? meant = null) : Exception
    {
        internal ExpressionError Error { get; } = new(fault, start, Math.Max(1, length)) { Meant = meant };
    }
}
