namespace OemRunbooks.Reports.Drawing;

/// <summary>How a flow looks. Colours are names that the page defines; a document of its own brings them along.</summary>
internal static class FlowStyle
{
    /// <summary>Rules that hold on every page.</summary>
    internal const string Rules =
        ".flow text{font-size:13px;fill:var(--ink)}.flow .fb{font-weight:600}.flow .fd{font-size:11.5px;fill:var(--soft)}"
        + ".flow .fm{font-size:12px;font-weight:700;fill:var(--paper);text-anchor:middle}\n"
        + ".flow .box,.flow .route{fill:var(--paper);stroke:var(--soft);stroke-width:1.2}"
        + ".flow .frame{fill:var(--faint);stroke:var(--line);stroke-width:1.2}"
        + ".flow .pin{fill:var(--faint);stroke:var(--soft);stroke-width:1.2}\n"
        + ".flow .way{fill:none;stroke:var(--ink);stroke-width:1.6}.flow .tip{fill:var(--ink)}"
        + ".flow .way.fail{stroke:var(--bad);stroke-dasharray:5 3}.flow .tip.fail{fill:var(--bad)}\n"
        + ".flow .route{stroke:var(--bad)}.flow .off{stroke-dasharray:3 3}.flow .way.off,.flow .route.off,"
        + ".flow .pin.off{stroke:var(--line)}.flow .tip.off{fill:var(--line)}\n"
        + ".flow .succeeded,.flow .failed,.flow .skipped,.flow .omitted,.flow .cancelled,.flow .compensated,.flow .running,"
        + ".flow .waiting,.flow .interrupted{stroke:var(--c)}.flow .box.succeeded,.flow .box.failed,.flow .box.compensated,"
        + ".flow .box.interrupted,.flow .box.waiting,.flow .box.running{fill:var(--b);stroke-width:1.8}\n"
        + ".flow .skipped,.flow .omitted{stroke-dasharray:4 3}.flow .omitted{stroke:var(--line)}"
        + ".flow .dot{fill:var(--c);stroke:none}\n"
        + ".flow .succeeded{--c:var(--good);--b:var(--good-b)}.flow .failed{--c:var(--bad);--b:var(--bad-b)}.flow .skipped,"
        + ".flow .omitted,.flow .cancelled{--c:var(--muted);--b:var(--muted-b)}"
        + ".flow .compensated{--c:var(--undone);--b:var(--undone-b)}.flow .running,"
        + ".flow .waiting{--c:var(--info);--b:var(--info-b)}.flow .interrupted{--c:var(--warn);--b:var(--warn-b)}\n";

    private const string Light =
        "--paper:#fff;--ink:#1b242d;--soft:#55626f;--line:#aab4be;--faint:#f3f5f7;--good:#176b43;--good-b:#e6f3ec;"
        + "--bad:#b3261e;--bad-b:#fbeae8;--warn:#8a4b00;--warn-b:#fdf1df;--info:#1c5a96;--info-b:#e6f0f9;--muted:#55626f;"
        + "--muted-b:#edf0f3;--undone:#6a3d9a;--undone-b:#f1eaf8";
    private const string Dark =
        "--paper:#171d23;--ink:#e4e9ee;--soft:#a2afbb;--line:#56626e;--faint:#212930;--good:#6fcf9c;--good-b:#14301f;"
        + "--bad:#ff9d94;--bad-b:#3c1815;--warn:#f2b866;--warn-b:#38260c;--info:#8fc2f2;--info-b:#12293e;--muted:#a2afbb;"
        + "--muted-b:#262f37;--undone:#c9a6ee;--undone-b:#2c1f3b";

    /// <summary>The style of a picture that stands alone, for light and dark screens and for paper.</summary>
    internal const string Document =
        "<style>\n.flow{"
        + Light
        + ";background:var(--paper);font-family:system-ui,\"Segoe UI\",Roboto,\"Noto Sans\",\"DejaVu Sans\",sans-serif}\n"
        + "@media screen and (prefers-color-scheme:dark){.flow{"
        + Dark
        + "}}\n"
        + Rules
        + "</style>\n";
}
