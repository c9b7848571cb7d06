using System.CommandLine;
using System.Globalization;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Packs;
using OemRunbooks.Journal.Sealing;
using OemRunbooks.Station.Runs;
using OemRunbooks.Station.Trust;
using OemRunbooks.Station.Workplaces;
using OemRunbooks.Station.Workshop.Packs;

namespace OemRunbooks.Cli.Commands;

/// <summary><c>runbook pack DIR</c> and <c>runbook pack verify FILE</c>.</summary>
internal sealed class PackCommand : VerbFile
{
    /// <inheritdoc/>
    internal override int Place => 70;

    /// <inheritdoc/>
    internal override Verb[] Verbs { get; } =
    [
        new(
            "pack",
            VerbGroup.Leads,
            "runbook key new lead --no-passphrase; runbook new night-check --template check; runbook pack runbooks"
                + " --out support.rbpack --key lead --expires 180d"
        ),
        new(
            "pack verify",
            VerbGroup.Leads,
            "runbook key new lead --no-passphrase; runbook new night-check --template check; runbook pack runbooks"
                + " --out support.rbpack --key lead; runbook pack verify support.rbpack"
        ),
    ];

    /// <inheritdoc/>
    internal override Command Create(Globals globals)
    {
        var directory = new Argument<string>(globals.Say(Says.WordDir))
        {
            Description = globals.Say(Says.PackDirectoryRunbooksSchemasTemplates),
        };
        var target = new Option<string>("--out")
        {
            Description = globals.Say(Says.PackPacksFile),
            HelpName = "FILE",
            Required = true,
        };
        var key = new Option<string?>("--key")
        {
            Description = globals.Say(Says.PackKeySignDefaultOnlyOne),
            HelpName = globals.Say(Says.WordName),
        };
        var id = new Option<string?>("--id") { Description = globals.Say(Says.PackPacksIdDefaultFilesName), HelpName = "ID" };
        var version = new Option<string>("--pack-version")
        {
            Description = globals.Say(Says.PackPacksVersion),
            HelpName = "1.0.0",
            DefaultValueFactory = static _ => "1.0.0",
        };
        var expires = new Option<string?>("--expires")
        {
            Description = globals.Say(Says.PackUntilWhenForceDateTime),
            HelpName = globals.Say(Says.PackDateTime),
        };
        var created = new Option<string?>("--created")
        {
            Description = globals.Say(Says.PackDateMakingDefaultNowSame),
            HelpName = globals.Say(Says.PackDate),
        };
        var least = new Option<string?>("--minimum-program-version")
        {
            Description = globals.Say(Says.PackOldestProgramMayUse),
            HelpName = "1.0.0",
        };
        var revoke = new Option<string[]>("--revoke")
        {
            Description = globals.Say(Says.PackRevokesPackRunbookFileFiles),
            HelpName = "FILE|SHA256",
            AllowMultipleArgumentsPerToken = false,
        };
        var force = new Option<bool>("--force") { Description = globals.Say(Says.PackForce) };
        var command = globals.Does(
            new Command("pack", globals.Say(Says.PackMakesSignedPackRunbooksMedium))
            {
                directory,
                target,
                key,
                id,
                version,
                expires,
                created,
                least,
                revoke,
                force,
            },
            async (parse, ui, _) =>
            {
                var work = globals.Open(parse, ui);
                var now = parse.GetValue(created) is { } given ? Time("--created", given, Dates) : TimeProvider.System.GetUtcNow();
                var name = parse.GetValue(id) ?? Path.GetFileNameWithoutExtension(parse.GetValue(target)!).ToLowerInvariant();
                var manifest = new PackManifest(
                    Checked("--id", name, PackManifest.IsId, "support"),
                    Checked("--pack-version", parse.GetValue(version)!, PackManifest.IsVersion, "1.0.0"),
                    Seconds(now),
                    []
                )
                {
                    Expires = parse.GetValue(expires) is { } end
                        ? Seconds(Quantities.Duration(end) is { } time ? now + time : Time("--expires", end, Dates + ", 180d"))
                        : null,
                    MinimumProgram = parse.GetValue(least) is { } program
                        ? Checked("--minimum-program-version", program, PackManifest.IsVersion, "1.0.0")
                        : null,
                    Revoked =
                    [
                        .. (parse.GetValue(revoke) ?? []).Select(Revoked).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
                    ],
                };
                var content = new PackContent(work, parse.GetValue(directory)!);
                List<Failure> objections =
                [
                    .. OutOfForce(manifest, parse.GetValue(expires)),
                    .. await new PackChecks(work).RunAsync(content, parse.GetValue(target)!).ConfigureAwait(false),
                ];
                foreach (var objection in objections)
                {
                    ui.Fail(objection);
                }

                if (objections.Count > 0)
                {
                    if (!parse.GetValue(force))
                    {
                        return ExitCode.WrongUse;
                    }

                    manifest = manifest with
                    {
                        Forced = [.. objections.Select(static o => o.Code["pack.".Length..]).Distinct().Order(StringComparer.Ordinal)],
                    };
                }

                using var signer = Signer(ui, work, parse.GetValue(key));
                Durable.Replace(Path.GetFullPath(parse.GetValue(target)!), Pack.Write(manifest, content.Files, signer));
                content.Skipped.ForEach(f => ui.Error.WriteLine(ui.Say(Says.PackLeftOut(Visible.Text(f)))));
                return Show(ui, work, parse.GetValue(target)!);
            }
        );
        command.Subcommands.Add(Verify(globals));
        return command;
    }

