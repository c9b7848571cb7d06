using System.Buffers;
using System.Globalization;
using System.Text;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Journal.Tests.Entries;

/// <summary>Makes journals whose lines are chained, whatever they say.</summary>
internal sealed class Chain
{
    private readonly ArrayBufferWriter<byte> bytes = new();
    private string prev = JournalReader.NoPrevious;
    private long seq;

    internal byte[] Bytes => bytes.WrittenSpan.ToArray();

    internal Chain Add(string type, string data) => Raw(Scanning.Line(data, seq + 1, prev, type));

    /// <summary>A line that may be none, with which the next one is chained all the same.</summary>
    internal Chain Raw(string line) => Raw(Encoding.UTF8.GetBytes(line));

    internal Chain Raw(byte[] line)
    {
        bytes.Write(line);
        bytes.Write("\n"u8);
        prev = JournalReader.LeafHash(line);
        seq++;
        return this;
    }

    /// <summary>Entries of each kind, as runs have them, until the journal is so long.</summary>
    internal static Chain Of(int length, Random random)
    {
        var chain = new Chain();
        while (chain.bytes.WrittenCount < length)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"steps/{random.Next(1000)}");
            var (type, data) = random.Next(6) switch
            {
                0 => ("step.started", $$"""{"activity":"do.work","attempt":1,"inputs":{"ł":1},"path":"{{path}}"}""".Replace("ł", "l")),
                1 => ("step.succeeded", $$"""{"outputs":{"text":"{{new string('x', random.Next(300))}}\n"},"path":"{{path}}"}"""),
                2 => (
                    "step.succeeded",
                    $$"""{"artefacts":[{"path":"a","sha384":"b","size":1}],"outputs":{"text":"é"},"path":"{{path}}"}"""
                ),
                3 => ("step.failed", $$"""{"attempt":1,"failure":{"code":"do.broken"},"path":"{{path}}"}"""),
                4 => ("sealed", """{"before":"00","reason":"count"}"""),
                _ => (
                    "step.checkpoint",
                    $$"""{"data":"{{new string('y', random.Next(60_000) / random.Next(1, 500))}}","path":"{{path}}"}"""
                ),
            };
            chain.Add(type, data);
        }

        return chain;
    }
}
