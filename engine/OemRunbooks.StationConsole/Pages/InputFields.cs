using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Expressions;
using OemRunbooks.StationConsole.Markup;
using OemRunbooks.StationConsole.Visits;

namespace OemRunbooks.StationConsole.Pages;

/// <summary>A field of a form for a typed value.</summary>
/// <param name="Name">The name under which it is sent.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Type">What it takes.</param>
internal sealed record Field(string Name, string Title, InputType Type)
{
    internal string? About { get; init; }

    internal string? Unit { get; init; }

    internal string? Default { get; init; }

    internal bool IsRequired { get; init; }

    internal string? Pattern { get; init; }

    internal IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Whether a file of the browser's machine may be sent, and stays with the run.</summary>
    internal bool TakesPhoto { get; init; }
}

/// <summary>Fields for inputs of runbooks and for questions.</summary>
internal static class InputFields
{
    internal static Field Of(Visit visit, InputDefinition input) =>
        new($"inputs.{input.Name}", input.Title.In(visit.Language), input.Type)
        {
            About = input.Description?.In(visit.Language),
            Default = input.Default is Template.Literal { Value: var value } ? value.ToText() : null,
            IsRequired = input.Required,
            Pattern = input.Pattern,
            Choices = input.Choices,
        };

    internal static Field Of(Visit visit, Value field)
    {
        var name = QuestionFields.Name.In(field);
        return new($"fields.{name}", QuestionFields.Prompt.In(field)?.In(visit.Language) ?? name, Bounds.OfField(field).Type)
        {
            About = QuestionFields.Description.In(field)?.In(visit.Language),
            Unit = QuestionFields.Unit.In(field)?.In(visit.Language),
            Default = QuestionFields.Default.In(field)?.ToText(),
            IsRequired = QuestionFields.Required.In(field),
            Pattern = QuestionFields.Pattern.In(field),
            Choices = QuestionFields.Choices.In(field),
            TakesPhoto = QuestionFields.Evidence.In(field),
        };
    }

    internal static Html Show(Visit visit, Field field)
    {
        var about = field.About is null ? Html.None : Html.Of($"""<span class="soft" id="about-{field.Name}">{field.About}</span>""");
        var unit = field.Unit is null ? Html.None : Html.Of($""" <span class="unit">{field.Unit}</span>""");
        var must = field.IsRequired ? Html.Of($""" <span class="must" title="{visit.Say(Says.ConsoleRequired)}">*</span>""") : Html.None;
        return field.Type == InputType.Boolean && field.Choices.Count == 0
            ? Html.Of($"""<div class="field"><label class="tick">{Control(visit, field)} {field.Title}{unit}</label>{about}</div>""")
            : Html.Of(
                $"""<div class="field"><label for="{field.Name}">{field.Title}{unit}{must}</label>{about}{Control(visit, field)}</div>"""
            );
    }

    private static Html Control(Visit visit, Field field) =>
        field switch
        {
            { Choices.Count: > 0 } => Choices(visit, field),
            { Type: InputType.Boolean } => Html.Of(
                $"""<input type="checkbox" id="{field.Name}" name="{field.Name}" {Flag("checked", field.Default == "true")}>"""
            ),
            { TakesPhoto: true } => Photo(
                visit,
                field.Name,
                "files." + field.Name[(field.Name.IndexOf('.', StringComparison.Ordinal) + 1)..]
            ),
            { Type: InputType.File or InputType.Directory or InputType.Path } => Html.Of(
                $"""
                <span class="pick">{Text(field, "text")}
                <button type="button" class="plain" data-pick="{field.Name}" data-kind="{Kind(field)}">{visit.Say(
                    Says.ConsolePick
                )}</button></span>
                """
            ),
            // Its default is where the secret lies, and stays there: nothing of it is sent.
            { Type: InputType.Secret } => Html.Of(
                $"""
                <input type="password" id="{field.Name}" name="{field.Name}" placeholder="{field.Default}"
                autocomplete="off" {Described(field)}>
                """
            ),
            { Type: InputType.Integer } => Text(field, "number"),
            _ => Text(field, "text"),
        };

    /// <summary>Takes a photo or a file; what is sent is the name under which it was taken in.</summary>
    internal static Html Photo(Visit visit, string id, string name) =>
        Html.Of(
            $"""
            <span class="upload" data-upload="{name}"><input type="file" id="{id}" capture="environment"
            accept="image/*,.pdf,.txt,.log,.md,.csv,.json,.xml,.mp4,.zip,.gz">
            <input type="hidden" name="{name}"><span class="said" role="status" data-sending="{visit.Say(Says.ConsoleSending)}"
            data-sent="{visit.Say(
                Says.ConsoleSent
            )}"></span></span>
            """
        );

    private static Html Choices(Visit visit, Field field)
    {
        var none =
            field is { IsRequired: true, Default: null } ? Html.Of($"""<option value="">{visit.Say(Says.ConsoleChoose)}</option>""")
            : field.IsRequired ? Html.None
            : Html.Of($"""<option value="">–</option>""");
        var options = field.Choices.Select(c => Html.Of($"""<option value="{c}" {Flag("selected", c == field.Default)}>{c}</option>"""));
        return Html.Of($"""<select id="{field.Name}" name="{field.Name}" {Flag("required", field.IsRequired)}>{none}{options}</select>""");
    }

    private static Html Text(Field field, string type) =>
        Html.Of(
            $"""
            <input type="{type}" id="{field.Name}" name="{field.Name}" value="{field.Default}" {Flag(
                "required",
                field.IsRequired && field.Default is null
            )} {Described(field)} autocomplete="off" spellcheck="false">
            """
        );

    private static Html Described(Field field) => field.About is null ? Html.None : Html.Of($"aria-describedby=\"about-{field.Name}\"");

    private static Html Flag(string name, bool isSet) => isSet ? Html.Of($"{name}") : Html.None;

    private static string Kind(Field field) => field.Type == InputType.Directory ? "directory" : "file";
}
