using Plenum.LoadTest.Figures;
using Plenum.Rtc.Srtp;

namespace Plenum.LoadTest.Media;

/// <summary>What a media thread counts. Belongs to it; others are given copies.</summary>
internal sealed class ThreadFigures
{
    /// <summary>Whether the hold is on.</summary>
    public bool IsHolding { get; set; }

    /// <summary>Packets received, each once, since the start.</summary>
    public long Packets { get; set; }

    /// <summary>Their bytes: RTP without protection.</summary>
    public long Bytes { get; set; }

    /// <summary>What connections that are gone have counted.</summary>
    public DeliveryTotals Retired { get; } = new();

    /// <summary>From the start of a join to the first packet.</summary>
    public Histogram FirstPacket { get; } = new();

    /// <summary>From the start of a join to the first whole key frame.</summary>
    public Histogram FirstKeyFrame { get; } = new();

    /// <summary>Forwarding delays during the hold.</summary>
    public Histogram Delay { get; } = new();

    /// <summary>The longest that the thread did not look at its socket during the hold.</summary>
    public TimeSpan LongestRound { get; set; }

    /// <summary>How many connections agreed on each way to protect media.</summary>
    public Dictionary<SrtpProfile, int> Protections { get; } = [];

    /// <summary>Forwarding delays since progress was told last.</summary>
    public Histogram RecentDelay { get; } = new();
}
