using CsCheck;
using OemRunbooks.Oem.Json;

namespace OemRunbooks.Oem.Tests.Json;

public sealed class JsonLaws
{
    private static readonly Gen<string> Texts = Gen.String[
            Gen.OneOf(Gen.Char['\0', '\u024F'], Gen.Const('\uE000'), Gen.Const('\uFFFF'), Gen.Const('\u2028')),
            0,
            8
        ]
        .Select(Gen.Bool, static (text, emoji) => emoji ? text + "\U0001F600" : text);

    private static readonly Gen<OemJson> Scalars = Gen.OneOf<OemJson>(
        Gen.Const(OemJson.Null),
        Gen.Bool.Select(static b => OemJson.Of(b)),
        Gen.Long.Select(static l => OemJson.Of(l)),
        Gen.Double.Select(static d => (OemJson)new OemDouble(d)),
        Texts.Select(static t => OemJson.Of(t))
    );

    private static readonly Gen<OemJson> Values = Gen.Recursive<OemJson>(
        (depth, inner) =>
            depth > 4
                ? Scalars
                : Gen.OneOf(
                    Scalars,
                    inner.Array[0, 4].Select(static items => (OemJson)new OemArray(items)),
                    Gen.Select(Texts, inner, static (k, v) => KeyValuePair.Create(k, v))
                        .Array[0, 4]
                        .Select(static m => (OemJson)new OemObject(m))
                )
    );

    [Fact]
    public void Canonical_text_reads_and_writes_to_itself() =>
        Values.Sample(static value =>
        {
            var canonical = OemJsonWriter.Write(value, JsonStyle.Canonical);
            return canonical == OemJsonWriter.Write(OemJsonReader.Parse(canonical), JsonStyle.Canonical);
        });

    [Fact]
    public void Every_style_means_the_same_value() =>
        Values.Sample(static value =>
        {
            var canonical = OemJsonWriter.Write(value, JsonStyle.Canonical);
            JsonStyle[] styles =
            [
                JsonStyle.Plaintext,
                JsonStyle.PrettySorted,
                JsonStyle.PrettyInOrder,
                JsonStyle.BundleManifest,
                JsonStyle.AuditLine,
            ];
            return styles.All(s =>
                OemJsonWriter.Write(OemJsonReader.Parse(OemJsonWriter.Write(value, s)), JsonStyle.Canonical) == canonical
            );
        });

    [Fact]
    public void Doubles_round_trip() =>
        Gen.Double.Sample(static d =>
            double.IsNaN(d)
            || BitConverter.DoubleToInt64Bits(((OemDouble)OemJsonReader.Parse(DoubleText.Of(d))).Value) == BitConverter.DoubleToInt64Bits(d)
        );
}
