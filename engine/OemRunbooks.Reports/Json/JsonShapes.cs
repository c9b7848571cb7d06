using System.Text.Json;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Reports.Model;

namespace OemRunbooks.Reports.Json;

/// <summary>The few shapes that the report's JSON is made of; a null is left out.</summary>
internal static class JsonShapes
{
    private const int Block = 16 * 1024;

    internal static void Object(this Utf8JsonWriter json, Action inside)
    {
        json.WriteStartObject();
        inside();
        json.WriteEndObject();
    }

    internal static void Object(this Utf8JsonWriter json, string name, Action inside)
    {
        json.WritePropertyName(name);
        json.Object(inside);
    }

    internal static void List<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            write(json, item);
            json.Pass();
        }

        json.WriteEndArray();
    }

    /// <summary>Passes on what was written, once it is worth it: a long list is never in memory as a whole.</summary>
    internal static void Pass(this Utf8JsonWriter json)
    {
        if (json.BytesPending > Block)
        {
            json.Flush();
        }
    }

    internal static Utf8JsonWriter Words(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }

        return json;
    }

    internal static Utf8JsonWriter Number(this Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }

        return json;
    }

    internal static Utf8JsonWriter Flag(this Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } flag)
        {
            json.WriteBoolean(name, flag);
        }

        return json;
    }

    internal static Utf8JsonWriter Time(this Utf8JsonWriter json, string name, DateTimeOffset? at) =>
        json.Words(name, at is { } time ? FactCodec.Time(time) : null);

    internal static Utf8JsonWriter Localized(this Utf8JsonWriter json, string name, LocalizedText? text)
    {
        if (text is not null)
        {
            json.Object(name, () => json.Words("pl", text.Pl).Words("en", text.En));
        }

        return json;
    }

    internal static Utf8JsonWriter Code(this Utf8JsonWriter json, string name, ReportCode? code)
    {
        if (code is not null)
        {
            json.Object(
                name,
                () =>
                    json.Words("code", code.Code)
                        .Value("arguments", code.Arguments)
                        .Localized("words", code.Words)
                        .Localized("hint", code.Hint)
            );
        }

        return json;
    }

    internal static Utf8JsonWriter Value(this Utf8JsonWriter json, string name, Value value)
    {
        json.WritePropertyName(name);
        Write(json, value.Recorded());
        return json;
    }

    /// <summary>A value as the journal spells it; a secret's reference stays recognisable as one.</summary>
    private static void Write(Utf8JsonWriter json, Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Null:
                json.WriteNullValue();
                break;
            case ValueKind.Boolean:
                json.WriteBooleanValue(value.IsTruthy);
                break;
            case ValueKind.Integer:
                json.WriteNumberValue(value.AsInteger() ?? 0);
                break;
            case ValueKind.Number or ValueKind.Text:
                json.WriteStringValue(value.ToText());
                break;
            case ValueKind.Secret:
                json.Object(() => json.Words("$secret", value.ToText()));
                break;
            case ValueKind.List:
                json.WriteStartArray();
                foreach (var item in value.Items)
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            case ValueKind.Map:
                json.Object(() =>
                {
                    foreach (var (name, member) in value.Members)
                    {
                        json.WritePropertyName(name);
                        Write(json, member);
                    }
                });
                break;
        }
    }
}
