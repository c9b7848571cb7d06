using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Expressions;
using Xunit;

namespace OemRunbooks.Language.Tests.Yaml;

/// <summary>The example of the language's description.</summary>
public sealed class SampleRunbook
{
    internal const string Text = """
        # yaml-language-server: $schema=../schemas/runbook.schema.json
        schemaVersion: "1.0"
        id: client-update
        aliases: [aktualizacja-klienta]
        version: 1.0.0
        name: {pl: Aktualizacja klienta, en: Client update}
        inputs:
          store:      {type: file, default: secrets/license_store.json, name: {pl: Magazyn licencji, en: Licence store}}
          license:    {type: file, required: true}
          platform:   {type: choice, choices: [linux, macos, windows], default: "${{ station.platform }}"}
          hmacKey:    {type: secret, default: env:OEM_LICENSE_HMAC_KEY}
        vars:
          installRoot: opt/core-oem
        defaults: {timeout: 15m}
        steps:
          - id: backup-store
            name: {pl: Kopia magazynu licencji, en: Back up the licence store}
            action: do.work
            with: {text: "${{ inputs.store }}", target: "${{ inputs.store }}.preupdate"}
            compensate: {action: do.undo, with: {text: "${{ steps.backup-store.outputs.path }}", target: "${{ inputs.store }}"}}

          - id: verify-licence
            action: do.once
            with:
              value: ${{ inputs.store }}
              key: ${{ inputs.hmacKey }}
            catch:
              - on: [fake.broken]
                steps:
                  - {id: ask-anyway, action: person.confirm, with: {prompt: {pl: Dalej?, en: Go on?}}}
                then: continue

          - id: select-bundle
            action: do.work
          - id: deltas
            forEach: {in: "${{ steps.select-bundle.outputs.list }}", as: delta}
            steps:
              - {id: apply-delta, action: do.work, with: {text: "${{ delta.path }}", target: "${{ vars.installRoot }}"}}
        escalations:
          - on: [fake.*]
            team: hardware
            attach: [var/log/core/**, evidence/license-status.json]
        finally:
          - {id: note, action: do.work, with: {text: "docs/support/articles"}}
        outputs:
          installed: ${{ steps.select-bundle.outputs.value }}
        """;

    [Fact]
    public void It_is_read_as_it_is_written()
    {
        var result = Diagnostics.Load(Text);
        Assert.True(result.Runbook is not null, string.Join("\n", result.Diagnostics));
        Assert.Empty(result.Diagnostics);
        var runbook = result.Runbook!;
        Assert.Equal(("client-update", "Client update"), (runbook.Id, runbook.Name.En));
        Assert.Equal(
            ["backup-store", "verify-licence", "ask-anyway", "select-bundle", "deltas", "apply-delta", "note"],
            runbook.AllSteps().Select(static s => s.Id)
        );
        Assert.Equal(TimeSpan.FromMinutes(15), runbook.Steps[0].Timeout);
        Assert.Equal(new Span(16, 9, 12), runbook.Steps[0].Span);
        Assert.Equal(InputType.Secret, runbook.Input("hmacKey")!.Type);
        Assert.Equal("delta", runbook.Steps[3].As);
        Assert.Equal(("hardware", FailureRoute.Continue), (runbook.Escalations[0].Team, runbook.Steps[1].Catch[0].Then));
        Assert.Equal(Value.Of("opt/core-oem"), Assert.IsType<Template.Literal>(runbook.Variables[0].Template).Value);
    }
}
