using System.Text.RegularExpressions;
using System.Xml.Linq;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Reports.Drawing;
using OemRunbooks.Reports.Model;
using OemRunbooks.Reports.Tests.Fixtures;
using Snapshooter.Xunit;
using Xunit;

namespace OemRunbooks.Reports.Tests;

/// <summary>A runbook drawn, with and without the path of a run.</summary>
public sealed class Drawings
{
    private static readonly Locale[] Both = [Locale.Pl, Locale.En];

    [Fact]
    public void A_definition_is_drawn_in_both_languages_and_all_forms() => Match("flow", null);

    [Fact]
    public void The_path_of_a_run_is_drawn_over_its_definition() => Match("flow-run", Flows.Run);

    [Fact]
    public void A_states_mark_stands_beside_its_colour()
    {
        var svg = XDocument.Parse(FlowDrawing.Svg(Flows.Everything, Locale.En, Flows.Run));
        var dots = svg.Descendants()
            .Where(static e => e.Name.LocalName == "circle")
            .Select(static e => e.Attribute("class")!.Value.Split(' ')[1])
            .ToList();
        var marks = svg.Descendants()
            .Where(static e => e.Name.LocalName == "text" && e.Attribute("class")!.Value == "fm")
            .Select(static e => e.Value)
            .ToList();
        Assert.Equal(
            dots.Select(static d =>
                d switch
                {
                    "succeeded" => "✓",
                    "failed" => "✗",
                    "omitted" => "○",
                    _ => d,
                }
            ),
            marks
        );
        Assert.Contains("✗", marks);
    }

    [Fact]
    public void A_step_of_a_loop_stands_for_all_its_passes_and_shows_the_worst()
    {
        var svg = FlowDrawing.Svg(Flows.Everything, Locale.En, Flows.Run);
        Assert.Contains("<title>Apply: failed ×2</title>", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void A_called_runbook_that_the_run_never_entered_is_one_box()
    {
        Assert.Contains("Try to open", FlowDrawing.Svg(Flows.Everything, Locale.En), StringComparison.Ordinal);
        var svg = FlowDrawing.Svg(Flows.Everything, Locale.En, Flows.Run);
        Assert.DoesNotContain("Try to open", svg, StringComparison.Ordinal);
        Assert.Contains("2 steps inside", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_ways_that_were_taken_are_solid()
    {
        var svg = FlowDrawing.Svg(Flows.Everything, Locale.En, Flows.Run);
        Assert.Matches("class=\"route\"[^>]*/>\n<text[^>]*>license\\.\\* → go on", svg);
        Assert.Matches("class=\"route off\"[^>]*/>\n<text[^>]*>any failure → undo the changes", svg);
        Assert.Matches("class=\"route\"[^>]*/>\n<text[^>]*>fingerprint\\.\\* → team hardware", svg);
        Assert.Matches("class=\"route off\"[^>]*/>\n<text[^>]*>license\\.\\* → team l3", svg);
    }

    [Fact]
    public void A_picture_is_well_formed_names_itself_and_loads_nothing_whatever_the_texts_say()
    {
        foreach (var runbook in new[] { Flows.Everything, Flows.Attacked })
        {
            var svg = XDocument.Parse(FlowDrawing.Svg(runbook, Locale.Pl)).Root!;
            var named = svg.Attribute("aria-labelledby")!.Value.Split(' ');
            Assert.Equal(
                ["title", "desc"],
                named.Select(id => svg.Descendants().Single(e => e.Attribute("id")?.Value == id).Name.LocalName)
            );
            Assert.Equal("img", svg.Attribute("role")!.Value);
            Assert.All(
                svg.Descendants(),
                static e => Assert.Contains(e.Name.LocalName, new[] { "title", "desc", "style", "g", "rect", "path", "text", "circle" })
            );
            Assert.DoesNotContain(
                svg.DescendantsAndSelf().Attributes(),
                static a => a.Name.LocalName is "href" or "src" or "style" || a.Name.LocalName.StartsWith("on", StringComparison.Ordinal)
            );
            Assert.DoesNotMatch("[\u202A-\u202E\u0000-\u0009\u000B-\u001F]", FlowDrawing.Svg(runbook, Locale.Pl));
        }
    }

    [Fact]
    public void Mermaid_of_hostile_texts_has_the_same_structure_as_of_harmless_ones()
    {
        var mermaid = FlowDrawing.Mermaid(Flows.Attacked, Locale.En);
        Assert.Equal(Shape(FlowDrawing.Mermaid(Flows.Everything, Locale.En)), Shape(mermaid));
        Assert.DoesNotMatch("[`%{}*\\\\]|<(?!br/>)|&|\u202E|\u001b", mermaid);
        Assert.All(Regex.Matches(mermaid, "#[^;]*;").Select(static m => m.Value), static e => Assert.Matches("^#[0-9]+;$", e));

        // Labels are the quoted parts; an inner quote would split one.
        static string Shape(string text) => Regex.Replace(Regex.Replace(text, "\"[^\"\n]*\"", "\"\""), "accTitle: .*", "accTitle");
    }

    [Fact]
    public void A_label_that_begins_like_a_list_is_no_list()
    {
        var runbook = Some.Runbook(Some.Step("a", "1. Krok", "1. Step", "verify.logs"));
        Assert.Contains("[\"1#46; Step<br/>verify.logs\"]", FlowDrawing.Mermaid(runbook, Locale.En), StringComparison.Ordinal);
    }

    [Fact]
    public void Dot_of_hostile_texts_has_the_same_structure_as_of_harmless_ones()
    {
        Assert.Equal(Shape(FlowDrawing.Dot(Flows.Everything, Locale.En)), Shape(FlowDrawing.Dot(Flows.Attacked, Locale.En)));

        static string Shape(string text) =>
            Regex.Replace(
                text,
                """
                "(?:[^"\\\n]|\\.)*"
                """,
                "\"\""
            );
    }

    [Fact]
    public void A_long_flow_is_folded_and_comes_in_pieces_that_fit_on_paper()
    {
        var steps = Enumerable.Range(1, 60).Select(static i => Some.Step($"s{i}", $"Krok {i}", $"Step {i}", "verify.logs")).ToArray();
        var html = ReportRenderer.Html(Some.Journal().Run().Finish().Report(Some.Runbook(steps)), Locale.Pl);
        Assert.Contains("Pokaż schemat (60 kroków)", html, StringComparison.Ordinal);
        var pieces = Regex.Matches(html, "class=\"flow tw\" viewBox=\"0 ([0-9.]+) 760 ([0-9.]+)\"");
        Assert.InRange(pieces.Count, 2, 10);
        var bottom = 0.0;
        foreach (Match piece in pieces)
        {
            var (top, height) = (
                double.Parse(piece.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture),
                double.Parse(piece.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture)
            );
            Assert.InRange(top - bottom, -3, 3);
            Assert.InRange(height, 1, 960);
            bottom = top + height;
        }
    }

    private static void Match(string name, RunReport? run)
    {
        foreach (var language in Both)
        {
            var tongue = language == Locale.Pl ? "pl" : "en";
            Snapshot.Match(FlowDrawing.Svg(Flows.Everything, language, run), $"{name}.{tongue}.svg");
            Snapshot.Match(FlowDrawing.Mermaid(Flows.Everything, language, run), $"{name}.{tongue}.mmd");
            Snapshot.Match(FlowDrawing.Dot(Flows.Everything, language, run), $"{name}.{tongue}.dot");
        }
    }
}
