using System.CommandLine;
using OemRunbooks.Cli.Terminal;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Sealing;
using OemRunbooks.Station.Runs;
using OemRunbooks.Station.Trust;

namespace OemRunbooks.Cli.Commands.Audit;

/// <summary><c>runbook key new|show|trust</c>.</summary>
internal static class KeyCommand
{
    /// <summary>What people are told about it.</summary>
    internal static Verb[] Verbs { get; } =
    [
        new("key", VerbGroup.Auditors, null),
        new("key new", VerbGroup.Auditors, "runbook key new inspector --no-passphrase"),
        new("key show", VerbGroup.Auditors, "runbook key show"),
        new("key trust", VerbGroup.Auditors, "runbook key show > keys.txt; runbook key trust keys.txt"),
    ];

    internal static Command Create(Globals globals) => new("key", globals.Say("Klucze osoby lub stanowiska, którymi pieczętuje się przebiegi.", "Keys of a person or station, with which runs are sealed."))
    {
        New(globals), Show(globals), Trust(globals),
    };

    private static Command New(Globals globals)
    {
        var name = new Argument<string>(globals.Say("NAZWA", "NAME")) { Description = globals.Say("nazwa klucza, np. station albo jan.nowak", "the key's name, such as station or jan.nowak"), Arity = ArgumentArity.ZeroOrOne, DefaultValueFactory = static _ => "station" };
        var approver = new Option<bool>("--approver") { Description = globals.Say("sekret do zgód przez telefon, wspólny dla osoby i stanowiska (plik .approver skopiować na oba)", "a secret for consent by telephone, shared by a person and a station (copy the .approver file to both)") };
        var plain = new Option<bool>("--no-passphrase") { Description = globals.Say("bez hasła, dla stanowiska bez obsługi (plik tylko dla właściciela)", "without a passphrase, for a station that nobody attends (a file for its owner only)") };
        return globals.Does(
            new Command("new", globals.Say("Tworzy klucz Ed25519.", "Makes an Ed25519 key.")) { name, plain, approver },
            (parse, ui, _) =>
            {
                var environment = Globals.EnvironmentVariables();
                var ring = Keys.Ring(environment);
                var given = parse.GetValue(name)!;
                if (!VerifyingKey.IsName(given) || given.Contains('/', StringComparison.Ordinal) || given.Contains('\\', StringComparison.Ordinal) || given is "none" || given[0] == '.')
                {
                    throw new CodedException(Faults.KeyNameInvalid(given));
                }

                if (parse.GetValue(approver))
                {
                    Approvals.WriteSecret(ring.ApproverFile(given));
                    ui.Out.WriteLine(ring.ApproverFile(given));
                    return Task.FromResult(ExitCode.Good);
                }

                using var key = SigningKey.New(given);
                var passphrase = parse.GetValue(plain) ? null : Keys.Passphrase(environment, key => Passphrases.Ask(ui, key), given);
                if (!parse.GetValue(plain) && string.IsNullOrEmpty(passphrase))
                {
                    throw new CodedException(Faults.KeyPassphraseNeeded(given));
                }

                KeyFile.Write(ring.FileOf(given), key, passphrase);
                if (ui.IsJson)
                {
                    ui.Json(Value.MapOf(("file", Value.Of(ring.FileOf(given))), ("public", Value.Of(key.Public.ToString()))));
                }
                else
                {
                    ui.Out.WriteLine(key.Public);
                    ui.Error.WriteLine(ui.Say($"Zapisano {ring.FileOf(given)}. Powyższy klucz publiczny przekazać audytorowi.", $"Written: {ring.FileOf(given)}. Give the public key above to the auditor."));
                }

                return Task.FromResult(ExitCode.Good);
            });
    }

    private static Command Show(Globals globals) => globals.Does(
        new Command("show", globals.Say("Pokazuje klucze publiczne: własne i zaufane.", "Shows public keys: own ones and trusted ones.")),
        (_, ui, _) =>
        {
            var ring = Keys.Ring(Globals.EnvironmentVariables());
            var own = ring.Files.Select(static f => KeyFile.Public(f).ToString()).ToList();
            var trusted = ring.Trusted().Select(static k => k.ToString()).Where(k => !own.Contains(k, StringComparer.Ordinal)).ToList();
            if (ui.IsJson)
            {
                ui.Json(Value.MapOf(("directory", Value.Of(ring.Directory)), ("own", Value.List(own.Select(Value.Of))), ("trusted", Value.List(trusted.Select(Value.Of)))));
                return Task.FromResult(ExitCode.Good);
            }

            ui.Error.WriteLine(ui.Say($"Klucze w {ring.Directory}: własne {own.Count}, zaufane {trusted.Count}", $"Keys in {ring.Directory}: own {own.Count}, trusted {trusted.Count}"));
            own.Concat(trusted).ToList().ForEach(ui.Out.WriteLine);
            return Task.FromResult(ExitCode.Good);
        });

    private static Command Trust(Globals globals)
    {
        var key = new Argument<string>(globals.Say("KLUCZ", "KEY")) { Description = globals.Say("klucz publiczny albo plik z kluczami", "a public key, or a file with keys") };
        return globals.Does(
            new Command("trust", globals.Say("Uznaje klucz za zaufany: przy sprawdzaniu dzienników i dla paczek; odtąd bez zaufanej paczki runbook nie ruszy.", "Trusts a key for verifying journals and for packs; from then on a runbook that is in no trusted pack is refused.")) { key },
            (parse, ui, _) =>
            {
                var given = parse.GetValue(key)!;
                var keys = KeyRing.Parse(File.Exists(given) ? File.ReadAllText(given) : given);
                if (keys.Count == 0)
                {
                    throw new CodedException(Faults.KeyNoneInFile(given));
                }

                var ring = Keys.Ring(Globals.EnvironmentVariables());
                foreach (var one in keys)
                {
                    ring.Trust(one);
                    ui.Out.WriteLine(one);
                }

                return Task.FromResult(ExitCode.Good);
            });
    }
}
