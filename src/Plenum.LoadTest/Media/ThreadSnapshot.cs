using Plenum.LoadTest.Figures;
using Plenum.Rtc.Srtp;

namespace Plenum.LoadTest.Media;

/// <summary>What media threads have counted, at one moment.</summary>
internal sealed class ThreadSnapshot
{
    /// <summary>Packets received since the start.</summary>
    public long Packets { get; set; }

    /// <summary>Their bytes.</summary>
    public long Bytes { get; set; }

    /// <summary>Streams received now.</summary>
    public int Lines { get; set; }

    /// <summary>Streams of which nothing has come lately.</summary>
    public (int Sound, int Pictures) Silent { get; private set; }

    /// <summary>What was counted during the hold.</summary>
    public DeliveryTotals Totals { get; } = new();

    /// <summary>Of all streams that flow now.</summary>
    public Histogram Jitter { get; } = new();

    /// <summary>Joins to first packets.</summary>
    public Histogram FirstPacket { get; } = new();

    /// <summary>Joins to first key frames.</summary>
    public Histogram FirstKeyFrame { get; } = new();

    /// <summary>Forwarding delays of the hold.</summary>
    public Histogram Delay { get; } = new();

    /// <summary>Forwarding delays since the last snapshot.</summary>
    public Histogram RecentDelay { get; } = new();

    /// <summary>Datagrams that a full buffer has cost.</summary>
    public long Overflows { get; set; }

    /// <summary>The longest round of the hold.</summary>
    public TimeSpan LongestRound { get; set; }

    /// <summary>How many connections agreed on each way to protect media.</summary>
    public Dictionary<SrtpProfile, int> Protections { get; } = [];

    /// <summary>Connections ended by exceptions.</summary>
    public long Faults { get; set; }

    /// <summary>The smallest receive buffer.</summary>
    public int ReceiveBufferBytes { get; set; }

    /// <summary>Nothing has come of a stream lately.</summary>
    public void NoteSilence(bool isVideo) =>
        Silent = isVideo ? Silent with { Pictures = Silent.Pictures + 1 } : Silent with { Sound = Silent.Sound + 1 };
}
