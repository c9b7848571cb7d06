using Xunit;

namespace OemRunbooks.EndToEnd;

/// <summary>Where the program is called in a place that is no station.</summary>
public sealed class WrongPlaces
{
    [Theory]
    [InlineData("run", "hardware-drift")]
    [InlineData("resume")]
    [InlineData("confirm", "last", "a")]
    [InlineData("runs")]
    [InlineData("status", "last")]
    public void In_a_directory_that_is_no_station_nothing_is_written(params string[] command)
    {
        var directory = Directory.CreateTempSubdirectory("stick-");
        File.WriteAllText(Path.Combine(directory.FullName, "holiday.jpg"), "");
        var run = Program.RunIn(directory.FullName, [.. command, "--lang", "en"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("station.none", run.Error, StringComparison.Ordinal);
        Assert.Single(directory.GetFileSystemInfos());
        directory.Delete(recursive: true);
    }
}
