using OemRunbooks.Cli.Commands;
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
    public void Whatever_begins_a_command_of_the_program_is_known() =>
        Assert.Equal(RootBuilder.Verbs.Select(static v => v.Path.Split(' ')[0]).Distinct().Order(), Prose.Verbs.Order());

    [Fact]
    public void Colours_take_no_room()
    {
        var line = "\u001b[31m" + new string('x', 30) + "\u001b[0m \u001b[1m" + new string('y', 19) + "\u001b[0m";
        Assert.Single(Shown(line, 50));
    }

    [Theory]
    [InlineData("szczegóły | są dla ludzi {nie dla programów} i nic tego nie zmienia")]
    [InlineData("[the whole of it] is said to people, whatever it begins with")]
    public void What_is_said_is_wrapped_whatever_signs_stand_in_it(string line) =>
        Assert.All(Shown(line, 40), l => Assert.True(l.Length <= 40, l));

    [Fact]
    public void What_is_drawn_anew_is_left_alone()
    {
        const string line = "\r\u001b[K  ▶ Unpack  12 %  a line that is drawn anew again and again and again";
        Assert.Equal([line], Shown(line, 40));
    }

    [Fact]
    public void Nothing_is_broken_where_nobody_knows_the_width() =>
        Assert.Single(Shown(string.Join(' ', Enumerable.Repeat("word", 99)), 0));

    private static string[] Shown(string line, int width)
    {
        using var text = new StringWriter { NewLine = "\n" };
        using var writer = new Prose(text, () => width);
        writer.WriteLine(line);
        return text.ToString().TrimEnd('\n').Split('\n');
    }

    private static IEnumerable<string> Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
