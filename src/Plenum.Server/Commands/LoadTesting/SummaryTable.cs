using System.Globalization;
using Plenum.LoadTest.Figures;
using Spectre.Console;

namespace Plenum.Server.Commands.LoadTesting;

/// <summary>A summary for people.</summary>
internal static class SummaryTable
{
    public static void Write(Summary summary)
    {
        var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumn("figure").AddColumn("value");
        foreach (var (figure, value) in Rows(summary))
            table.AddRow(Markup.Escape(figure), Markup.Escape(value));
        AnsiConsole.Write(table);
        foreach (var requirement in summary.Requirements)
        {
            var actual = requirement.Actual is { } number ? Text($"{number:0.###}") : "not there";
            Console.WriteLine($"{(requirement.Met ? "met" : "NOT MET")}: {requirement.Text} ({actual})");
        }
    }

    private static IEnumerable<(string Figure, string Value)> Rows(Summary summary)
    {
        var (delivery, generator) = (summary.Delivery, summary.Generator);
        yield return ("participants", Text($"{summary.Participants.Joined} of {summary.Participants.Planned} joined, {summary.Participants.Failed} failed, {summary.Participants.Peak} at one time"));
        foreach (var (reason, count) in summary.Joins.Failures)
            yield return ("  failed", Text($"{count}: {reason.Split('\n')[0]}"));
        yield return ("joins", Text($"{summary.Joins.PerSecond:F1} a second, {summary.Joins.DuringHold} during the hold"));
        if (summary.Joins.Refused > 0)
            yield return ("  refused for now", Text($"{summary.Joins.Refused} times; {summary.Joins.Retried} came again when they were told to"));
        yield return ("  protected by", string.Join(", ", summary.Srtp.Select(agreed => Text($"{agreed.Key} ({agreed.Value})"))));
        yield return ("  until connected", Text(summary.Joins.TimeMs));
        yield return ("  until the first packet", Text(summary.FirstPacketMs));
        yield return ("  until the first key frame", Text(summary.FirstKeyFrameMs));
        yield return ("delivered", Text($"{delivery.Delivered} of {delivery.Expected} packets ({delivery.Ratio:P3}) in {summary.HoldSeconds:F0} s; {delivery.Lost} lost for good, {delivery.Recovered} repaired"));
        yield return ("  of what was published", Text($"{delivery.OfferedRatio:P2}"));
        yield return ("  sound, pictures", Text($"{delivery.Sound.Lost} and {delivery.Pictures.Lost} lost; of one stream {delivery.Sound.MostLostByOne} and {delivery.Pictures.MostLostByOne} at most"));
        yield return ("  a second", Text($"{delivery.PacketsPerSecond:F0} packets, {delivery.BitsPerSecond / 1e6:F1} Mbit/s"));
        if (delivery.SilentStreams > 0)
            yield return ("  silent streams", Text($"{delivery.SilentStreams}"));
        yield return ("jitter", Text(summary.JitterMs));
        yield return ("forwarding delay", Text(summary.ForwardingDelayMs));
        yield return ("the test itself", Text($"{generator.CpuCores:F2} cores, {generator.UsPerPacket:F2} us a packet, {generator.MemoryMiB:F0} MiB, 1 packet in {generator.OpenEvery} decrypted"));
        yield return ("  for each join", Text($"{generator.CpuMsPerJoin:F2} ms of CPU, {generator.AllocatedKiBPerJoin:F0} KiB allocated"));
        if (generator.ReceiveOverflows > 0)
            yield return ("  OVERLOADED", Text($"{generator.ReceiveOverflows} datagrams found its buffer of {generator.ReceiveBufferKiB} KiB full: lost by the test"));
        if (summary.Server is { } server)
        {
            yield return ("server", Text($"{server.CpuCores:F2} cores, {server.UsPerDeliveredPacket:F2} us a delivered packet"));
            if (server.CpuMsPerJoin is { } join)
                yield return ("  for each join", Text($"{join:F2} ms of CPU") + (server.AllocatedKiBPerJoin is { } allocated ? Text($", {allocated:F0} KiB allocated") : ""));
            yield return ("  memory", Text($"{server.MemoryMiB:F0} MiB, {server.IdleMemoryMiB:F0} before") + (server.MemoryKiBPerParticipant is { } each ? Text($", {each:F0} KiB a participant") : ""));
            foreach (var sample in server.MemoryOverTime)
                yield return (Text($"    after {sample.AtSeconds:F0} s"), Text($"{sample.MemoryMiB:F1} MiB") + (sample.LiveMiB is { } live ? Text($", {live:F1} of them in use on the heap") : ""));
            if (server.Garbage is { } garbage)
                yield return ("  collections", Text($"{string.Join(" + ", garbage.Collections)} by generation, {garbage.PausedMs:F1} ms in all; ") + Text(garbage.PauseMs));
        }
    }

    private static string Text(Distribution times) => times.Samples == 0
        ? "-"
        : Text($"p50 {times.P50:F2}, p95 {times.P95:F2}, p99 {times.P99:F2}, p99.9 {times.P999:F2}, most {times.Max:F2} ms of {times.Samples}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
