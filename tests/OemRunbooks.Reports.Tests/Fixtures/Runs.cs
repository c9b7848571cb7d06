using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Reports.Tests.Fixtures;

/// <summary>The runs that the snapshots show.</summary>
internal static class Runs
{
    private static readonly Value Key = Value.SecretReference("env:OEM_LICENSE_HMAC_KEY");

    internal static JournalBuilder Successful =>
        Prepared()
            .Begin("install", null)
            .Step(
                "install/extract",
                "extract.bundle",
                41_300,
                Some.Map(("version", Value.Of("2024.06")), ("size", Value.Of(1_610_612_736L)), ("files", Value.Of(1248)))
            )
            .Step(
                "install/installer",
                "run.installer",
                22_800,
                Some.Map(("exitCode", Value.Of(0L))),
                Some.File("evidence/installer.log", 48_211),
                new Remark("installer.python-missing", Value.EmptyMap)
            )
            .Done("install")
            .After(3)
            .Skip(
                "deltas",
                "steps.select-bundle.outputs.deltas.size > 0",
                Some.Map(("steps.select-bundle.outputs.deltas.size", Value.Of(0L)))
            )
            .After(5)
            .Step("check-logs", "verify.logs", 350, Some.Map(("errors", Value.Of(0L))), Some.File("evidence/logs.zip", 2_411_904))
            .Step("finally/note", "escalate.note", 12, Some.Map(("path", Value.Of("docs/support/articles/20261123-client-update.md"))))
            .Finish(outputs: Some.Map(("installedVersion", Value.Of("2024.06"))));

    internal static JournalBuilder RolledBackAndEscalated
    {
        get
        {
            var why = Failure.Of("installer.failed", ("exitCode", Value.Of(17L)));
            return Prepared(unsigned: true)
                .Begin("install", null)
                .Step("install/extract", "extract.bundle", 38_100, Some.Map(("version", Value.Of("2024.06"))))
                .Begin("install/installer", "run.installer")
                .After(9_400)
                .Fails("install/installer", why, file: Some.File("evidence/installer.log", 9_102))
                .Goes("install/installer", Route.Rollback, why.Code)
                .Fails("install", why, from: "install/installer")
                .Goes("install", Route.Rollback, why.Code)
                .After(6)
                .Add(new UndoStarted("install/extract", "extract.remove", Some.Map(("path", Value.Of("opt/core-oem"))), false))
                .After(800)
                .Add(new UndoSucceeded("install/extract", Value.EmptyMap))
                .Add(new UndoStarted("backup-store", "backup.restore", Some.Map(("to", Value.Of("secrets/license_store.json"))), false))
                .After(70)
                .Add(new UndoFailed("backup-store", Failure.Of("backup.restore-failed", ("path", Value.Of("secrets/license_store.json")))))
                .After(5)
                .Goes("", Route.Escalation, why.Code, "hardware")
                .Step("finally/note", "escalate.note", 15)
                .Finish(RunOutcome.Escalated, why, "install/installer", "hardware", 1, 1);
        }
    }

    internal static JournalBuilder InterruptedAndResumed
    {
        get
        {
            var busy = new Failure("disk.busy", Some.Map(("path", Value.Of("secrets/license_store.json"))), true);
            return Some.Journal()
                .Run()
                .After(20)
                .Begin("backup-store", "backup.file")
                .After(2_100)
                .Fails("backup-store", busy)
                .Add(new RetryScheduled("backup-store", 2, 5_000, Some.Evening.AddSeconds(7)))
                .After(5_000)
                .Begin("backup-store", "backup.file", attempt: 2)
                .After(900)
                .Done("backup-store", Some.Map(("size", Value.Of(8_192L))))
                .Step("verify-licence", "verify.license", 640)
                .Step("select-bundle", "prepare.select-bundle", 210)
                .Begin("install", null)
                .Begin("install/extract", "extract.bundle")
                .After(12_000)
                .Add(new StepCheckpoint("install/extract", Some.Map(("files", Value.Of(400L)))))
                .After(7_800_000)
                .Resume(torn: 213)
                .After(30)
                .Begin("install/extract", "extract.bundle", rerun: true)
                .After(31_000)
                .Done("install/extract")
                .After(2)
                .Begin("install/installer", "run.installer")
                .After(4_000)
                .Add(new RunInterrupted("signal"))
                .After(60_000)
                .Resume(boot: "cccccccccccccccc")
                .After(25)
                .Done("install/installer", reconciled: true)
                .Done("install")
                .Add(new Deviation("check-logs", "skip", "jan.nowak", "logi sprawdzono ręcznie", Value.EmptyMap))
                .Skip("check-logs", "deviation", Value.EmptyMap)
                .Finish();
        }
    }

