using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Words;
using Xunit;

namespace OemRunbooks.Words.Tests;

public sealed class WhatIsGenerated
{
    private const string Code = """
        # Deltas.

        code delta.base-mismatch(expected: text, found: text, file: path?)
            doc:     The installation is not the delta's base.
            pl:      oczekiwano {expected}, jest {found} {file}
            en:      expected {expected}, found {found} {file}
            hint pl: użyć innej delty
            hint en: use another delta
        """;

    private const string Sentences = """
        say greeting
            pl: Dzień dobry
            en: Good day

        say found(count: number, where: words)
            pl: {count?Znaleziono|Znaleziono|Znaleziono} {count} {count?plik|pliki|plików} {where}
            en: {count} {count?file|files} found {where}

        say total(size: figure)
            pl: razem {size} {size?bajt|bajty|bajtów} {{nie licząc nagłówka}
            en: {size} {size?byte|bytes} in all, {{without the header}
        """;

    [Fact]
    public void A_code_is_a_factory_and_a_constant()
    {
        var compiled = Compiled.Of(
            Code,
            "public static Failure Made() => Faults.DeltaBaseMismatch(\"1\", \"2\"); public const string Name = Codes.DeltaBaseMismatch;"
        );
        Assert.Empty(compiled.Errors);
        Assert.Equal(
            ("delta.base-mismatch", "{\"expected\":\"1\",\"found\":\"2\"}"),
            (compiled.Get<Failure>("Made").Code, compiled.Get<Failure>("Made").Arguments.ToText())
        );
    }

    [Fact]
    public void An_argument_that_is_forgotten_does_not_compile() =>
        Assert.Contains(
            Compiled.Of(Code, "public static Failure Made() => Faults.DeltaBaseMismatch(\"1\");").Errors,
            static e => e.StartsWith("CS7036", StringComparison.Ordinal)
        );

    [Fact]
    public void An_argument_of_another_type_does_not_compile() =>
        Assert.Contains(
            Compiled.Of(Code, "public static Failure Made() => Faults.DeltaBaseMismatch(\"1\", 2);").Errors,
            static e => e.StartsWith("CS1503", StringComparison.Ordinal)
        );

    [Fact]
    public void The_words_of_a_code_are_in_the_projects_table()
    {
        var message = Assert.Single(
            Compiled
                .Of(Code, "public static System.Collections.Generic.IReadOnlyList<Message> All() => ExampleWords.Messages;")
                .Get<IReadOnlyList<Message>>("All")
        );
        Assert.Equal(
            new Message(
                "delta.base-mismatch",
                new("oczekiwano {expected}, jest {found} {file}", "expected {expected}, found {found} {file}"),
                new("użyć innej delty", "use another delta")
            ),
            message
        );
    }

    [Fact]
    public void A_sentence_without_arguments_is_a_text() =>
        Assert.Equal(
            new LocalizedText("Dzień dobry", "Good day"),
            Compiled.Of(Sentences, "public static LocalizedText Made() => Says.Greeting;").Get<LocalizedText>("Made")
        );

    [Theory]
    [InlineData(1, "Znaleziono 1 plik Dzień dobry", "1 file found Good day")]
    [InlineData(3, "Znaleziono 3 pliki Dzień dobry", "3 files found Good day")]
    [InlineData(12, "Znaleziono 12 plików Dzień dobry", "12 files found Good day")]
    public void A_sentence_chooses_its_forms_and_its_language_last(long count, string pl, string en) =>
        Assert.Equal(
            new LocalizedText(pl, en),
            Compiled.Of(Sentences, $"public static Sentence Made() => Says.Found({count}, Says.Greeting);").Get<Sentence>("Made").InBoth()
        );

    [Fact]
    public void Figures_are_grouped_and_braces_of_the_text_stay() =>
        Assert.Equal(
            new LocalizedText("razem 12\u202F345 bajtów {nie licząc nagłówka}", "12,345 bytes in all, {without the header}"),
            Compiled.Of(Sentences, "public static Sentence Made() => Says.Total(12345);").Get<Sentence>("Made").InBoth()
        );

