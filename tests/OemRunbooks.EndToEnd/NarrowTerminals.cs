using OemRunbooks.Cli.Shell;
using Xunit;

namespace OemRunbooks.EndToEnd;

/// <summary>What a person reads on a terminal that is narrower than a line.</summary>
public sealed class NarrowTerminals
{
    [Theory]
    [InlineData("  kompletny, zapieczętowany do końca kluczem, za który ktoś ręczy", 40)]
    [InlineData("error usage.wrong: unknown command or option “lst” → did you mean “list”? See the help.", 50)]
    [InlineData("Powód:        license.missing: nie ma pliku licencji „x” (krok verify-licence)", 50)]
    public void No_word_is_broken_and_none_is_lost(string line, int width)
    {
        var lines = Shown(line, width);
        Assert.All(lines, l => Assert.True(l.Length <= width, l));
        Assert.Equal(Words(line), lines.SelectMany(Words));
    }

    [Fact]
    public void A_line_hangs_under_what_follows_its_label() =>
        Assert.Equal(
            ["Next:         hand the package to", "              the team that takes", "              over"],
            Shown("Next:         hand the package to the team that takes over", 34)
        );

    [Fact]
    public void A_command_stays_in_one_piece_to_be_copied()
    {
        const string command = "runbook confirm 20261127-155902-client-update-kvse run-installer --choice rerun";
        Assert.Contains(Shown($"Answer:       {command}", 50), l => l.TrimStart().EndsWith(command, StringComparison.Ordinal));
        Assert.Contains(command, string.Join('\n', Shown($"the run waits for a person → {command}", 50)), StringComparison.Ordinal);
    }

    [Fact]
    public void Colours_take_no_room()
    {
        var line = "\u001b[31m" + new string('x', 30) + "\u001b[0m \u001b[1m" + new string('y', 19) + "\u001b[0m";
        Assert.Single(Shown(line, 50));
    }

    [Theory]
    [InlineData("  88 |     when: ${{ steps.select-bundle.outputs.downgrade && true }} and so on")]
    [InlineData("{\"run\":\"20261127-155902-client-update-kvse\",\"state\":\"succeeded\",\"more\":\"and more\"}")]
    [InlineData("\r\u001b[K  ▶ Unpack  12 %  a line that is drawn anew again and again and again")]
    public void What_is_drawn_in_columns_or_read_by_programs_is_left_alone(string line) => Assert.Equal([line], Shown(line, 40));

    [Fact]
    public void Nothing_is_broken_where_nobody_knows_the_width() =>
        Assert.Single(Shown(string.Join(' ', Enumerable.Repeat("word", 99)), 0));

    private static string[] Shown(string line, int width)
    {
        using var text = new StringWriter { NewLine = "\n" };
        using var writer = new WrappedWriter(text, width);
        writer.WriteLine(line);
        return text.ToString().TrimEnd('\n').Split('\n');
    }

    private static IEnumerable<string> Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
