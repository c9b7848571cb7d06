using System.Reflection;
using OemRunbooks.Cli.Commands;
using OemRunbooks.Cli.Shell;

// Where another program calls this one, the console is that one's.
using var streams = Assembly.GetEntryAssembly() == typeof(RunbookProgram).Assembly ? new Streams() : null;
return RunbookProgram.Shown(await RunbookProgram.RunAsync(args).ConfigureAwait(false), args, streams?.Problem);