    [Fact]
    public void A_project_says_what_the_projects_below_it_can_say_and_lists_only_its_own()
    {
        var compiled = Compiled.Of(
            Sentences,
            "public static Failure Made() => Faults.DeltaBaseMismatch(\"1\", \"2\"); public static int Own() => "
                + "ExampleWords.Messages.Count;",
            Code
        );
        Assert.Equal("delta.base-mismatch", compiled.Get<Failure>("Made").Code);
        Assert.Equal(0, compiled.Get<int>("Own"));
    }

    [Fact]
    public void A_shared_hint_stands_with_each_code_that_names_it()
    {
        const string Shared = """
            hint again
                pl: spróbować ponownie
                en: try again

            code a.one
                pl: a
                en: a
                hint: again
            """;
        var compiled = Compiled.Of(Shared, "public static LocalizedText? Made() => ExampleWords.Messages[0].Hint;");
        Assert.Equal(new LocalizedText("spróbować ponownie", "try again"), compiled.Get<LocalizedText?>("Made"));
    }

    [Fact]
    public void A_text_goes_on_where_a_line_is_indented_further() =>
        Assert.Equal(
            new LocalizedText("jeden dwa", "one two"),
            Compiled
                .Of("say long\n    pl: jeden\n        dwa\n    en: one\n        two\n", "public static LocalizedText Made() => Says.Long;")
                .Get<LocalizedText>("Made")
        );

    [Fact]
    public void An_explanation_stands_with_its_finding_and_its_examples_as_they_are_written()
    {
        const string Finding = """
            code RB0001
                pl:      za duży
                en:      too large
                hint pl: podzielić
                hint en: split it
                why pl:  Bo {tak}
                    i już.
                why en:  Because {so}
                    it is.
                example: whole
                beside:
                    id: other
                wrong:
                    # A comment.
                    steps:
                      - {id: a}
                right:
                    steps: []
            """;
        var compiled = Compiled.Of(Finding, "public static Explanation? Made() => ExampleWords.Messages[0].Explanation;");
        var why = new LocalizedText("Bo {tak} i już.", "Because {so} it is.");
        var wanted = new Explanation(why, ExampleKind.Whole, "id: other", "# A comment.\nsteps:\n  - {id: a}", "steps: []");
        Assert.Equal(wanted, compiled.Get<Explanation?>("Made"));
    }

    [Fact]
    public void An_activity_is_told_with_its_fields_by_name()
    {
        const string Activity = """
            activity verify.room
                pl:      sprawdza
                en:      checks
                undo pl: nic
                undo en: nothing
                step:
                    - id: room
                      action: verify.room

            input howMuch
                pl: ile {{B}
                en: how much {{B}

            output howMuch
                pl: ile jest
                en: how much there is

            fields station
            input medium
                pl: nośnik
                en: the medium
            """;
        var compiled = Compiled.Of(
            Activity,
            "public static ActivityWords Told() => VerifyRoomWords.Activity; public static FieldWords[] Fields() => "
                + "[VerifyRoomWords.Takes.HowMuch, VerifyRoomWords.Gives.HowMuch, StationWords.Takes.Medium];"
        );
        Assert.Empty(compiled.Errors);
        Assert.Equal(
            new ActivityWords("verify.room", new("sprawdza", "checks"), new("nic", "nothing"), "- id: room\n  action: verify.room"),
            compiled.Get<ActivityWords>("Told")
        );
        Assert.Equal(
            [
                new("howMuch", new("ile {B}", "how much {B}")),
                new("howMuch", new("ile jest", "how much there is")),
                new FieldWords("medium", new("nośnik", "the medium")),
            ],
            compiled.Get<FieldWords[]>("Fields")
        );
    }

    [Fact]
    public void Words_may_lie_beside_the_code_that_says_them()
    {
        var compiled = Compiled.Of(Sentences, "public static string Name() => Codes.DeltaBaseMismatch;", Code, folder: "Checks/Flow");
        Assert.Equal("delta.base-mismatch", compiled.Get<string>("Name"));
    }
}
