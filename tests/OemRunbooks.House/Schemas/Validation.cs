using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace OemRunbooks.House.Schemas;

/// <summary>An outside validator over the committed schemas, and YAML as an editor's language server reads it.</summary>
internal static class Validation
{
    internal static JsonSchema Schema(string name) =>
        JsonSchema.FromText(Repository.Read($"schemas/{name}.schema.json"), new BuildOptions { SchemaRegistry = new() });

    internal static IEnumerable<string> Problems(JsonSchema schema, JsonNode? document) =>
        schema.Evaluate(JsonSerializer.SerializeToElement(document), new EvaluationOptions { OutputFormat = OutputFormat.List })
            is { IsValid: false } result
            ?
            [
                .. (result.Details ?? [])
                    .Where(static d => d.Errors is { Count: > 0 })
                    .Select(static d => $"{d.InstanceLocation}: {string.Join("; ", d.Errors!.Values)}"),
            ]
            : [];

    internal static JsonNode? Yaml(string text)
    {
        var parser = new Parser(new StringReader(text));
        parser.Consume<StreamStart>();
        parser.Consume<DocumentStart>();
        return Read(parser);
    }

    private static JsonNode? Read(Parser parser)
    {
        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return Value(scalar);
        }

        if (parser.TryConsume<SequenceStart>(out _))
        {
            var list = new JsonArray();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                list.Add(Read(parser));
            }

            return list;
        }

        var map = new JsonObject();
        parser.Consume<MappingStart>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var name = parser.Consume<Scalar>().Value;
            map[name] = Read(parser);
        }

        return map;
    }

    private static JsonNode? Value(Scalar scalar)
    {
        if (scalar.Style != ScalarStyle.Plain)
        {
            return JsonValue.Create(scalar.Value);
        }

        return scalar.Value switch
        {
            "" or "~" or "null" => null,
            "true" => JsonValue.Create(true),
            "false" => JsonValue.Create(false),
            var text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) =>
                JsonValue.Create(whole),
            var text
                when decimal.TryParse(
                    text,
                    NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out var number
                ) => JsonValue.Create(number),
            var text => JsonValue.Create(text),
        };
    }
}