    // A pack that is refused as soon as it is made must not take the place of one that is not.
    private static IEnumerable<Failure> OutOfForce(PackManifest manifest, string? expires)
    {
        if (manifest.Expires <= TimeProvider.System.GetUtcNow())
        {
            yield return Faults.PackExpiresPast(expires!);
        }

        if (manifest.MinimumProgram is { } least && DottedVersion.Compare(Globals.Product.Version, least) < 0)
        {
            yield return Faults.PackMinimumNewer(least, Globals.Product.Version);
        }
    }

    private static Command Verify(Globals globals)
    {
        var file = new Argument<string>(globals.Say(Says.WordFile)) { Description = globals.Say(Says.PackPacksFile) };
        return globals.Does(
            new Command("verify", globals.Say(Says.PackChecksPacksSignatureDigestsValidity)) { file },
            (parse, ui, _) => Task.FromResult(Show(ui, globals.Open(parse, ui), parse.GetValue(file)!))
        );
    }

    private static int Show(Ui ui, Workplace work, string path)
    {
        if (!File.Exists(path))
        {
            throw new CodedException(Faults.FileMissing(path));
        }

        var found = work.Trust.Judge(work.Trust.Open(path));
        if (found.Refusal is { } refusal)
        {
            return ui.Fail(refusal);
        }

        var (pack, manifest) = (found.Pack!, found.Pack!.Manifest);
        if (ui.IsJson)
        {
            ui.Json(
                Value.MapOf(
                    ("id", Value.Of(manifest.Id)),
                    ("version", Value.Of(manifest.Version)),
                    ("created", Value.Of(FactCodec.Time(manifest.Created))),
                    ("expires", manifest.Expires is { } end ? Value.Of(FactCodec.Time(end)) : null),
                    ("minimumProgram", Value.Of(manifest.MinimumProgram)),
                    ("sha256", Value.Of(pack.Digest)),
                    ("signer", Value.Of(pack.Signer.ToString())),
                    ("forced", manifest.Forced.IsEmpty ? null : Value.TextList(manifest.Forced)),
                    ("revoked", Value.List(manifest.Revoked.Select(Value.Of))),
                    (
                        "files",
                        Value.List(
                            manifest.Files.Select(static f =>
                                Value.MapOf(("path", Value.Of(f.Path)), ("size", Value.Of(f.Size)), ("sha384", Value.Of(f.Sha384)))
                            )
                        )
                    )
                )
            );
            return ExitCode.Good;
        }

        ui.Out.WriteLine(
            $"{manifest.Id} {manifest.Version}  ·  {ui.Say(Says.PackSigned)} {Visible.Text(pack.Signer.Name)}  ·  "
                + $"{(manifest.Expires is { } until ? ui.Say(Says.PackForceUntil(FactCodec.Time(until))) : ui.Say(Says.PackWithoutExpiry))}"
        );
        ui.Out.WriteLine($"SHA-256 {pack.Digest}");
        if (!manifest.Forced.IsEmpty)
        {
            ui.Out.WriteLine(ui.Say(Says.PackForced(string.Join(", ", manifest.Forced))));
        }

        foreach (var file in manifest.Files)
        {
            ui.Out.WriteLine($"  {file.Path}  {file.Size.ToString(CultureInfo.InvariantCulture)} B");
        }

        foreach (var digest in manifest.Revoked)
        {
            ui.Out.WriteLine($"  {ui.Say(Says.PackRevokes)} {digest}");
        }

        return ExitCode.Good;
    }

    private static SigningKey Signer(Ui ui, Workplace work, string? name) =>
        name is not null
            ? Keys.Own(work.Environment, work.Settings.Passphrase, name)
            : work.Signer() ?? throw new CodedException(Faults.PackKeyNeeded());

    private static string Revoked(string given) =>
        File.Exists(given)
            ? PackTrust.Digest(Disk.All.ReadAll(given, PackManifest.MostPackBytes))
            : Checked("--revoke", given, PackManifest.IsDigest, "FILE, SHA-256");

    private static string Checked(string option, string given, Func<string, bool> fits, string allowed) =>
        fits(given) ? given : throw Invalid(option, given, allowed);

    private const string Dates = "2027-06-30, 2027-06-30T12:00:00Z";

    private static DateTimeOffset Time(string option, string given, string allowed) =>
        DateTimeOffset.TryParseExact(
            given,
            ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss'Z'"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time
        )
            ? time
            : throw Invalid(option, given, allowed);

    private static CodedException Invalid(string option, string given, string allowed) =>
        new CodedException(Faults.PackOptionInvalid(option, given, allowed));

    private static DateTimeOffset Seconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}
