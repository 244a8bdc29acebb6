using System.Globalization;
using System.Runtime.InteropServices;
using Plenum.FanOut;

// "sfu PUBLISHERS VIEWERS SECONDS": a real room instead, in real time.
if (args is ["sfu", var publishers, var viewers, var span])
{
    SfuRun.Run(
        int.Parse(publishers, CultureInfo.InvariantCulture),
        int.Parse(viewers, CultureInfo.InvariantCulture),
        double.Parse(span, CultureInfo.InvariantCulture));
    return;
}

// "memory VIEWERS SECONDS WARM-UP": one publisher's room in virtual time, without the kernel.
if (args is ["memory", var watching, var length, var warmUp])
{
    MemoryRun.Run(
        int.Parse(watching, CultureInfo.InvariantCulture),
        int.Parse(length, CultureInfo.InvariantCulture),
        int.Parse(warmUp, CultureInfo.InvariantCulture));
    return;
}

// "garbage": what a signalling message allocates.
if (args is ["garbage"])
{
    GarbageRun.Run();
    return;
}

// One publisher in, RECEIVERS out: CPU of the server's shard thread per delivered packet, managed bytes with it.
var receivers = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 200;
var seconds = args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 3;

// Three frames of video (30 a second) go with five packets of audio (50 a second), as in floor.c.
var steps = Enumerable.Range(0, 32).Select(step => step % 8 % 3 != 0).ToList();

// Signalling messages a second to read and write beside it; 0 for none.
var messages = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 0;

// In how many rooms of eight; each keeps its log and its chat. "chat" makes all of them chat.
var rooms = args.Length > 3 ? int.Parse(args[3], CultureInfo.InvariantCulture) : 64;
var onlyChat = args is [_, _, _, _, "chat", ..];

// What the shard asks of the scheduler, as the server does; another niceness, or "none" for nothing, behind "chat" or "mixed".
var niceness = args is [_, _, _, _, _, var wanted] ? (int.TryParse(wanted, CultureInfo.InvariantCulture, out var given) ? given : (int?)null) : -10;

const int Warmup = 20;

using var audience = new Audience(receivers, niceness);
audience.Drain();
GC.Collect();
GC.WaitForPendingFinalizers();
GC.Collect();
// Of both sides: the receivers live in this process too. The slope over two sizes is what one costs.
var workingSet = Environment.WorkingSet;
JsonBeside? json = null;
PauseListener? listener = null;
var server = audience.Server;
double busy = 0;
long packets = 0, bytes = 0;
for (var slice = 0; busy < seconds; slice++)
{
    var before = Audience.Ask(server, Reading.Take);
    var delivered = audience.Delivered;
    audience.Publish(steps, sleeps: messages > 0);
    var after = Audience.Ask(server, Reading.Take);
    // The first slices warm up the compiler's tiers and grow what is kept; collections are noted after that.
    if (slice == Warmup && messages > 0)
    {
        json = new JsonBeside(messages, rooms, onlyChat);
        listener = new PauseListener();
    }

    if (slice >= Warmup)
    {
        busy += after.CpuSeconds - before.CpuSeconds;
        bytes += after.AllocatedBytes - before.AllocatedBytes;
        packets += audience.Delivered - delivered;
    }

    audience.Drain();
}

json?.Dispose();
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $$"""{"program":"plenum","receivers":{{receivers}},"packets":{{packets}},"usPerPacket":{{busy * 1e6 / packets:F4}},"managedBytesPerPacket":{{(double)bytes / packets:F4}},"workingSet":{{workingSet}}}"""));
if (json is not null)
{
    var pauses = listener!.Take();
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{json.Messages} messages beside it, {json.AllocatedBytes / json.Messages} bytes allocated for each; {string.Join(", ", pauses.CountBy(pause => pause.Generation).OrderBy(count => count.Key).Select(count => $"{count.Value} gen{count.Key}"))} pauses; median {(pauses.Count > 0 ? pauses[pauses.Count / 2].Milliseconds : 0):F2} ms; longest:"));
    foreach (var pause in pauses.Take(5))
        Console.WriteLine(pause);
    StopReport.Print(pauses, audience.Standstills);
}

namespace Plenum.FanOut
{
    /// <summary>What the calling thread has used so far.</summary>
    internal readonly partial record struct Reading(double CpuSeconds, long AllocatedBytes)
    {
        private const int ThreadCpuTime = 3;

        public static Reading Take()
        {
            Span<long> time = stackalloc long[2];
            GetTime(ThreadCpuTime, ref MemoryMarshal.GetReference(time));
            return new(time[0] + (time[1] * 1e-9), GC.GetAllocatedBytesForCurrentThread());
        }

        [LibraryImport("libc", EntryPoint = "clock_gettime")]
        private static partial int GetTime(int clock, ref long time);
    }
}
