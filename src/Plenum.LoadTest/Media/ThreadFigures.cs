using Plenum.LoadTest.Figures;

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
    public LineTotals Retired { get; } = new();

    /// <summary>From the start of a join to the first packet.</summary>
    public Histogram FirstPacket { get; } = new();

    /// <summary>From the start of a join to the first whole key frame.</summary>
    public Histogram FirstKeyFrame { get; } = new();

    /// <summary>Forwarding delays during the hold.</summary>
    public Histogram Delay { get; } = new();

    /// <summary>Forwarding delays since progress was told last.</summary>
    public Histogram RecentDelay { get; } = new();
}
