using Xunit;

namespace OemRunbooks.Words.Tests;

public sealed class WhatIsRefused
{
    private const string Step = "    step:\n        - id: x\n          action: a.b\n";
    private const string Twice = "input n\n    pl: x\n    en: x\ninput n\n    pl: x\n    en: x\n";
    private const string Hints = "\n    hint pl: x\n    hint en: x\n";
    private const string Explained = "    why pl: x\n    why en: x\n    wrong:\n        a\n    right:\n        a\n";

    [Theory]
    [InlineData("code a.b\n    pl: x" + Hints, "WORDS002 own.words:1")]
    [InlineData("say a.b\n    pl: x\n    en:\n", "WORDS002 own.words:1")]
    [InlineData("code a.b\n    pl: {x}\n    en: {x}" + Hints, "WORDS003 own.words:2 WORDS003 own.words:3")]
    [InlineData("code a.b\n    pl: tu { i tam\n    en: x" + Hints, "WORDS003 own.words:2")]
    [InlineData("code a.b(x: text)\n    pl: x\n    en: x" + Hints, "WORDS004 own.words:1")]
    [InlineData("code a.b(x: text silent)\n    pl: {x}\n    en: {x}" + Hints, "WORDS004 own.words:1")]
    [InlineData("code a.b(x: text)\n    pl: {x}\n    en: x" + Hints, "WORDS005 own.words:2")]
    [InlineData("say a.b\n    pl: x\n    en: x\nsay a.b\n    pl: x\n    en: x\n", "WORDS006 own.words:4")]
    [InlineData("say a.b\n    pl: x\n    en: x\nsay a-b\n    pl: x\n    en: x\n", "WORDS006 own.words:4")]
    [InlineData("code a.b\n    pl: x\n    en: x\n    hint pl: x\n", "WORDS007 own.words:1")]
    [InlineData("code a.b\n    pl: x\n    en: x\n", "WORDS007 own.words:1")]
    [InlineData("say a.b\n    pl: x\n    en: x\n    hint en: x\n", "WORDS007 own.words:4")]
    [InlineData("say a(n: number)\n    pl: {n?plik|pliki}\n    en: {n?file|files}\n", "WORDS008 own.words:2")]
    [InlineData("say a(n: number)\n    pl: {n?plik|pliki|plików}\n    en: {n?file|files|files}\n", "WORDS008 own.words:3")]
    [InlineData("say a(n: text)\n    pl: {n?plik|pliki|plików}\n    en: {n?file|files}\n", "WORDS008 own.words:2 WORDS008 own.words:3")]
    [InlineData("say a(n: float)\n    pl: x\n    en: x\n", "WORDS009 own.words:1")]
    [InlineData("code a.b\n    pl: x\n    en: x\n    hint: nowhere\n", "WORDS010 own.words:4")]
    [InlineData("code RB0001\n    pl: x\n    en: x" + Hints, "WORDS011 own.words:1")]
    [InlineData("code RB0001\n    pl: x\n    en: x" + Hints + "    why pl: x\n    why en: x\n", "WORDS011 own.words:1")]
    [InlineData("code a.b\n    pl: x\n    en: x" + Hints + "    why pl: x\n", "WORDS011 own.words:6")]
    [InlineData("say a\n    pl: x\n    en: x\n    right:\n        a\n", "WORDS011 own.words:4")]
    [InlineData("code RB0001\n    pl: x\n    en: x" + Hints + Explained + "    example: pipeline\n", "WORDS011 own.words:12")]
    [InlineData("code RB0001\n    pl: x\n    en: x" + Hints + Explained + "\n        b\n", "WORDS001 own.words:13")]
    [InlineData("activity a.b\n    pl: x\n    en: x\n", "WORDS012 own.words:1")]
    [InlineData("activity a.b\n    pl: x\n    en: x\n    undo pl: x\n" + Step, "WORDS012 own.words:1")]
    [InlineData("activity a.c\n    pl: x\n    en: x\n" + Step, "WORDS012 own.words:1")]
    [InlineData("activity a.b\n    en: x\n" + Step, "WORDS002 own.words:1")]
    [InlineData("activity a.b\n    pl: x\n    en: x\n" + Step + "input n\n    pl: x\n", "WORDS002 own.words:7")]
    [InlineData("activity a.b\n    pl: x\n    en: x\n" + Step + Twice, "WORDS006 own.words:10")]
    [InlineData("input n\n    pl: x\n    en: x\n", "WORDS012 own.words:1")]
    [InlineData("fields f\n    pl: x\n", "WORDS012 own.words:2")]
    [InlineData("say a\n    pl: x\n    en: x\n" + Step, "WORDS012 own.words:4")]
    [InlineData("kod a.b\n", "WORDS001 own.words:1")]
    [InlineData("say a\n    pl: x\n    en: x\n    de: x\n", "WORDS001 own.words:4")]
    [InlineData("say a\n    pl: x\n    pl: x\n    en: x\n", "WORDS001 own.words:3")]
    [InlineData("say a(x text)\n    pl: x\n    en: x\n", "WORDS001 own.words:1")]
    [InlineData("say a(x: text?, y: text)\n    pl: {x}\n    en: {x}\n", "WORDS001 own.words:1")]
    public void Every_mistake_is_an_error_with_its_place(string words, string errors) =>
        Assert.Equal(errors.Split(" WORDS").Select(static (e, i) => i == 0 ? e : "WORDS" + e), Compiled.Of(words).Errors);

    [Fact]
    public void A_key_of_a_project_below_is_taken() =>
        Assert.Equal(["WORDS006 own.words:1"], Compiled.Of("say a\n    pl: x\n    en: x\n", below: "say a\n    pl: y\n    en: y\n").Errors);
}
