using OemRunbooks.Reports.Wording;
using Scriban.Runtime;

namespace OemRunbooks.Reports.Views;

/// <summary>What a template sees: names with inked texts, truth values, numbers and further sheets, nothing else.</summary>
/// <remarks>
/// There is no way to put a bare string in, so nothing reaches a template unescaped; and no CLR object gets in, whose members
/// would render empty in the native program. Source: trust.md, building.md.
/// </remarks>
internal sealed class Sheet
{
    internal ScriptObject Content { get; } = new(StringComparer.Ordinal);

    internal Sheet Put(string name, Inked text)
    {
        Content.SetValue(name, text.Markup, true);
        return this;
    }

    internal Sheet Put(string name, bool value)
    {
        Content.SetValue(name, value, true);
        return this;
    }

    internal Sheet Put(string name, int value)
    {
        Content.SetValue(name, value, true);
        return this;
    }

    internal Sheet Put(string name, Sheet sheet)
    {
        Content.SetValue(name, sheet.Content, true);
        return this;
    }

    internal Sheet Put(string name, IEnumerable<Sheet> sheets)
    {
        Content.SetValue(name, new ScriptArray(sheets.Select(static s => s.Content)), true);
        return this;
    }

    /// <summary>A list that may be long: each sheet is made when its turn comes. <c>has_NAME</c> tells whether there is one.</summary>
    internal Sheet PutEach(string name, IEnumerable<Sheet> sheets)
    {
        Content.SetValue(name, sheets.Select(static s => s.Content), true);
        return Put("has_" + name, sheets.Any());
    }

    internal Sheet Put(string name, IEnumerable<Inked> texts)
    {
        Content.SetValue(name, new ScriptArray(texts.Select(static t => t.Markup)), true);
        return this;
    }
}
