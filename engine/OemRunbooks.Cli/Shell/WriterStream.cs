using System.Text;
using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Cli.Shell;

/// <summary>Gives what is written in UTF-8 to a writer of text, as standard output is one.</summary>
internal sealed class WriterStream(TextWriter writer) : SinkStream
{
    private readonly Decoder decoder = Encoding.UTF8.GetDecoder();
    private char[] text = [];

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (text.Length < buffer.Length + 1)
        {
            text = new char[buffer.Length + 1];
        }

        writer.Write(text, 0, decoder.GetChars(buffer, text, flush: false));
    }
}
