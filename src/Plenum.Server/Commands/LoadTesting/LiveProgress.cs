using System.Globalization;
using Plenum.LoadTest.Figures;
using Plenum.LoadTest.Run;
using Spectre.Console;

namespace Plenum.Server.Commands.LoadTesting;

/// <summary>How a test stands: a table that changes on a terminal, a line a second elsewhere.</summary>
internal static class LiveProgress
{
    public static async Task<Summary> ShowAsync(Func<IProgress<RunProgress>, Task<Summary>> run)
    {
        if (Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Ansi)
            return await run(new Teller(WriteLine)).ConfigureAwait(false);
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in Columns)
            table.AddColumn(new TableColumn(column).RightAligned());
        return await AnsiConsole.Live(table).StartAsync(context => run(new Teller(progress => Show(context, table, progress)))).ConfigureAwait(false);
    }

    private static readonly string[] Columns =
        ["time", "phase", "here", "failed", "streams", "packets/s", "Mbit/s", "lost", "delay p50", "p99 ms", "test CPU", "server CPU"];

    private static void Show(LiveDisplayContext context, Table table, RunProgress progress)
    {
        table.Rows.Clear();
        table.AddRow(Cells(progress));
        context.Refresh();
    }

    private static void WriteLine(RunProgress progress)
    {
        var cells = Cells(progress);
        Console.WriteLine(string.Join("  ", Columns.Zip(cells, (column, cell) => $"{column} {cell}")));
    }

    private static string[] Cells(RunProgress progress) =>
    [
        progress.Elapsed.ToString(@"mm\:ss", CultureInfo.InvariantCulture),
        progress.Phase.ToString(),
        Text($"{progress.Present}/{progress.Planned}"),
        Text($"{progress.Failed}"),
        Text($"{progress.Streams}"),
        Text($"{progress.PacketsPerSecond:F0}"),
        Text($"{progress.BitsPerSecond / 1e6:F1}"),
        Text($"{progress.Lost}"),
        Text($"{progress.Delay.P50:F2}"),
        Text($"{progress.Delay.P99:F2}"),
        Text($"{progress.GeneratorCores:F2}"),
        progress.ServerCores is { } cores ? Text($"{cores:F2}") : "-",
    ];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Told on whatever thread it is; <see cref="System.Progress{T}"/> would tell out of order.</summary>
    private sealed class Teller(Action<RunProgress> tell) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => tell(value);
    }
}
