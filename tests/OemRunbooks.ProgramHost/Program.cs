using System.Reflection;
using System.Text;
using System.Text.Json;

// Runs one command line after another in a process that is warm already. Directory, environment and console belong to a
// process, not to a call: so each host takes one call at a time, and tests that run side by side have hosts of their own.
// Entered where the system enters it: the program shows nothing to its hosts.
var program = Assembly.Load("runbook").EntryPoint!;
using var requests = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false));
using var answers = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
while (requests.ReadLine() is { } line)
{
    using var request = JsonDocument.Parse(line);
    var call = request.RootElement;
    using var output = new StringWriter { NewLine = "\n" };
    using var error = new StringWriter { NewLine = "\n" };
    foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>())
    {
        Environment.SetEnvironmentVariable(name, null);
    }

    foreach (var variable in call.GetProperty("environment").EnumerateObject())
    {
        Environment.SetEnvironmentVariable(variable.Name, variable.Value.GetString());
    }

    Directory.SetCurrentDirectory(call.GetProperty("directory").GetString()!);
    Console.SetOut(output);
    Console.SetError(error);
    Console.SetIn(new StringReader(call.GetProperty("input").GetString()!));
    var words = call.GetProperty("arguments").EnumerateArray().Select(static w => w.GetString()!).ToArray();
    var exitCode = (int)program.Invoke(null, [words])!;
    Directory.SetCurrentDirectory(AppContext.BaseDirectory);
    await answers.WriteLineAsync(
        JsonSerializer.Serialize(
            new
            {
                exitCode,
                output = output.ToString(),
                error = error.ToString(),
            }
        )
    );
}