    internal static JournalBuilder Waiting
    {
        get
        {
            var why = Failure.Of("license.missing-in-store", ("license", Value.Of("L-17")));
            return Some.Journal()
                .Of(Some.ApprovedUpdate)
                .Run()
                .After(20)
                .Step("backup-store", "backup.file", 90)
                .Begin("verify-licence", "verify.license", Some.Map(("hmacKey", Key)))
                .After(400)
                .Fails("verify-licence", why)
                .Add(new RouteTaken("verify-licence", Route.Catch, why.Code, 0, null))
                .Begin("verify-licence/catch[0]/ask-anyway", "person.confirm")
                .Add(
                    new StepWaiting(
                        "verify-licence/catch[0]/ask-anyway",
                        "confirm",
                        Question("Licencji nie ma w magazynie. Czy kontynuować?", "The licence is not in the store. Go on?"),
                        null
                    )
                )
                .After(95_000)
                .Add(
                    new PersonAnswered(
                        "verify-licence/catch[0]/ask-anyway",
                        "anna.kowalska",
                        "pl",
                        "Licencji nie ma w magazynie. Czy kontynuować?",
                        true,
                        Some.Map(("ticket", Value.Of("OEM-4411"))),
                        "zgoda klienta przez telefon",
                        "terminal"
                    )
                )
                .Done("verify-licence/catch[0]/ask-anyway")
                .Goes("verify-licence", Route.Continue, why.Code)
                .Step("select-bundle", "prepare.select-bundle", 180)
                .Begin("install", null)
                .Begin("install/extract", "extract.bundle")
                .Add(
                    new StepWaiting(
                        "install/extract",
                        "approve",
                        Question(
                            "Instalowana wersja jest starsza od obecnej. Czy zatwierdzasz?",
                            "The version to install is older than the present one. Do you approve?"
                        ),
                        Some.Evening.AddHours(12)
                    )
                )
                .After(30)
                .Add(new RunInterrupted("waiting"));
        }
    }

    internal static JournalBuilder Hostile
    {
        get
        {
            const string Bad =
                "<script>alert(1)</script> ![x](http://evil.example/x.png) [l](javascript:1) `a``b` | # h *b* _u_ "
                + "\u001b[31mred\u001b[0m \u202Eevil\u202C \u0000 \r\n# heading\r\n- item www.evil.example \u2028 \uFEFF "
                + "\"'><img src=x onerror=alert(1)>";
            var why = new Failure("evil.<b>code</b>", Some.Map(("text", Value.Of(Bad))));
            return Some.Journal()
                .Run(
                    Some.Map(("store", Value.Of(Bad)), ("hmacKey", Value.Of("plain-text-secret-0123456789"))),
                    by: Bad,
                    station: Some.Map(("name", Value.Of(Bad)), ("platform", Value.Of(Bad)))
                )
                .After(20)
                .Begin("unknown/<i>path</i>", Bad, Some.Map(("hmacKey", Value.Of("another-plain-secret"))))
                .After(20)
                .Done(
                    "unknown/<i>path</i>",
                    Some.Map(("out", Value.Of(Bad)), ("list", Value.List([Value.Of(Bad), Value.Of("`")]))),
                    new Artefact(Bad, 7, Bad),
                    new Remark("disk.busy", Some.Map(("path", Value.Of(Bad))), true)
                )
                .Add(new StepWaiting("backup-store", "confirm", Some.Map(("prompt", Value.Of(Bad))), null))
                .After(10)
                .Add(new PersonAnswered("backup-store", Bad, "pl", Bad, false, Some.Map(("x", Value.Of(Bad))), Bad, Bad))
                .Add(new Deviation("backup-store", Bad, Bad, Bad, Some.Map(("v", Value.Of(Bad)))))
                .Fails("backup-store", why)
                .Goes("", Route.Escalation, why.Code, Bad)
                .Add(new RunInterrupted(Bad))
                .Resume(by: Bad)
                .Finish(RunOutcome.Escalated, why, "backup-store", Bad);
        }
    }

    private static JournalBuilder Prepared(bool unsigned = false) =>
        Some.Journal()
            .Run()
            .After(20)
            .Step(
                "backup-store",
                "backup.file",
                90,
                Some.Map(("path", Value.Of("secrets/license_store.json.preupdate")), ("size", Value.Of(8_192L))),
                Some.File("secrets/license_store.json.preupdate", 8_192)
            )
            .Step(
                "verify-licence",
                "verify.license",
                640,
                Some.Map(("valid", Value.True)),
                inputs: Some.Map(("store", Value.Of("secrets/license_store.json")), ("hmacKey", Key))
            )
            .Step(
                "select-bundle",
                "prepare.select-bundle",
                6_210,
                Some.Map(("path", Value.Of("media/usb/core-oem-2024.06-linux.tar.gz")), ("deltas", Value.EmptyList)),
                Some.File("media/usb/core-oem-2024.06-linux.tar.gz", 393_216_000),
                unsigned
                    ? new Remark("bundle.unsigned", Some.Map(("path", Value.Of("media/usb/core-oem-2024.06-linux.tar.gz"))), true)
                    : null
            );

    private static Value Question(string pl, string en) => Some.Map(("prompt", Some.Map(("pl", Value.Of(pl)), ("en", Value.Of(en)))));
}
