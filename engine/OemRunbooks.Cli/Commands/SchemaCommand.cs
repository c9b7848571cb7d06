using System.CommandLine;
using System.Text;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Station.Runs;
using OemRunbooks.Station.Workshop.Schemas;

namespace OemRunbooks.Cli.Commands;

/// <summary><c>runbook schema [runbook|journal|report|test]</c>.</summary>
internal sealed class SchemaCommand : VerbFile
{
    /// <inheritdoc/>
    internal override int Place => 80;

    /// <inheritdoc/>
    internal override Verb[] Verbs { get; } = [new("schema", VerbGroup.Leads, "runbook schema runbook > runbook.schema.json")];

    /// <inheritdoc/>
    internal override Command Create(Globals globals)
    {
        var name = new Argument<string>("runbook|journal|report|test|teams")
        {
            Description = globals.Say(Says.SchemaWhatSchemaDescribe),
            DefaultValueFactory = static _ => "runbook",
        };
        var target = new Option<string?>("--out")
        {
            Description = globals.Say(Says.SchemaWriteAllSchemasIntoDirectory),
            HelpName = globals.Say(Says.WordDir),
        };
        return globals.Does(
            new Command("schema", globals.Say(Says.SchemaGivesJsonSchemasEditorCompletes)) { name, target },
            (parse, ui, _) =>
            {
                var schemas = new SchemaFiles(Globals.Product, [.. globals.Open(parse, ui).Library.MadeActivities]);
                return Task.FromResult(
                    parse.GetValue(target) is { } directory ? WriteAll(ui, schemas, directory) : Print(ui, schemas, parse.GetValue(name)!)
                );
            }
        );
    }

    private static int Print(Ui ui, SchemaFiles schemas, string name)
    {
        var text = schemas.Find(name) ?? throw new CodedException(Faults.SchemaUnknown(name, Closest.To(name, schemas.Names)));
        ui.Raw.Write(text);
        return ExitCode.Good;
    }

    private static int WriteAll(Ui ui, SchemaFiles schemas, string directory)
    {
        var all = schemas.All();
        foreach (var (path, text) in all)
        {
            var file = Path.Combine(directory, path);
            Disk.All.CreateDirectory(Path.GetDirectoryName(file)!);
            Disk.All.Save(file, Encoding.UTF8.GetBytes(text));
        }

        ui.Error.WriteLine($"{Visible.Text(directory)}: {ui.Say(Says.CountSchemas(all.Count))}");
        return ExitCode.Good;
    }
}
