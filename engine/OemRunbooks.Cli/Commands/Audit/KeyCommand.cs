using System.CommandLine;
using OemRunbooks.Cli.Terminal;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Sealing;
using OemRunbooks.Station.Runs;
using OemRunbooks.Station.Trust;

namespace OemRunbooks.Cli.Commands.Audit;

/// <summary><c>runbook key new|show|trust</c>.</summary>
internal sealed class KeyCommand : VerbFile
{
    /// <inheritdoc/>
    internal override int Place => 30;

    /// <inheritdoc/>
    internal override Verb[] Verbs { get; } =
    [
        new("key", VerbGroup.Auditors, null),
        new("key new", VerbGroup.Auditors, "runbook key new inspector --no-passphrase"),
        new("key show", VerbGroup.Auditors, "runbook key show"),
        new("key trust", VerbGroup.Auditors, "runbook key show > keys.txt; runbook key trust keys.txt"),
    ];

    /// <inheritdoc/>
    internal override Command Create(Globals globals) =>
        new("key", globals.Say(Says.KeyKeysPersonStationRunsSealed)) { New(globals), Show(globals), Trust(globals) };

    private static Command New(Globals globals)
    {
        var name = new Argument<string>(globals.Say(Says.WordName))
        {
            Description = globals.Say(Says.KeyKeysNameSuchStationJan),
            Arity = ArgumentArity.ZeroOrOne,
            DefaultValueFactory = static _ => "station",
        };
        var approver = new Option<bool>("--approver") { Description = globals.Say(Says.KeySecretConsentTelephoneSharedPerson) };
        var plain = new Option<bool>("--no-passphrase") { Description = globals.Say(Says.KeyWithoutPassphraseStationNobodyAttends) };
        return globals.Does(
            new Command("new", globals.Say(Says.KeyMakesEdKey)) { name, plain, approver },
            (parse, ui, _) =>
            {
                var environment = Globals.EnvironmentVariables();
                var ring = Keys.Ring(environment);
                var given = parse.GetValue(name)!;
                if (
                    !VerifyingKey.IsName(given)
                    || given.Contains('/', StringComparison.Ordinal)
                    || given.Contains('\\', StringComparison.Ordinal)
                    || given is "none"
                    || given[0] == '.'
                )
                {
                    throw new CodedException(Faults.KeyNameInvalid(given));
                }

                if (parse.GetValue(approver))
                {
                    var file = ring.ApproverFile(Consents.Person(given));
                    Approvals.WriteSecret(file);
                    ui.Raw.WriteLine(file);
                    return Task.FromResult(ExitCode.Good);
                }

                using var key = SigningKey.New(given);
                var passphrase = parse.GetValue(plain) ? null : Keys.Passphrase(environment, key => Passphrases.Ask(ui, key), given);
                if (!parse.GetValue(plain) && string.IsNullOrEmpty(passphrase))
                {
                    throw new CodedException(Faults.KeyPassphraseNeeded(given).Advising(Says.KeyNewPassphrase));
                }

                key.Write(ring.FileOf(given), passphrase);
                if (ui.IsJson)
                {
                    ui.Json(Value.MapOf(("file", Value.Of(ring.FileOf(given))), ("public", Value.Of(key.Public.ToString()))));
                }
                else
                {
                    ui.Raw.WriteLine(key.Public);
                    ui.Error.WriteLine(ui.Say(Says.KeyWrittenGivePublicKeyAbove(ring.FileOf(given))));
                }

                return Task.FromResult(ExitCode.Good);
            }
        );
    }

    private static Command Show(Globals globals) =>
        globals.Does(
            new Command("show", globals.Say(Says.KeyShowsPublicKeysOwnOnes)),
            (_, ui, _) =>
            {
                var ring = Keys.Ring(Globals.EnvironmentVariables());
                var own = ring.Files.Select(static f => SigningKey.PublicIn(f).ToString()).ToList();
                var trusted = ring.Trusted().Select(static k => k.ToString()).Where(k => !own.Contains(k, StringComparer.Ordinal)).ToList();
                if (ui.IsJson)
                {
                    ui.Json(
                        Value.MapOf(
                            ("directory", Value.Of(ring.Directory)),
                            ("own", Value.List(own.Select(Value.Of))),
                            ("trusted", Value.List(trusted.Select(Value.Of)))
                        )
                    );
                    return Task.FromResult(ExitCode.Good);
                }

                ui.Error.WriteLine(ui.Say(Says.KeyKeysOwnTrusted(ring.Directory, own.Count, trusted.Count)));
                own.Concat(trusted).ToList().ForEach(ui.Raw.WriteLine);
                return Task.FromResult(ExitCode.Good);
            }
        );

    private static Command Trust(Globals globals)
    {
        var key = new Argument<string>(globals.Say(Says.KeyKey)) { Description = globals.Say(Says.KeyPublicKeyFileKeys) };
        return globals.Does(
            new Command("trust", globals.Say(Says.KeyTrustsKeyVerifyingJournalsPacks)) { key },
            (parse, ui, _) =>
            {
                var given = parse.GetValue(key)!;
                if (!File.Exists(given) && !given.Contains('+', StringComparison.Ordinal))
                {
                    throw new CodedException(Faults.FileMissing(given));
                }

                var keys = File.Exists(given) ? KeyRing.Read(given) : KeyRing.Parse(given);
                if (keys.Count == 0)
                {
                    throw new CodedException(Faults.KeyNoneInFile(given));
                }

                var ring = Keys.Ring(Globals.EnvironmentVariables());
                ring.Trust(keys);
                foreach (var one in keys)
                {
                    ui.Raw.WriteLine(one);
                }

                return Task.FromResult(ExitCode.Good);
            }
        );
    }
}
