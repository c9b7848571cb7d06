using System.Collections.Immutable;
using System.Text;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Words;
using OemRunbooks.House.Surfaces;
using Xunit;

namespace OemRunbooks.House.States;

/// <summary>
/// The tables by which a journal's entries are taken in, as people read them. Source: architecture.md, "Rules that stay".
/// </summary>
public sealed class StatesPage
{
    [Theory]
    [InlineData("pl", Locale.Pl)]
    [InlineData("en", Locale.En)]
    public void The_tables_of_states_are_as_the_planner_has_them(string directory, Locale language) =>
        Approved.SameFile($"docs/{directory}/explanation/states.md", new Writer(language).Page());

    private sealed class Writer(Locale language)
    {
        private readonly StringBuilder text = new();

        internal string Page()
        {
            Line(
                "<!-- Plik wygenerowany z tablic stanów: " + Approved.Command + " -->",
                "<!-- Generated from the tables of states: " + Approved.Command + " -->"
            );
            Line("# Stany przebiegu i kroku", "# States of a run and of a step");
            Line("", "");
            Line(
                "Przebieg jest swoim dziennikiem: o stanie decyduje to, co w nim zapisano. Zanim program przyjmie wpis, "
                    + "sprawdza w tych dwóch tablicach, czy wpis może wystąpić w tym miejscu. Wpisu, którego tablica nie dopuszcza, "
                    + "nie przyjmuje ani silnik, ani `replay`: taki dziennik nie jest dziennikiem przebiegu (`journal.out-of-order`).",
                "A run is its journal: what it says decides the state. Before an entry is taken in, these two tables are asked "
                    + "whether it may stand there. What they don't allow neither the engine nor `replay` takes: such a journal is no "
                    + "journal of a run (`journal.out-of-order`)."
            );
            Line("", "");
            Line(
                "Wiersz to rodzaj wpisu, kolumna to stan, w którym zastaje on przebieg albo krok. W komórce stoi stan "
                    + "następny; `=` znaczy, że stan się nie zmienia, a pusta komórka, że wpis nie może tu wystąpić. Gdzie stanów "
                    + "jest kilka, decyduje definicja: czy jest jeszcze co cofać, czy pasuje reguła eskalacji, czy runbook ma "
                    + "`finally`.",
                "A row is a type of entry, a column the state in which it finds the run or the step. A cell holds the state "
                    + "that follows; `=` means that it stays, an empty cell that the entry can't stand there. Where several may "
                    + "follow, the definition decides: whether there is more to undo, whether a rule of escalation fits, whether the "
                    + "runbook has a `finally`."
            );
            Table("Przebieg", "The run", RunWords, StateTables.RunStates, StateTables.Run);
            Line("", "");
            Line(
                "Runbook wywołany przez krok przechodzi przez te same stany; jego początek i koniec zapisuje wpis kroku, który "
                    + "go wywołał. Wpisy kroków występują w stanach `steps`, `telling-team` i `finally`.",
                "A runbook that a step calls goes through the same states; its beginning and its end are entries of the step "
                    + "that called it. Entries of steps stand in `steps`, `telling-team` and `finally`."
            );
            Table("Krok", "A step", StepWords, StateTables.StepStates, StateTables.Step);
            Line("", "");
            Line(
                "Po wznowieniu (`run.resumed`) krok, którego czynność trwała, jest `interrupted`. Co dalej, mówi czynność: [co "
                    + "oznacza awaria](crash.md).",
                "After `run.resumed` a step whose activity was running is `interrupted`. How it goes on is the activity's "
                    + "word: [what a crash means](crash.md)."
            );
            return text.ToString();
        }

        private void Table(
            string pl,
            string en,
            IReadOnlyList<(string State, string Pl, string En)> meanings,
            ImmutableArray<string> states,
            ImmutableArray<StateTransition> rows
        )
        {
            Line("", "");
            Line($"## {pl}", $"## {en}");
            Line("", "");
            Line("| stan | znaczenie |", "| state | meaning |");
            Line("| --- | --- |", "| --- | --- |");
            Assert.Equal(states, meanings.Select(static m => m.State));
            foreach (var (state, plMeaning, enMeaning) in meanings)
            {
                Line($"| `{state}` | {plMeaning} |", $"| `{state}` | {enMeaning} |");
            }

            Line("", "");
            var head = string.Join(" | ", states.Select(static s => $"`{s}`"));
            Line($"| wpis | {head} |", $"| entry | {head} |");
            var rule = $"|{string.Concat(Enumerable.Repeat(" --- |", states.Length + 1))}";
            Line(rule, rule);
            foreach (var row in rows.GroupBy(static r => r.On))
            {
                var cells = $"| `{row.Key}` | {string.Join(" | ", states.Select(s => Cell(row, s)))} |";
                Line(cells, cells);
            }
        }

        private static string Cell(IEnumerable<StateTransition> rows, string state)
        {
            if (rows.SingleOrDefault(r => r.From.Contains(state)) is not { } row)
            {
                return "";
            }

            return row.To.IsEmpty ? "=" : string.Join(", ", row.To.Select(static t => $"`{t}`"));
        }

        private void Line(string pl, string en) => text.Append(language == Locale.Pl ? pl : en).Append('\n');
    }

    private static readonly IReadOnlyList<(string State, string Pl, string En)> RunWords =
    [
        ("not-opened", "nie ma jeszcze żadnego wpisu", "there is no entry yet"),
        ("steps", "trwają kroki runbooka", "the runbook's steps run"),
        ("rolling-back", "wykonane kroki czekają na cofnięcie", "completed steps are to be undone"),
        ("undoing", "trwa cofanie kroku", "a step is being undone"),
        ("escalating", "pasuje reguła eskalacji, jeszcze niezastosowana", "a rule of escalation fits and is not taken yet"),
        ("telling-team", "krok reguły zawiadamia zespół", "the rule's step tells the team"),
        ("finally", "trwają kroki `finally`", "the steps of `finally` run"),
        ("ending", "nie zostało nic do zrobienia, brakuje tylko wpisu o zakończeniu", "nothing is left to do but to journal the end"),
        ("finished", "zakończenie jest w dzienniku; może za nim stać już tylko pieczęć", "the end is journalled; only a seal may follow"),
    ];

    private static readonly IReadOnlyList<(string State, string Pl, string En)> StepWords =
    [
        ("not-begun", "nie ma o nim wpisu", "there is no entry about it"),
        ("running", "trwa jego czynność albo jego kroki", "its activity runs, or its own steps do"),
        ("asked", "zadano pytanie osobie", "a person was asked"),
        ("interrupted", "silnik zatrzymał się w trakcie czynności", "the engine stopped inside the activity"),
        ("interrupted-asked", "jak wyżej, a osobę zapytano, co dalej", "the same, and a person was asked what now"),
        ("retry-pending", "czeka na kolejną próbę", "another attempt is to come"),
        ("failed", "nie powiódł się i nie wiadomo jeszcze, co dalej", "it failed, and its way on is not decided"),
        ("catching", "trwają kroki `catch`", "the steps of a `catch` run"),
        ("over", "zakończony powodzeniem, pominięty albo nieudany ostatecznie", "it succeeded, was skipped, or failed for good"),
    ];
}
