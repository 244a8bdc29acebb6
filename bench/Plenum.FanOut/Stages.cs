namespace Plenum.FanOut;

/// <summary>Adds up what the stages of a message's way have allocated on this thread.</summary>
internal sealed class Stages
{
    /// <summary>From bytes to a message.</summary>
    public const int Parse = 0;

    /// <summary>From a message to a command.</summary>
    public const int Map = 1;

    /// <summary>What the room does, and the event as it is written, once, and kept.</summary>
    public const int Room = 2;

    /// <summary>To each recipient.</summary>
    public const int Deliver = 3;

    /// <summary>To the sender.</summary>
    public const int Reply = 4;

    private readonly long[] _bytes = new long[Names.Count];
    private long _before;

    public static IReadOnlyList<string> Names { get; } = ["parse", "map", "room, event written", "deliver", "reply"];

    public IReadOnlyList<long> Bytes => _bytes;

    public void Begin() => _before = GC.GetAllocatedBytesForCurrentThread();

    /// <summary>A stage is done; the next one begins.</summary>
    public void End(int stage)
    {
        _bytes[stage] += GC.GetAllocatedBytesForCurrentThread() - _before;
        Begin();
    }
}
