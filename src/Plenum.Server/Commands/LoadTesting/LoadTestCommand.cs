using System.CommandLine;
using System.Text.Json;
using Plenum.LoadTest;
using Plenum.LoadTest.Run;

namespace Plenum.Server.Commands.LoadTesting;

/// <summary>Loads a server with participants, and says how it was: docs/loadtest.md.</summary>
internal static class LoadTestCommand
{
    private const int Fine = 0;
    private const int RequirementsNotMet = 1;
    private const int CannotRun = 3;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>After Ctrl-C: everybody leaves before the process ends.</summary>
    public static readonly TimeSpan RampDownPatience = TimeSpan.FromSeconds(20);

    public static Command Create()
    {
        var options = new LoadTestCommandOptions();
        var command = new Command("loadtest", "Loads a server with participants over real connections, and says how many it carries.");
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(options.Read(parsed), options.ReadJsonFile(parsed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(LoadTestOptions options, FileInfo? json, CancellationToken cancellationToken)
    {
        try
        {
            var summary = await LiveProgress.ShowAsync(
                progress => LoadTestRun.RunAsync(options, progress, cancellationToken)).ConfigureAwait(false);
            SummaryTable.Write(summary);
            if (json is not null)
                await File.WriteAllTextAsync(json.FullName, summary.ToJson().ToJsonString(Indented), CancellationToken.None).ConfigureAwait(false);
            return summary.Requirements.All(requirement => requirement.Met) ? Fine : RequirementsNotMet;
        }
        catch (Exception refused) when (refused is LoadTestException or IOException)
        {
            await Console.Error.WriteLineAsync(refused.Message).ConfigureAwait(false);
            return CannotRun;
        }
    }
}
