using System.Text;
using OemRunbooks.Cli.Commands;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return await RunbookProgram.RunAsync(args).ConfigureAwait(false);
