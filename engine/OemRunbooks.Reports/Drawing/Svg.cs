using System.Globalization;
using System.Text;
using OemRunbooks.Reports.Wording;

namespace OemRunbooks.Reports.Drawing;

/// <summary>Writes SVG: attributes are ours, texts are inked.</summary>
internal sealed class Svg
{
    private readonly StringBuilder text = new();

    internal Inked Done => new(text.ToString());

    internal static string Number(double value) =>
        Math.Round(value, 1, MidpointRounding.AwayFromZero).ToString("0.#", CultureInfo.InvariantCulture);

    internal Svg Raw(string markup)
    {
        text.Append(markup);
        return this;
    }

    internal Svg Rect(string kind, double x, double y, double width, double height) =>
        Raw(
            $"<rect class=\"{kind}\" x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(width)}\" height=\"{Number(height)}\" rx=\"2\"/>\n"
        );

    internal Svg Line(string kind, double x, double from, double to) =>
        Raw($"<line class=\"{kind}\" x1=\"{Number(x)}\" y1=\"{Number(from)}\" x2=\"{Number(x)}\" y2=\"{Number(to)}\"/>\n");

    internal Svg Diamond(string kind, double x, double y) =>
        Raw($"<path class=\"{kind}\" d=\"M{Number(x)} {Number(y - 5)}l5 5l-5 5l-5-5z\"/>\n");

    internal Svg Words(string kind, double x, double y, Inked words) =>
        Raw($"<text class=\"{kind}\" x=\"{Number(x)}\" y=\"{Number(y)}\">{words}</text>\n");

    internal Svg Element(string name, string attributes, Inked content) => Raw($"<{name}{attributes}>{content}</{name}>\n");
}
