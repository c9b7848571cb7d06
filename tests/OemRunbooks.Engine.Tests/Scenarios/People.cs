using Xunit;

namespace OemRunbooks.Engine.Tests.Scenarios;

public sealed class People
{
    [Theory]
    [InlineData("answers: {ask: {confirmed: true}}\nexpect: {path: [ask, b], outcome: succeeded}")]
    [InlineData("answers: {ask: {confirmed: false, by: jan}}\nexpect: {path: [ask], outcome: failed, code: person.declined}")]
    [InlineData("answers: {ask: {confirmed: true, expires: true}}\nexpect: {path: [ask], outcome: failed, code: person.expired}")]
    [InlineData("expect: {path: [ask], outcome: waiting}")]
    public async Task A_question_is_answered_refused_answered_too_late_or_left_open(string scenario) =>
        await new Rehearsed(
            "- {id: ask, action: person.confirm, with: {prompt: Ready?, expiresAfter: 2h}}\n- {id: b, action: do.work}"
        ).HoldsAsync(scenario);

    [Fact]
    public async Task Typed_answers_reach_later_steps_and_wrong_ones_are_told()
    {
        var book = new Rehearsed(
            "- {id: ask, action: person.ask, with: {prompt: How many?, fields: [{name: n, type: integer}]}}\n"
                + "- {id: b, action: do.work, with: {count: \"${{ steps.ask.outputs.answers.n }}\"}}"
        );
        await book.HoldsAsync("answers: {ask: {answers: {n: 3}}}\nexpect: {path: [ask, b], inputs: {b: {count: 3}}}");
        Assert.Contains(
            "scenario.answer-refused: an answer to step \"ask\" was not taken (person.invalid-answer)",
            await book.DiffersAsync("answers: {ask: {answers: {n: many}}}\nexpect: {outcome: waiting}"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_file_that_an_answer_names_need_not_be_there() =>
        await new Rehearsed(
            "- {id: ask, action: person.ask, with: {prompt: A photo?, fields: [{name: photo, type: file, evidence: true}]}}\n"
                + "- {id: b, action: do.work, with: {text: \"${{ steps.ask.outputs.answers.photo }}\"}}"
        ).HoldsAsync("answers: {ask: {answers: {photo: media/plate.jpg}}}\nexpect: {path: [ask, b], inputs: {b: {text: media/plate.jpg}}}");

    [Fact]
    public async Task Several_people_agree_one_after_another_and_one_can_refuse()
    {
        var book = new Rehearsed("- {id: ok, action: person.approve, with: {prompt: OK?, minApprovals: 2, notInitiator: true}}");
        await book.HoldsAsync("answers: {ok: {approvedBy: [anna, jan]}}\nexpect: {outcome: succeeded}");
        await book.HoldsAsync("answers: {ok: {approvedBy: [anna]}}\nexpect: {outcome: waiting}");
        await book.HoldsAsync("answers: {ok: {approvedBy: [anna], rejectedBy: jan}}\nexpect: {outcome: failed, code: person.declined}");
        Assert.Contains(
            "person.initiator",
            await book.DiffersAsync("answers: {ok: {approvedBy: [operator, jan]}}\nexpect: {outcome: waiting}"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_item_with_evidence_has_its_file_as_an_output_though_nobody_brings_one()
    {
        var book = new Rehearsed(
            "- {id: list, action: person.checklist, with: {prompt: Check, items: [{id: plate, text: Plate, evidence: true}]}}\n"
                + "- {id: b, action: do.work, with: {text: \"${{ steps.list.outputs.files.plate }}\"}}"
        );
        await book.HoldsAsync("answers: {list: {ticked: all}}\nexpect: {path: [list, b], inputs: {b: {text: plate.jpg}}}");
        await book.HoldsAsync(
            "answers: {list: {ticked: [plate], files: {plate: a/b.png}}}\nexpect: {path: [list, b], inputs: {b: {text: a/b.png}}}"
        );
        await book.HoldsAsync("answers: {list: {ticked: []}}\nexpect: {path: [list], outcome: waiting}");
    }

    [Fact]
    public async Task A_checklist_is_ticked_as_a_whole_or_in_part()
    {
        var book = new Rehearsed(
            "- {id: list, action: person.checklist, with: {prompt: Check, items: [{id: cable, text: Cable}, {id: lamp, text: Lamp}]}}"
        );
        await book.HoldsAsync("answers: {list: {ticked: all, comments: {cable: worn}}}\nexpect: {outcome: succeeded}");
        await book.HoldsAsync("answers: {list: {ticked: [cable]}}\nexpect: {outcome: waiting}");
    }

    [Fact]
    public async Task A_list_answers_one_asking_after_another()
    {
        var book = new Rehearsed(
            "- {id: ask, action: person.confirm, with: {prompt: Ready?}, retry: {maxAttempts: 2, on: [person.declined]}}"
        );
        await book.HoldsAsync("answers: {ask: [{confirmed: false}, {confirmed: true}]}\nexpect: {outcome: succeeded, attempts: {ask: 2}}");
    }
}
